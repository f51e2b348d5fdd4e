package dev.banata.keycloak.rbac;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

/**
 * Tells all that know a role or a permission by its name that it has another, by the event that
 * Keycloak's console causes: so both ways have the same effect, on the mappers of identity
 * providers, on groups and on API keys.
 */
final class Renaming {

  private final KeycloakSession session;
  private final RealmModel realm;

  Renaming(KeycloakSession session, RealmModel realm) {
    this.session = session;
    this.realm = realm;
  }

  void role(String former, String slug) {
    publish(null, former, slug);
  }

  void permission(String former, String slug) {
    publish(Catalogue.CLIENT_ID, former, slug);
  }

  private void publish(String clientId, String former, String slug) {
    session
        .getKeycloakSessionFactory()
        .publish(new Renamed(session, realm, clientId, former, slug));
  }

  private record Renamed(
      KeycloakSession session, RealmModel realm, String clientId, String former, String slug)
      implements RoleModel.RoleNameChangeEvent {

    @Override
    public RealmModel getRealm() {
      return realm;
    }

    @Override
    public String getNewName() {
      return slug;
    }

    @Override
    public String getPreviousName() {
      return former;
    }

    @Override
    public String getClientId() {
      return clientId;
    }

    @Override
    public KeycloakSession getKeycloakSession() {
      return session;
    }
  }
}
