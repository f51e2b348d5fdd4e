package dev.banata.keycloak.compat;

import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.AuthDetails;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;

/** Admin events of callers that are no users of Keycloak, sent the way Keycloak sends its own. */
public final class AdminEvents {

  private AdminEvents() {}

  public static void send(
      KeycloakSession session,
      RealmModel realm,
      AuthDetails caller,
      OperationType operation,
      String resourceType,
      String resourcePath,
      Object representation) {
    AdminEvent event = new AdminEvent();
    event.setRealmId(realm.getId());
    event.setRealmName(realm.getName());
    event.setAuthDetails(caller);
    new Builder(realm, session, event)
        .operation(operation)
        .resource(resourceType)
        .resourcePath(resourcePath)
        .representation(representation)
        .success();
  }

  /** The inherited constructor takes the caller from the event instead of a Keycloak user. */
  private static final class Builder extends AdminEventBuilder {
    Builder(RealmModel realm, KeycloakSession session, AdminEvent event) {
      super(realm, null, session, null, event);
    }

    /** Ours hold no secrets; the inherited method knows Keycloak's representations only. */
    @Override
    protected void stripSecretsFromRepresentation(Object value) {}
  }
}
