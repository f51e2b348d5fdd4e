package dev.banata.keycloak.rbac;

import dev.banata.keycloak.api.KeycloakWriter;
import dev.banata.keycloak.permission.ProjectRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The client that owns the permissions stays, keeps its name, and is changed by few. */
final class PermissionsClient {

  static final String BUILT_IN =
      "The client banata owns the project's permissions: it cannot be renamed or removed.";

  private final KeycloakSession session;

  PermissionsClient(KeycloakSession session) {
    this.session = session;
  }

  void renamedOrRemoved(String formerClientId) {
    if (ProjectRoles.CLIENT_ID.equals(formerClientId) && KeycloakWriter.isKeycloaks(session)) {
      throw KeycloakWriter.refusal(BUILT_IN);
    }
  }

  void updated(ClientModel client) {
    if (!ProjectRoles.CLIENT_ID.equals(client.getClientId())) {
      return;
    }
    RealmModel realm = client.getRealm();
    RoleStrength strength = new RoleStrength(session, realm);
    if (strength.writer().isPresent()) {
      strength.requireEverything("The client banata");
    } else if (KeycloakWriter.isKeycloaks(session)) {
      throw KeycloakWriter.refusal("Only an admin can change the client banata.");
    }
  }
}
