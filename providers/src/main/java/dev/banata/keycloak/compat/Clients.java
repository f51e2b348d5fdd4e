package dev.banata.keycloak.compat;

import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.RepresentationToModel;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.services.managers.ClientManager;
import org.keycloak.services.managers.RealmManager;

/** Making, changing and removing clients the way the Admin REST API does. */
public final class Clients {

  private Clients() {}

  public static ClientModel create(
      KeycloakSession session, RealmModel realm, ClientRepresentation representation) {
    ClientModel client = ClientManager.createClient(session, realm, representation);
    if (Boolean.TRUE.equals(representation.isServiceAccountsEnabled())) {
      new ClientManager(new RealmManager(session)).enableServiceAccount(client);
    }
    return client;
  }

  /** Changes what the representation sets. */
  public static void update(
      KeycloakSession session, ClientModel client, ClientRepresentation representation) {
    ClientManager.updateClientServiceAccount(
        session, client, representation.isServiceAccountsEnabled());
    RepresentationToModel.updateClient(representation, client, session);
  }

  public static void remove(KeycloakSession session, ClientModel client) {
    new ClientManager(new RealmManager(session)).removeClient(client.getRealm(), client);
  }
}
