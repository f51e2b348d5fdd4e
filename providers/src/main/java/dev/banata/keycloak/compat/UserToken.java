package dev.banata.keycloak.compat;

import java.util.List;
import java.util.Optional;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.jose.jws.JWSInputException;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.representations.JsonWebToken;
import org.keycloak.services.managers.AuthenticationManager;

/** A verified access token of an end user: of a person, and of a session that lives. */
public final class UserToken {

  private final AuthenticationManager.AuthResult result;

  private UserToken(AuthenticationManager.AuthResult result) {
    this.result = result;
  }

  /** The realm that a token says it is of. Nothing of the token has been verified by then. */
  public static Optional<RealmModel> realmOf(KeycloakSession session, String token) {
    try {
      return IssuerUrl.realmOf(
          session, new JWSInput(token).readJsonContent(JsonWebToken.class).getIssuer());
    } catch (JWSInputException e) {
      return Optional.empty();
    }
  }

  /**
   * Verifies the bearer token against one realm: signature, issuer, lifespan, revocation, session,
   * user and client.
   */
  public static Optional<UserToken> verify(
      KeycloakSession session, RealmModel realm, String token) {
    return BearerToken.verify(session, realm, token)
        .filter(found -> found.session() != null)
        .filter(found -> found.user().getServiceAccountClientLink() == null)
        .map(UserToken::new);
  }

  public UserModel user() {
    return result.user();
  }

  public UserSessionModel session() {
    return result.session();
  }

  public ClientModel client() {
    return result.client();
  }

  public List<String> audience() {
    String[] audience = result.token().getAudience();
    return audience == null ? List.of() : List.of(audience);
  }
}
