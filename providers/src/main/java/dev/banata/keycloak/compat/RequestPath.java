package dev.banata.keycloak.compat;

import jakarta.enterprise.context.ContextNotActiveException;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.core.PathSegment;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.keycloak.models.KeycloakSession;

/**
 * The path of the session's request, which background work and imports at the start do not have.
 */
public final class RequestPath {

  private static final Pattern ADMIN_OF_REALM = Pattern.compile("/?admin/realms/[^/]+");

  private static final Pattern PARTIAL_IMPORT =
      Pattern.compile("/?admin/realms/[^/]+/partialImport");

  private static final Set<String> READS =
      Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

  private RequestPath() {}

  /**
   * What a request that may write in a realm by Keycloak's Admin REST API has after {@code
   * admin/realms}: the realm's name, and the decoded segments of the path within it. Empty for any
   * other request.
   */
  public static List<String> ofAdminWrite(KeycloakSession session) {
    if (of(session).filter(path -> ADMIN_OF_REALM.matcher(path).lookingAt()).isEmpty()
        || READS.contains(session.getContext().getHttpRequest().getHttpMethod())) {
      return List.of();
    }
    return session.getContext().getHttpRequest().getUri().getPathSegments().stream()
        .map(PathSegment::getPath)
        .filter(segment -> !segment.isEmpty())
        .skip(2)
        .toList();
  }

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
