package dev.banata.keycloak.organization;

import dev.banata.keycloak.api.Call;
import dev.banata.keycloak.api.Problem;
import dev.banata.keycloak.permission.PermissionSet;
import dev.banata.keycloak.rbac.Catalogue;
import dev.banata.keycloak.rbac.MemberRoles;
import dev.banata.keycloak.rbac.RolePermissions;
import java.util.Arrays;
import java.util.List;
import org.keycloak.models.RoleModel;

/** The roles that a request gives a member. */
final class RoleSelection {

  /** Realm attribute of a project that lets members have one role only. */
  private static final String MULTIPLE = "banata.multiple-roles";

  private RoleSelection() {}

  /**
   * Slugs of the roles, from texts that may each hold several with commas; none is {@code member}.
   *
   * @throws Problem 422 for a role that the project does not have, 403 for one with every
   *     permission by a caller who may not do everything
   */
  static List<String> of(Call call, List<String> requested) {
    List<String> slugs =
        (requested == null ? List.<String>of() : requested)
            .stream()
                .flatMap(text -> Arrays.stream(text.split(",")))
                .map(String::strip)
                .filter(slug -> !slug.isEmpty())
                .distinct()
                .sorted()
                .toList();
    if (slugs.isEmpty()) {
      return List.of(MemberRoles.DEFAULT);
    }
    slugs.forEach(slug -> requireKnown(call, slug));
    if (slugs.size() > 1 && "false".equals(call.realm().getAttribute(MULTIPLE))) {
      throw Problem.invalid("role", "must be one role in this project", "multiple_roles");
    }
    if (RolePermissions.effective(call.realm(), slugs).contains(RolePermissions.ALL)
        && !call.caller().covers(PermissionSet.of(List.of()), call.realm())) {
      throw Problem.forbidden(
          "PERMISSION_ESCALATION",
          "Only a caller with full access gives a role that has every permission.");
    }
    return slugs;
  }

  static void requireKnown(Call call, String slug) {
    RoleModel role = call.realm().getRole(slug);
    if (role == null || !Catalogue.isRole(role)) {
      throw Problem.invalid(
          "role", "\"" + slug + "\" is not a role of this project", "unknown_role");
    }
  }
}
