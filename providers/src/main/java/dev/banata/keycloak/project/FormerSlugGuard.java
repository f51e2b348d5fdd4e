package dev.banata.keycloak.project;

import dev.banata.keycloak.compat.AdminWriteGuard;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Keeps a realm from being renamed, in the console too, to a former slug of another project. */
public final class FormerSlugGuard extends AdminWriteGuard {

  @Override
  protected void onWrite(KeycloakSession session, AdminEvent event) {
    if (event.getOperationType() != OperationType.UPDATE
        || event.getResourceType() != ResourceType.REALM) {
      return;
    }
    RealmModel realm = session.realms().getRealm(event.getRealmId());
    if (realm != null) {
      session.getProvider(Projects.class).requireNotFormer(realm);
    }
  }

  @Override
  public String getId() {
    return "banata-former-slugs";
  }
}
