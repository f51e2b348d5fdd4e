package dev.banata.keycloak.rbac;

import dev.banata.keycloak.compat.Realms;
import dev.banata.keycloak.compat.TokenGuard;
import dev.banata.keycloak.compat.TokenIssue;
import dev.banata.keycloak.permission.ProjectRoles;
import java.util.HashSet;
import java.util.Set;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

/**
 * Lets every access token of a project have only those roles and permissions of the project that
 * its user has, whatever mapper, scope or client has written it.
 */
public final class RightsGuard extends TokenGuard {

  @Override
  protected void onToken(TokenIssue token) {
    RealmModel realm = token.client().getRealm();
    // The admin realm has no permissions of a project, and Keycloak's cache knows no absent client.
    if (Realms.isAdminRealm(realm) || Catalogue.client(realm) == null) {
      return;
    }
    Set<String> permissions = new HashSet<>();
    Set<String> roles = new HashSet<>();
    token
        .heldRoles()
        .forEach(
            role -> {
              if (ProjectRoles.isPermission(role)) {
                permissions.add(role.getName());
              } else if (!role.isClientRole()) {
                roles.add(role.getName());
              }
            });
    token.keepRolesOf(ProjectRoles.CLIENT_ID, permissions::contains);
    token.keepRealmRoles(name -> roles.contains(name) || !isOurs(realm, name));
  }

  private static boolean isOurs(RealmModel realm, String name) {
    RoleModel role = realm.getRole(name);
    return role != null && ProjectRoles.isOurs(role);
  }

  @Override
  public String getId() {
    return "banata-rights";
  }
}
