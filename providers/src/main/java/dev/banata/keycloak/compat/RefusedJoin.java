package dev.banata.keycloak.compat;

import jakarta.ws.rs.core.Response;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.ErrorPageException;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * The end of a request to one of Keycloak's own endpoints that would have made a user a member of
 * an organization: a page for a browser on its way through a sign-in, JSON for anybody else.
 */
public final class RefusedJoin {

  private RefusedJoin() {}

  /** Rolls back what the request did; to be thrown. */
  public static RuntimeException of(KeycloakSession session, String message) {
    // Keycloak answers what a flow throws, and commits.
    session.getTransactionManager().setRollbackOnly();
    AuthenticationSessionModel signIn = session.getContext().getAuthenticationSession();
    return signIn == null
        ? new RefusedRequest("organization_policy", message)
        : new ErrorPageException(session, signIn, Response.Status.BAD_REQUEST, message);
  }
}
