package dev.banata.keycloak.rbac;

import static dev.banata.keycloak.rbac.RoleStrength.label;

import dev.banata.keycloak.api.KeycloakWriter;
import dev.banata.keycloak.permission.Permission;
import dev.banata.keycloak.permission.PermissionSet;
import dev.banata.keycloak.permission.ProjectRoles;
import dev.banata.keycloak.strength.Strength;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.models.RoleModel;

/** Judges what an admin does to a role or a permission of the project itself. */
final class RoleChanges {

  /** Start of our attributes. */
  private static final String MARK = "banata.";

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
    String slug = role.getName();
    if (ProjectRoles.isPermission(role)) {
      if (!PermissionSet.isWellFormed(slug) || slug.endsWith(PermissionSet.ALL)) {
        throw KeycloakWriter.refusal(
            "A permission must be named like resource.action, without a wildcard.");
      }
      writer.requireStrengthOf(
          label(role, former), Strength.of(PermissionSet.of(List.of(former, slug))));
    } else {
      if (slug.equals(ProjectRoles.SUPER_ADMIN) || Roles.RESERVED.contains(slug)) {
        throw KeycloakWriter.refusal("The slug " + slug + " is reserved.");
      }
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
              // In this transaction it has lost what it was composed of.
              writer.requireStrengthOf(
                  label(role), before(role).map(Before::strength).orElseGet(Strength::none));
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
    before(role).ifPresent(before -> requireMarks(role, before.marks()));
    writer.requireStrengthOf(
        label(role), RoleStrength.of(Stream.concat(Stream.of(role), changed.stream())));
  }

  /** What makes a role one of ours stays, but for its name for people. */
  private static void requireMarks(RoleModel role, Map<String, List<String>> before) {
    Map<String, List<String>> now = marks(role);
    boolean kept =
        before.entrySet().stream()
            .allMatch(
                mark ->
                    mark.getKey().equals(ProjectRoles.NAME_ATTRIBUTE)
                        ? now.containsKey(mark.getKey())
                        : mark.getValue().equals(now.get(mark.getKey())));
    if (!kept) {
      throw KeycloakWriter.refusal(
          label(role) + " keeps its attributes banata.*: send them as they are.");
    }
  }

  /** A role as it was before this transaction. */
  private record Before(Strength strength, Map<String, List<String>> marks) {

    static Before of(RoleModel role) {
      return new Before(RoleStrength.of(Stream.of(role)), RoleChanges.marks(role));
    }
  }

  private Optional<Before> before(RoleModel role) {
    return strength.committed(
        realm -> Optional.ofNullable(realm.getRoleById(role.getId())).map(Before::of));
  }

  private static Map<String, List<String>> marks(RoleModel role) {
    Map<String, List<String>> marks = new HashMap<>(role.getAttributes());
    marks.keySet().removeIf(name -> !name.startsWith(MARK));
    return marks;
  }

  private static boolean isBuiltIn(RoleModel role, String name) {
    return ProjectRoles.isPermission(role)
        ? Permission.bySlug(name).isPresent() || name.endsWith(PermissionSet.ALL)
        : Catalogue.isDefault(role);
  }
}
