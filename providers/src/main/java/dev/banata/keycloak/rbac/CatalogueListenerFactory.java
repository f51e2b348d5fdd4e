package dev.banata.keycloak.rbac;

import org.keycloak.Config;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleContainerModel;
import org.keycloak.models.RoleModel;
import org.keycloak.provider.ProviderEvent;

/** Lets the groups of organizations follow what is done to roles by whatever path. */
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
    if (event instanceof RoleModel.RoleNameChangeEvent renamed && renamed.getClientId() == null) {
      rename(renamed);
    } else if (event instanceof RoleContainerModel.RoleRemovedEvent removed
        && !removed.getRole().isClientRole()
        && removed.getRole().getContainer() instanceof RealmModel realm) {
      remove(removed.getKeycloakSession(), realm, removed.getRole());
    }
  }

  /** A realm that is being removed has lost its clients by now, and its groups go by themselves. */
  private static void remove(KeycloakSession session, RealmModel realm, RoleModel role) {
    if (Catalogue.client(realm) != null) {
      new MemberRoles(session, realm).reassign(role);
    }
  }

  private static void rename(RoleModel.RoleNameChangeEvent renamed) {
    RoleModel role = renamed.getRealm().getRole(renamed.getNewName());
    if (role != null && Catalogue.isRole(role)) {
      new MemberRoles(renamed.getKeycloakSession(), renamed.getRealm())
          .rename(role, renamed.getPreviousName());
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
