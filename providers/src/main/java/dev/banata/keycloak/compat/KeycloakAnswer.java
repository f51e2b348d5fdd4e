package dev.banata.keycloak.compat;

import jakarta.ws.rs.core.Response;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.error.KeycloakErrorHandler;

/** What Keycloak itself answers to a failure. */
public final class KeycloakAnswer {

  private KeycloakAnswer() {}

  public static Response to(KeycloakSession session, Throwable failure) {
    return KeycloakErrorHandler.getResponse(session, failure);
  }
}
