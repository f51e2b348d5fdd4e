package dev.banata.keycloak.audience;

import static dev.banata.keycloak.audience.TokenCheck.Reason.AUDIENCE;
import static dev.banata.keycloak.audience.TokenCheck.Reason.EXPIRED;
import static dev.banata.keycloak.audience.TokenCheck.Reason.NOT_YET_VALID;
import static dev.banata.keycloak.audience.TokenCheck.Reason.SCOPE;
import static dev.banata.keycloak.audience.TokenCheck.Reason.TYPE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.OpenApi;
import dev.banata.keycloak.audience.TokenCheck.Reason;
import java.util.Arrays;
import org.assertj.core.api.OptionalAssert;
import org.junit.jupiter.api.Test;
import org.keycloak.representations.AccessToken;

final class TokenCheckTest {

  private static final long NOW = 1_000;

  private static AccessToken token() {
    AccessToken token = new AccessToken();
    token.id("id");
    token.type("Bearer");
    token.issuedFor("web");
    token.exp(NOW + 60);
    token.audience("orders-api", "billing-api");
    token.setScope("openid orders:read");
    return token;
  }

  private static OptionalAssert<Reason> assertFlaw(AccessToken token) {
    return assertThat(TokenCheck.ofClaims(token, "orders-api", null, NOW));
  }

  @Test
  void aTokenForTheAudienceHasNoFlaw() {
    assertFlaw(token()).isEmpty();
    AccessToken bound = token();
    bound.type("DPoP");
    assertFlaw(bound).isEmpty();
  }

  @Test
  void onlyAccessTokensCount() {
    for (String type : new String[] {null, "ID", "Refresh", "Offline", "Logout", ""}) {
      AccessToken token = token();
      token.type(type);
      assertFlaw(token).as(type).contains(TYPE);
    }
    AccessToken nobodys = token();
    nobodys.issuedFor(null);
    assertFlaw(nobodys).contains(TYPE);
  }

  @Test
  void itEndsWithTheSecondOfItsExpiry() {
    AccessToken token = token();
    token.exp(NOW + 1);
    assertFlaw(token).isEmpty();
    token.exp(NOW);
    assertFlaw(token).contains(EXPIRED);
    token.exp(null);
    assertFlaw(token).contains(EXPIRED);
  }

  @Test
  void itStartsWithItsNotBefore() {
    AccessToken token = token();
    token.nbf(NOW);
    assertFlaw(token).isEmpty();
    token.nbf(NOW + 1);
    assertFlaw(token).contains(NOT_YET_VALID);
  }

  @Test
  void theAudienceIsExact() {
    for (String audience : new String[] {"orders", "orders-api ", "ORDERS-API", "*", "web"}) {
      assertThat(TokenCheck.ofClaims(token(), audience, null, NOW)).as(audience).contains(AUDIENCE);
    }
    AccessToken without = token();
    without.audience();
    assertFlaw(without).contains(AUDIENCE);
    assertThat(TokenCheck.ofClaims(new AccessToken().type("Bearer"), "a", null, NOW))
        .contains(TYPE);
  }

  @Test
  void eachScopeIsNeeded() {
    assertThat(TokenCheck.ofClaims(token(), "orders-api", "orders:read", NOW)).isEmpty();
    assertThat(TokenCheck.ofClaims(token(), "orders-api", " orders:read  openid", NOW)).isEmpty();
    assertThat(TokenCheck.ofClaims(token(), "orders-api", "", NOW)).isEmpty();
    assertThat(TokenCheck.ofClaims(token(), "orders-api", "orders:read orders:write", NOW))
        .contains(SCOPE);
    AccessToken without = token();
    without.setScope(null);
    assertThat(TokenCheck.ofClaims(without, "orders-api", "openid", NOW)).contains(SCOPE);
  }

  @Test
  void theDocumentHasAllReasons() {
    JsonNode documented =
        OpenApi.get().document().at("/components/schemas/TokenCheckResult/properties/reason/enum");

    assertThat(documented.valueStream().map(JsonNode::asText))
        .containsExactlyElementsOf(Arrays.stream(Reason.values()).map(Reason::code).toList());
  }
}
