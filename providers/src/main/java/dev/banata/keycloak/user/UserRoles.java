package dev.banata.keycloak.user;

import dev.banata.keycloak.api.Call;
import dev.banata.keycloak.api.Problem;
import dev.banata.keycloak.rbac.Catalogue;
import dev.banata.keycloak.strength.Strengths;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;

/** The project-level roles of users: realm roles that are marked as ours. */
final class UserRoles {

  private final Call call;

  UserRoles(Call call) {
    this.call = call;
  }

  /** All roles of the project. */
  static List<RoleModel> all(RealmModel realm) {
    return realm.getRolesStream().filter(Catalogue::isRole).toList();
  }

  /**
   * The roles that a request names, as texts that may each hold several slugs with commas.
   *
   * @throws Problem 422 for an unknown role, 403 for one that holds more than the caller has
   */
  List<RoleModel> resolve(List<String> requested) {
    List<String> slugs =
        requested.stream()
            .flatMap(text -> Arrays.stream(text.split(",")))
            .map(String::strip)
            .filter(slug -> !slug.isEmpty() && !slug.equals(UserView.DEFAULT_ROLE))
            .distinct()
            .toList();
    return slugs.stream().map(this::resolve).toList();
  }

  private RoleModel resolve(String slug) {
    RoleModel role = call.realm().getRole(slug);
    if (role == null || !Catalogue.isRole(role)) {
      throw Problem.invalid(
          "role", "\"" + slug + "\" is not a role of this project", "unknown_role");
    }
    if (call.caller().organizationId().isPresent()) {
      throw Problem.forbidden(
          "PERMISSION_ESCALATION", "A role of the project reaches beyond the key's organization.");
    }
    call.requireStrengthOf("The role " + slug, Strengths.ofRole(role));
    return role;
  }

  /** Sets exactly these of the project's roles; other roles of the user stay. */
  static void set(UserModel user, List<RoleModel> roles) {
    List<String> wanted = roles.stream().map(RoleModel::getId).toList();
    Stream<RoleModel> present = user.getRealmRoleMappingsStream().filter(Catalogue::isRole);
    present
        .filter(role -> !wanted.contains(role.getId()))
        .collect(Collectors.toList())
        .forEach(user::deleteRoleMapping);
    roles.forEach(user::grantRole);
  }
}
