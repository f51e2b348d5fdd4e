package dev.banata.keycloak.entry;

import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.utils.KeycloakSessionUtil;

/**
 * The entry point of the admin console, {@code /admin/realms/{realm}/banata/**}. A root resource
 * and not an {@code AdminRealmResourceProvider}: that one is reached by tokens only, and this API
 * takes keys at every door.
 */
@Path("/admin/realms/{realm}/banata")
public final class ManagementAdminApi {

  @Path("")
  public Routes routes(@PathParam("realm") String name) {
    KeycloakSession session = KeycloakSessionUtil.getKeycloakSession();
    RealmModel realm = session.realms().getRealmByName(name);
    Routes routes = EntryPoint.open(session, Optional.ofNullable(realm));
    if (realm == null) {
      throw UnknownRealm.answer();
    }
    return routes;
  }
}
