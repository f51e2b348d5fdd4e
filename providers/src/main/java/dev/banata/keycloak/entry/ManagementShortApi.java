package dev.banata.keycloak.entry;

import jakarta.ws.rs.Path;
import java.util.Optional;
import org.keycloak.utils.KeycloakSessionUtil;

/** {@code /banata/**}: the same without {@code /api/auth}, as the client's portal calls have it. */
@Path("/banata")
public final class ManagementShortApi {

  @Path("")
  public Routes routes() {
    return EntryPoint.open(KeycloakSessionUtil.getKeycloakSession(), Optional.empty());
  }
}
