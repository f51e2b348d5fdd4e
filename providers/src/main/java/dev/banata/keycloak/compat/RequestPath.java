package dev.banata.keycloak.compat;

import jakarta.enterprise.context.ContextNotActiveException;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;

/**
 * The path of the session's request, which background work and imports at the start do not have.
 */
public final class RequestPath {

  private RequestPath() {}

  public static Optional<String> of(KeycloakSession session) {
    try {
      return Optional.of(session.getContext().getHttpRequest().getUri().getPath());
    } catch (ContextNotActiveException e) {
      return Optional.empty();
    }
  }
}
