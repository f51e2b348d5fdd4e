package dev.banata.keycloak.entry;

import jakarta.ws.rs.Path;
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
}
