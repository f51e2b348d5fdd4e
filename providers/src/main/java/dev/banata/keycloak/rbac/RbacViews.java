package dev.banata.keycloak.rbac;

import java.util.List;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

/** Roles, permissions and resource types on the wire. Times are ISO-8601 in UTC. */
final class RbacViews {

  private RbacViews() {}

  record RoleView(
      String id,
      String name,
      String slug,
      String description,
      List<String> permissions,
      boolean isDefault,
      String createdAt) {

    static RoleView of(RealmModel realm, RoleModel role) {
      return new RoleView(
          role.getId(),
          Described.name(role),
          role.getName(),
          Described.description(role),
          RolePermissions.of(realm, role),
          role.getName().equals(Catalogue.SUPER_ADMIN),
          Described.createdAt(Catalogue.client(realm), role));
    }
  }

  record PermissionView(
      String id,
      String name,
      String slug,
      String description,
      boolean isBuiltIn,
      String createdAt) {

    /** The description of a built-in permission is its label. */
    static PermissionView of(ClientModel catalogue, RoleModel permission) {
      boolean builtIn = Catalogue.isBuiltIn(permission);
      return new PermissionView(
          permission.getId(),
          builtIn ? permission.getDescription() : Described.name(permission),
          permission.getName(),
          builtIn ? "" : Described.description(permission),
          builtIn,
          Described.createdAt(catalogue, permission));
    }
  }

  record ResourceTypeView(
      String id, String name, String slug, String description, String createdAt) {}
}
