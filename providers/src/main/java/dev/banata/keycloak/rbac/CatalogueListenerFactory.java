package dev.banata.keycloak.rbac;

import org.keycloak.Config;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.ClientModel;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleContainerModel;
import org.keycloak.models.RoleModel;
import org.keycloak.provider.ProviderEvent;

/**
 * Judges what is done to roles and permissions on Keycloak's own paths, and lets the groups of
 * organizations follow it.
 */
public final class CatalogueListenerFactory implements EventListenerProviderFactory {

  private static final Silent SILENT = new Silent();

  @Override
  public EventListenerProvider create(KeycloakSession session) {
    return SILENT;
  }

  @Override
  public void postInit(KeycloakSessionFactory factory) {
    factory.register(CatalogueListenerFactory::onEvent);
  }

  private static void onEvent(ProviderEvent event) {
    if (event instanceof RoleModel.RoleNameChangeEvent renamed) {
      rename(renamed);
    } else if (event instanceof RoleContainerModel.RoleRemovedEvent removed) {
      remove(removed.getKeycloakSession(), removed.getRole());
    } else if (event instanceof RoleModel.RoleGrantedEvent granted) {
      mappings(granted.getKeycloakSession(), granted.getRealm()).mapped(granted.getRole());
    } else if (event instanceof RoleModel.RoleRevokedEvent revoked) {
      mappings(revoked.getKeycloakSession(), revoked.getRealm()).mapped(revoked.getRole());
    } else {
      onClient(event);
      onGroup(event);
    }
  }

  private static void onClient(ProviderEvent event) {
    if (event instanceof ClientModel.ClientRemovedEvent removed) {
      new PermissionsClient(removed.getKeycloakSession())
          .renamedOrRemoved(removed.getClient().getClientId());
    } else if (event instanceof ClientModel.ClientIdChangeEvent changed) {
      new PermissionsClient(changed.getKeycloakSession())
          .renamedOrRemoved(changed.getPreviousClientId());
    } else if (event instanceof ClientModel.ClientUpdatedEvent updated) {
      new PermissionsClient(updated.getKeycloakSession()).updated(updated.getUpdatedClient());
    }
  }

  private static void onGroup(ProviderEvent event) {
    if (event instanceof GroupModel.GroupMemberJoinEvent joined) {
      mappings(joined.getKeycloakSession(), joined.getRealm()).joined(joined.getGroup());
    } else if (event instanceof GroupModel.GroupMemberLeaveEvent left) {
      mappings(left.getKeycloakSession(), left.getRealm()).left(left.getGroup());
    } else if (event instanceof GroupModel.GroupRemovedEvent removed) {
      mappings(removed.getKeycloakSession(), removed.getRealm()).left(removed.getGroup());
    } else if (event instanceof GroupModel.GroupPathChangeEvent moved) {
      mappings(moved.getKeycloakSession(), moved.getRealm()).moved(moved.getGroup());
    } else if (event instanceof GroupModel.GroupUpdatedEvent updated) {
      UpdatedGroups.note(updated.getKeycloakSession(), updated.getGroup());
    }
  }

  private static RoleMappings mappings(KeycloakSession session, RealmModel realm) {
    return new RoleMappings(session, realm);
  }

  private static RoleChanges changes(KeycloakSession session, RealmModel realm) {
    return new RoleChanges(new RoleStrength(session, realm));
  }

  /** A realm that is being removed has lost its clients by now, and its groups go by themselves. */
  private static void remove(KeycloakSession session, RoleModel role) {
    if (role.getContainer() instanceof ClientModel client) {
      changes(session, client.getRealm()).removed(role);
    } else if (role.getContainer() instanceof RealmModel realm && Catalogue.client(realm) != null) {
      changes(session, realm).removed(role);
      new MemberRoles(session, realm).reassign(role);
    }
  }

  private static void rename(RoleModel.RoleNameChangeEvent renamed) {
    KeycloakSession session = renamed.getKeycloakSession();
    RealmModel realm = renamed.getRealm();
    RoleContainerModel container =
        renamed.getClientId() == null ? realm : realm.getClientByClientId(renamed.getClientId());
    RoleModel role = container.getRole(renamed.getNewName());
    changes(session, realm).renamed(role, renamed.getPreviousName());
    if (role != null && Catalogue.isRole(role)) {
      new MemberRoles(session, realm).rename(role, renamed.getPreviousName());
    }
  }

  @Override
  public String getId() {
    return "banata-catalogue";
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void close() {}

  /** What happens at sign-in and in the console is nothing to us. */
  private static final class Silent implements EventListenerProvider {
    @Override
    public void onEvent(Event event) {}

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {}

    @Override
    public void close() {}
  }
}
