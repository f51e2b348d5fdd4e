package dev.banata.keycloak.compat;

import java.util.List;
import org.keycloak.Config;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.representations.idm.RealmRepresentation;
import org.keycloak.services.managers.RealmManager;
import org.keycloak.storage.DatastoreProvider;

/** Making, changing and removing realms the way the Admin REST API does. */
public final class Realms {

  private Realms() {}

  public static RealmModel adminRealm(KeycloakSession session) {
    return session.realms().getRealmByName(AdminRealm.NAME);
  }

  public static boolean isAdminRealm(RealmModel realm) {
    return realm.getName().equals(AdminRealm.NAME);
  }

  /** Keycloak's configuration takes a while to answer, and each token asks. */
  private static final class AdminRealm {
    static final String NAME = Config.getAdminRealm();
  }

  public static RealmModel create(KeycloakSession session, RealmRepresentation representation) {
    return new RealmManager(session).importRealm(representation);
  }

  /** Changes what the representation sets; a new name renames the realm and what bears its name. */
  public static void update(
      KeycloakSession session, RealmModel realm, RealmRepresentation representation) {
    session
        .getProvider(DatastoreProvider.class)
        .getExportImportManager()
        .updateRealm(representation, realm);
  }

  public static void remove(KeycloakSession session, RealmModel realm) {
    new RealmManager(session).removeRealm(realm);
  }

  /**
   * Gives a user of the admin realm the whole administration of one realm, and of no other: the
   * role {@code realm-admin} of the client {@code <realm>-realm}, which Keycloak knows in every
   * realm but makes in the admin realm only on upgrades. One role for each project keeps an owner's
   * token and role look-ups short.
   */
  public static void grantAdministration(
      KeycloakSession session, RealmModel realm, UserModel adminUser) {
    ClientModel management = realm.getMasterAdminClient();
    RoleModel realmAdmin = management.getRole(AdminRoles.REALM_ADMIN);
    if (realmAdmin == null) {
      List<String> every = management.getRolesStream().map(RoleModel::getId).toList();
      realmAdmin = management.addRole(AdminRoles.REALM_ADMIN);
      realmAdmin.setDescription("${role_" + AdminRoles.REALM_ADMIN + "}");
      BulkRoles.compose(session, realmAdmin, every);
    }
    adminUser.grantRole(realmAdmin);
  }
}
