package dev.banata.keycloak.permission;

import org.keycloak.models.ClientModel;
import org.keycloak.models.RoleModel;

/**
 * How permissions and roles of a project look in Keycloak's model: a permission is a client role of
 * the client {@code banata}, a role is a marked realm role that is composed of permissions.
 */
public final class ProjectRoles {

  /** The client that owns the permissions. */
  public static final String CLIENT_ID = "banata";

  /** Realm role attribute with the name for people; it marks a role as one of ours. */
  public static final String NAME_ATTRIBUTE = "banata.name";

  /** The role that has every permission. */
  public static final String SUPER_ADMIN = "super_admin";

  private ProjectRoles() {}

  /** True for a permission: a client role of {@value #CLIENT_ID}. */
  public static boolean isPermission(RoleModel role) {
    return role.isClientRole()
        && role.getContainer() instanceof ClientModel client
        && CLIENT_ID.equals(client.getClientId());
  }

  /** True for a role of the catalogue. */
  public static boolean isRole(RoleModel role) {
    return !role.isClientRole() && role.getFirstAttribute(NAME_ATTRIBUTE) != null;
  }

  public static boolean isSuperAdmin(RoleModel role) {
    return isRole(role) && role.getName().equals(SUPER_ADMIN);
  }

  /** True for a role or a permission of the project. */
  public static boolean isOurs(RoleModel role) {
    return isPermission(role) || isRole(role);
  }
}
