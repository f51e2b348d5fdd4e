package dev.banata.keycloak.entry;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.keycloak.utils.KeycloakSessionUtil;

/** {@code /banata/**}: the same without {@code /api/auth}, as the client's portal calls have it. */
@Path("/banata")
public final class ManagementShortApi {

  @Path("")
  public Routes routes() {
    return EntryPoint.open(KeycloakSessionUtil.getKeycloakSession(), Optional.empty());
  }

  /**
   * Because this class answers one OPTIONS itself, JAX-RS asks the resources below the locator for
   * theirs, which browsers send before they call from another origin. Not at the locator's own
   * path: it would hide the locator.
   */
  @OPTIONS
  @Path("api/auth")
  public Response options() {
    return Response.noContent().allow(HttpMethod.OPTIONS).build();
  }
}
