package dev.banata.keycloak.rbac;

import dev.banata.keycloak.api.KeycloakWriter;
import dev.banata.keycloak.compat.RefusedRequest;
import dev.banata.keycloak.permission.PermissionSet;
import dev.banata.keycloak.permission.ProjectRoles;
import java.util.Set;
import org.keycloak.models.RoleModel;

/** What roles and permissions of a project can be called, on every path. */
final class Slugs {

  /** Slugs that mean something of their own: {@code user} is who has no role of the project. */
  private static final Set<String> RESERVED = Set.of("user", ProjectRoles.SUPER_ADMIN);

  private Slugs() {}

  /** True for a slug that no role can be given. */
  static boolean isReserved(String slug) {
    return RESERVED.contains(slug);
  }

  static String reserved(String slug) {
    return "The slug " + slug + " is reserved.";
  }

  /**
   * Asks whether a role or a permission that is made or renamed on Keycloak's own path can have its
   * name.
   *
   * @throws RefusedRequest if nobody can give it that name
   */
  static void require(RoleModel role) {
    String slug = role.getName();
    if (ProjectRoles.isPermission(role) && !PermissionSet.isWellFormed(slug)) {
      throw KeycloakWriter.refusal(
          "A permission must be named like resource.action, in lower-case letters a to z, digits,"
              + " dashes and underscores.");
    }
    if (ProjectRoles.isRole(role) && isReserved(slug)) {
      throw KeycloakWriter.refusal(reserved(slug));
    }
  }

  /** A wildcard can be made, but what is held as one permission never becomes several. */
  static void requireSingle(RoleModel permission) {
    if (permission.getName().endsWith(PermissionSet.ALL)) {
      throw KeycloakWriter.refusal("A permission cannot be renamed to a wildcard.");
    }
  }
}
