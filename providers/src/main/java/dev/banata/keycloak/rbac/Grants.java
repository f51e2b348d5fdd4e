package dev.banata.keycloak.rbac;

import dev.banata.keycloak.api.Call;
import dev.banata.keycloak.api.Problem;
import dev.banata.keycloak.permission.Permission;
import dev.banata.keycloak.permission.PermissionSet;
import java.util.Collection;

/** Nobody gives more than he has. */
public final class Grants {

  private Grants() {}

  /**
   * Refuses a caller who lacks one of the permissions that he is about to give.
   *
   * @param permissions slugs and wildcards
   * @throws Problem 403
   */
  public static void requireCovered(Call call, Collection<String> permissions) {
    boolean covered =
        permissions.isEmpty() || call.caller().covers(PermissionSet.of(permissions), call.realm());
    // No full access and no wildcard includes the deletion of the project.
    boolean mayDelete =
        !permissions.contains(Permission.PROJECT_DELETE.slug())
            || call.caller().may(Permission.PROJECT_DELETE, call.realm());
    if (!covered || !mayDelete) {
      throw Problem.forbidden(
          "PERMISSION_ESCALATION", "This would give more permissions than the caller has.");
    }
  }
}
