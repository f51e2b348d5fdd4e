package dev.banata.keycloak.compat;

import jakarta.ws.rs.NotAuthorizedException;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.managers.AppAuthManager;
import org.keycloak.services.managers.AuthenticationManager;

/** Keycloak's own check of a bearer token. */
final class BearerToken {

  private BearerToken() {}

  /**
   * Verifies the token against one realm: signature, issuer, lifespan, revocation, proof of
   * possession, session, user and client. Whether the realm is enabled is not looked at.
   */
  static Optional<AuthenticationManager.AuthResult> verify(
      KeycloakSession session, RealmModel realm, String token) {
    session.getContext().setRealm(realm);
    try {
      return Optional.ofNullable(
          new AppAuthManager.BearerTokenAuthenticator(session)
              .setRealm(realm)
              .setConnection(session.getContext().getConnection())
              .setHeaders(session.getContext().getHttpRequest().getHttpHeaders())
              .setTokenString(token)
              .authenticate());
    } catch (NotAuthorizedException e) {
      return Optional.empty();
    }
  }
}
