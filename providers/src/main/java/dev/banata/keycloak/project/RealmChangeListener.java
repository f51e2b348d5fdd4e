package dev.banata.keycloak.project;

import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Follows a rename or a new display name that was made in the console or by the Admin REST API. */
final class RealmChangeListener implements EventListenerProvider {

  private final KeycloakSession session;

  RealmChangeListener(KeycloakSession session) {
    this.session = session;
  }

  @Override
  public void onEvent(AdminEvent event, boolean includeRepresentation) {
    if (event.getOperationType() != OperationType.UPDATE
        || event.getResourceType() != ResourceType.REALM) {
      return;
    }
    RealmModel realm = session.realms().getRealm(event.getRealmId());
    if (realm != null) {
      session.getProvider(Projects.class).follow(realm);
    }
  }

  @Override
  public void onEvent(Event event) {}

  @Override
  public void close() {}
}
