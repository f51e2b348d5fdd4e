package dev.banata.keycloak.organization;

import dev.banata.keycloak.api.Call;
import dev.banata.keycloak.api.Problem;
import dev.banata.keycloak.permission.PermissionSet;
import dev.banata.keycloak.rbac.Catalogue;
import dev.banata.keycloak.rbac.MemberRoles;
import dev.banata.keycloak.rbac.RolePermissions;
import dev.banata.keycloak.strength.Strength;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RoleModel;

/** The roles that a request gives a member. */
final class RoleSelection {

  /** Realm attribute of a project that lets members have one role only. */
  private static final String MULTIPLE = "banata.multiple-roles";

  private RoleSelection() {}

  /**
   * Slugs of the roles, from texts that may each hold several with commas; none is {@code member}.
   *
   * @throws Problem 422 for a role that the project does not have, 403 for one that is stronger
   *     than the caller
   */
  static List<String> of(Call call, OrganizationModel organization, List<String> requested) {
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
    requireCovered(call, organization, slugs, "The role " + String.join(", ", slugs));
    return slugs;
  }

  /**
   * Refuses a caller who does not cover the roles in the organization. What the project gives every
   * member does not count: to make and to remove members is worth that much.
   *
   * @throws Problem 403
   */
  static void requireCovered(
      Call call, OrganizationModel organization, Collection<String> slugs, String what) {
    PermissionSet permissions =
        PermissionSet.of(
            RolePermissions.effective(
                call.realm(),
                slugs.stream().filter(slug -> !slug.equals(MemberRoles.DEFAULT)).toList()));
    call.requireStrengthOf(what, Strength.inOrganization(organization.getId(), permissions));
  }

  static void requireKnown(Call call, String slug) {
    RoleModel role = call.realm().getRole(slug);
    if (role == null || !Catalogue.isRole(role)) {
      throw Problem.invalid(
          "role", "\"" + slug + "\" is not a role of this project", "unknown_role");
    }
  }
}
