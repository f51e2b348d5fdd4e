package dev.banata.keycloak.audience;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.banata.keycloak.compat.IssuerUrl;
import dev.banata.keycloak.compat.LiveToken;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.keycloak.common.util.Time;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.jose.jws.JWSInputException;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.util.JsonSerialization;

/**
 * Whether an access token is one of this project, for an audience, and good right now: what a
 * resource server checks by itself (RFC 9068 §4), and what only the server knows.
 */
final class TokenCheck {

  private static final List<String> ACCESS_TOKEN_TYPES = List.of("bearer", "dpop");

  private final KeycloakSession session;
  private final RealmModel realm;

  TokenCheck(KeycloakSession session, RealmModel realm) {
    this.session = session;
    this.realm = realm;
  }

  /** The first thing that is wrong with a token, in the order in which it is looked for. */
  enum Reason {
    MALFORMED,
    ISSUER,
    ALGORITHM,
    SIGNATURE,
    TYPE,
    EXPIRED,
    NOT_YET_VALID,
    AUDIENCE,
    SCOPE,
    PROJECT,
    CLIENT,
    REVOKED,
    SESSION,
    USER;

    String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What the check found: claims of an active token, the reason for any other. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Result(boolean active, String reason, ObjectNode claims) {

    static Result active(ObjectNode claims) {
      return new Result(true, null, claims);
    }

    static Result inactive(Reason reason) {
      return new Result(false, reason.code(), null);
    }
  }

  /**
   * Checks a token.
   *
   * @param audience has to be among the token's
   * @param scopes with spaces between them; the token has to have each; null for none
   */
  Result check(String text, String audience, String scopes) {
    JWSInput jws;
    AccessToken token;
    ObjectNode claims;
    try {
      jws = new JWSInput(text);
      token = jws.readJsonContent(AccessToken.class);
      claims = (ObjectNode) JsonSerialization.mapper.readTree(jws.getContent());
    } catch (JWSInputException | IOException | ClassCastException e) {
      return Result.inactive(Reason.MALFORMED);
    }
    if (token == null) {
      return Result.inactive(Reason.MALFORMED);
    }
    Optional<Reason> flaw =
        ofProject(jws, token)
            .or(() -> ofClaims(token, audience, scopes, Time.currentTimeMillis() / 1000));
    if (flaw.isPresent()) {
      return Result.inactive(flaw.get());
    }
    if (!realm.isEnabled()) {
      return Result.inactive(Reason.PROJECT);
    }
    ClientModel client = realm.getClientByClientId(token.getIssuedFor());
    if (client == null || !client.isEnabled()) {
      return Result.inactive(Reason.CLIENT);
    }
    LiveToken live = LiveToken.of(session, realm, client, token);
    return live.flaw()
        .map(found -> Result.inactive(Reason.valueOf(found.name())))
        .orElseGet(() -> Result.active(withSubject(claims, live.user())));
  }

  private Optional<Reason> ofProject(JWSInput jws, AccessToken token) {
    if (!IssuerUrl.of(session, realm).equals(token.getIssuer())) {
      return Optional.of(Reason.ISSUER);
    }
    return new RealmSignature(session, realm).flaw(jws);
  }

  /** What can be seen in a genuine token without asking anybody. */
  static Optional<Reason> ofClaims(AccessToken token, String audience, String scopes, long now) {
    if (token.getType() == null
        || !ACCESS_TOKEN_TYPES.contains(token.getType().toLowerCase(Locale.ROOT))
        || token.getId() == null
        || token.getIssuedFor() == null) {
      return Optional.of(Reason.TYPE);
    }
    if (token.getExp() == null || token.getExp() <= now) {
      return Optional.of(Reason.EXPIRED);
    }
    if (token.getNbf() != null && token.getNbf() > now) {
      return Optional.of(Reason.NOT_YET_VALID);
    }
    if (!token.hasAudience(audience)) {
      return Optional.of(Reason.AUDIENCE);
    }
    return hasScopes(token, scopes) ? Optional.empty() : Optional.of(Reason.SCOPE);
  }

  private static boolean hasScopes(AccessToken token, String scopes) {
    return scopes == null || words(token.getScope()).containsAll(words(scopes));
  }

  private static List<String> words(String text) {
    return text == null
        ? List.of()
        : Arrays.stream(text.split(" ", -1)).filter(word -> !word.isEmpty()).toList();
  }

  /** A lightweight token does not say whose it is. */
  private static ObjectNode withSubject(ObjectNode claims, Optional<UserModel> user) {
    if (!claims.has("sub")) {
      user.ifPresent(found -> claims.put("sub", found.getId()));
    }
    return claims;
  }
}
