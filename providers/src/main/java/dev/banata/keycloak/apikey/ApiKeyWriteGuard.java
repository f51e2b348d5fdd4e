package dev.banata.keycloak.apikey;

import dev.banata.keycloak.compat.AdminWriteGuard;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Keeps the client of a key, and its service account, from every change by the Admin REST API. */
public final class ApiKeyWriteGuard extends AdminWriteGuard {

  @Override
  protected void onWrite(KeycloakSession session, AdminEvent event) {
    RealmModel realm = session.realms().getRealm(event.getRealmId());
    if (realm == null || event.getResourcePath() == null) {
      return;
    }
    String[] path = event.getResourcePath().split("/", 3);
    if (path.length > 1 && path[0].equals("clients")) {
      ClientModel client = realm.getClientById(path[1]);
      ApiKeyPrincipal.refuse(session, client);
    } else if (path.length > 1 && path[0].equals("users")) {
      UserModel user = session.users().getUserById(realm, path[1]);
      if (user != null) {
        ApiKeyPrincipal.refuse(session, realm, user);
      }
    }
  }

  @Override
  public String getId() {
    return "banata-api-key-writes";
  }
}
