package dev.banata.keycloak.compat;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakUriInfo;
import org.keycloak.urls.UrlType;

/** Where this server is reached. */
public final class ServerUrls {

  private static final Logger LOG = Logger.getLogger(ServerUrls.class);

  private ServerUrls() {}

  /**
   * The base URLs of realms and of the console. None outside of a request, for example when realms
   * are imported at the start: then a server without a fixed hostname does not know them.
   */
  public static List<URI> of(KeycloakSession session) {
    try {
      return resolve(session);
    } catch (RuntimeException e) {
      LOG.debug("No request and no fixed hostname", e);
      return List.of();
    }
  }

  private static List<URI> resolve(KeycloakSession session) {
    return Stream.of(UrlType.FRONTEND, UrlType.ADMIN)
        .map(session.getContext()::getUri)
        .map(KeycloakUriInfo::getBaseUri)
        .distinct()
        .toList();
  }
}
