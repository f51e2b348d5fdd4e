package dev.banata.keycloak.rbac;

import static dev.banata.keycloak.rbac.RoleStrength.label;

import dev.banata.keycloak.api.KeycloakWriter;
import dev.banata.keycloak.permission.Permission;
import dev.banata.keycloak.permission.PermissionSet;
import dev.banata.keycloak.permission.ProjectRoles;
import dev.banata.keycloak.strength.Strength;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.models.RoleModel;

/** Judges what an admin does to a role or a permission of the project itself. */
final class RoleChanges {

  private static final String BUILT_IN = " is built in: it cannot be renamed or removed.";

  private final RoleStrength strength;

  RoleChanges(RoleStrength strength) {
    this.strength = strength;
  }

  void renamed(RoleModel role, String former) {
    if (role != null && ProjectRoles.isOurs(role)) {
      strength.writer().ifPresent(writer -> renamed(writer, role, former));
    }
  }

  private static void renamed(KeycloakWriter writer, RoleModel role, String former) {
    if (isBuiltIn(role, former)) {
      throw KeycloakWriter.refusal(label(role, former) + BUILT_IN);
    }
    Slugs.require(role);
    if (ProjectRoles.isPermission(role)) {
      Slugs.requireSingle(role);
      writer.requireStrengthOf(
          label(role, former), Strength.of(PermissionSet.of(List.of(former, role.getName()))));
    } else {
      writer.requireStrengthOf(label(role, former), RoleStrength.of(Stream.of(role)));
    }
  }

  void removed(RoleModel role) {
    if (!ProjectRoles.isOurs(role)) {
      return;
    }
    strength
        .writer()
        .ifPresent(
            writer -> {
              if (isBuiltIn(role, role.getName())) {
                throw KeycloakWriter.refusal(
                    strength.removesClientOf(role)
                        ? PermissionsClient.BUILT_IN
                        : label(role) + BUILT_IN);
              }
              // By now it has lost what it was composed of. A role that no path names, as in an
              // import, may have given anything.
              writer.requireStrengthOf(
                  label(role),
                  strength
                      .atStart(role)
                      .map(RolesAtStart.Role::strength)
                      .orElseGet(Strength::everything));
            });
  }

  /**
   * A role was made, changed, or composed of others.
   *
   * @param changed the roles that it gained or lost
   */
  void composed(RoleModel role, List<RoleModel> changed) {
    strength.writer().ifPresent(writer -> composed(writer, role, changed));
  }

  private void composed(KeycloakWriter writer, RoleModel role, List<RoleModel> changed) {
    if (ProjectRoles.isPermission(role) && role.isComposite()) {
      throw KeycloakWriter.refusal(
          label(role) + " is a permission, which cannot be composed of others.");
    }
    if (!changed.isEmpty() && ProjectRoles.isSuperAdmin(role)) {
      throw KeycloakWriter.refusal("super_admin has every permission and cannot be changed.");
    }
    Optional<RolesAtStart.Role> before = strength.atStart(role);
    if (before.filter(RolesAtStart.Role::isOurs).isEmpty()) {
      Slugs.require(role);
    }
    if (before.isPresent()) {
      requireMarks(role, before.get());
    } else if (!strength.makesRole()) {
      writer.requireStrengthOf("A role that the request does not name", Strength.everything());
    }
    writer.requireStrengthOf(
        label(role), RoleStrength.of(Stream.concat(Stream.of(role), changed.stream())));
  }

  private static void requireMarks(RoleModel role, RolesAtStart.Role before) {
    if (!before.keepsMarks(role)) {
      throw KeycloakWriter.refusal(
          label(role) + " keeps its attributes banata.*: send them as they are.");
    }
  }

  private static boolean isBuiltIn(RoleModel role, String name) {
    return ProjectRoles.isPermission(role)
        ? Permission.bySlug(name).isPresent() || name.endsWith(PermissionSet.ALL)
        : Catalogue.isDefault(role);
  }
}
