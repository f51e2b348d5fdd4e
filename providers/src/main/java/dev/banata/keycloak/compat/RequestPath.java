package dev.banata.keycloak.compat;

import jakarta.enterprise.context.ContextNotActiveException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.keycloak.models.KeycloakSession;

/**
 * The path of the session's request, which background work and imports at the start do not have.
 */
public final class RequestPath {

  private static final Pattern PARTIAL_IMPORT =
      Pattern.compile("/?admin/realms/[^/]+/partialImport");

  private RequestPath() {}

  /** True for Keycloak's import into a realm, of users, roles, clients and more at once. */
  public static boolean isPartialImport(KeycloakSession session) {
    return of(session).filter(path -> PARTIAL_IMPORT.matcher(path).lookingAt()).isPresent();
  }

  public static Optional<String> of(KeycloakSession session) {
    try {
      return Optional.of(session.getContext().getHttpRequest().getUri().getPath());
    } catch (ContextNotActiveException e) {
      return Optional.empty();
    }
  }
}
