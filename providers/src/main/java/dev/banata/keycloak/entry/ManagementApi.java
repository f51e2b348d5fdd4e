package dev.banata.keycloak.entry;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.utils.KeycloakSessionUtil;

/**
 * The entry point of the published client, {@code /api/auth/**}. JAX-RS keeps one instance for all
 * requests, so nothing of a request may be kept here.
 */
@Path("/api/auth")
public final class ManagementApi {

  @Path("")
  public Routes.AuthRoutes routes() {
    KeycloakSession session = KeycloakSessionUtil.getKeycloakSession();
    return EntryPoint.open(session, Optional.empty()).auth();
  }

  /**
   * Because this class answers one OPTIONS itself, JAX-RS asks the resources below the locator for
   * theirs, which browsers send before they call from another origin. Not at the locator's own
   * path: it would hide the locator.
   */
  @OPTIONS
  @Path("banata")
  public Response options() {
    return Response.noContent().allow(HttpMethod.OPTIONS).build();
  }
}
