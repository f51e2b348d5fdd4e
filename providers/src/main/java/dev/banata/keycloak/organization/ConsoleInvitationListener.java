package dev.banata.keycloak.organization;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.util.JsonSerialization;

/** Takes up invitations that are made in the console or by the Admin REST API. */
final class ConsoleInvitationListener implements EventListenerProvider {

  private final KeycloakSession session;

  ConsoleInvitationListener(KeycloakSession session) {
    this.session = session;
  }

  @Override
  public void onEvent(AdminEvent event, boolean includeRepresentation) {
    RealmModel realm = session.getContext().getRealm();
    if (event.getOperationType() != OperationType.ACTION
        || event.getResourceType() != ResourceType.ORGANIZATION_MEMBERSHIP
        || event.getRepresentation() == null
        || realm == null
        || !realm.getId().equals(event.getRealmId())) {
      return;
    }
    new Invitations(session, realm).takeUp(id(event.getRepresentation()));
  }

  private static String id(String representation) {
    try {
      JsonNode id = JsonSerialization.mapper.readTree(representation).path("id");
      return id.asText();
    } catch (JsonProcessingException e) {
      // It is about something else.
      return "";
    }
  }

  @Override
  public void onEvent(Event event) {}

  @Override
  public void close() {}
}
