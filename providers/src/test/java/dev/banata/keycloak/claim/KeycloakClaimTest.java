package dev.banata.keycloak.claim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banata.keycloak.claim.KeycloakClaim.Shape;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.keycloak.models.OrganizationModel;
import org.keycloak.util.JsonSerialization;

final class KeycloakClaimTest {

  private static final Map<String, String> OBJECT = Map.of("addOrganizationId", "true");
  private static final OrganizationModel ACME =
      organization("acme", Map.of("id", List.of("evil"), "plan", List.of("pro")));

  private static OrganizationModel organization(
      String alias, Map<String, List<String>> attributes) {
    String id = UUID.nameUUIDFromBytes(alias.getBytes(StandardCharsets.UTF_8)).toString();
    return (OrganizationModel)
        Proxy.newProxyInstance(
            KeycloakClaimTest.class.getClassLoader(),
            new Class<?>[] {OrganizationModel.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getId" -> id;
                  case "getAlias" -> alias;
                  case "getAttributes" -> attributes;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  private static Map<String, Object> written(
      Map<String, String> config, Object before, OrganizationModel... organizations) {
    return written(config, before, List.of(organizations));
  }

  private static Map<String, Object> written(
      Map<String, String> config, Object before, List<OrganizationModel> organizations) {
    Map<String, Object> claims = new HashMap<>();
    if (before != null) {
      claims.put("organization", before);
    }
    KeycloakClaim claim = KeycloakClaim.of(config);
    claim.write(
        claims,
        claim.compose(claim.take(claims), organizations, organization -> List.of("member")));
    return claims;
  }

  @Test
  void theShapeIsTheConfiguredOne() {
    assertThat(KeycloakClaim.of(Map.of()).shape()).isEqualTo(Shape.LIST);
    assertThat(KeycloakClaim.of(OBJECT).shape()).isEqualTo(Shape.OBJECT);
    assertThat(KeycloakClaim.of(Map.of("jsonType.label", "JSON")).shape()).isEqualTo(Shape.OBJECT);
    assertThat(KeycloakClaim.of(Map.of("multivalued", "false")).shape()).isEqualTo(Shape.TEXT);
    assertThat(written(Map.of(), null, ACME)).containsEntry("organization", List.of("acme"));
    assertThat(written(Map.of("multivalued", "false"), null, ACME))
        .containsEntry("organization", "acme");
  }

  @Test
  void anEntryHasWhatKeycloakPutThereAndOursLast() {
    Map<String, Object> before =
        Map.of("acme", Map.of("id", List.of("evil"), "groups", List.of("/admin")));

    assertThat(written(OBJECT, before, ACME).get("organization"))
        .isEqualTo(
            Map.of(
                "acme",
                Map.of(
                    "id", ACME.getId(), "groups", List.of("/admin"), "roles", List.of("member"))));
    assertThat(written(Map.of("addOrganizationAttributes", "true"), null, ACME))
        .containsEntry(
            "organization",
            Map.of(
                "acme",
                Map.of("id", ACME.getId(), "plan", List.of("pro"), "roles", List.of("member"))));
  }

  @Test
  void withoutAnOrganizationThereIsNoClaim() {
    assertThat(written(OBJECT, Map.of("acme", Map.of()))).isEmpty();
  }

  /** With the header and the signature of a token, and all else that is in one, below 8 KiB. */
  @Test
  void fiveHundredDoNotMakeTheClaimLarge() {
    List<OrganizationModel> many =
        IntStream.range(0, 500)
            .mapToObj(i -> organization("a-customer-with-a-name-" + i, Map.of()))
            .toList();
    for (Map<String, String> config : List.of(OBJECT, Map.<String, String>of())) {
      Map<String, Object> claims = written(config, null, many);
      Object claim = claims.get("organization");
      int listed = claim instanceof Map<?, ?> map ? map.size() : ((List<?>) claim).size();

      assertThat(JsonSerialization.valueAsString(claim).length()).isBetween(1500, 3100);
      assertThat(listed + (Integer) claims.get(KeycloakClaim.OMITTED)).isEqualTo(500);
    }
  }
}
