package dev.banata.keycloak.claim;

import dev.banata.keycloak.rbac.MemberRoles;
import dev.banata.keycloak.rbac.RolePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * The claims of the organization that the user is in.
 *
 * @param role slugs of their roles there, with commas, as the API shows a member's role
 * @param permissions what these allow: slugs, wildcards or {@code *}
 */
record ActiveClaims(String id, String slug, String role, List<String> permissions) {

  static final String ID = "org_id";

  private static final String SLUG = "org_slug";
  private static final String ROLE = "org_role";
  private static final String PERMISSIONS = "org_permissions";
  private static final String PERMISSIONS_OMITTED = "org_permissions_omitted";

  static final Set<String> NAMES = Set.of(ID, SLUG, ROLE, PERMISSIONS, PERMISSIONS_OMITTED);

  /** Most bytes of permissions; a header has to hold the token. */
  private static final int MAX_PERMISSIONS = 2048;

  static ActiveClaims of(
      RealmModel realm, MemberRoles roles, OrganizationModel organization, UserModel user) {
    List<String> slugs = roles.ofMember(organization, user);
    return new ActiveClaims(
        organization.getId(),
        organization.getAlias(),
        String.join(",", slugs),
        RolePermissions.effective(realm, slugs));
  }

  static void remove(Map<String, Object> claims) {
    NAMES.forEach(claims::remove);
  }

  void write(Map<String, Object> claims) {
    claims.put(ID, id);
    claims.put(SLUG, slug);
    claims.put(ROLE, role);
    // A part of the list would look like all of it.
    if (ClaimSize.of(permissions) <= MAX_PERMISSIONS) {
      claims.put(PERMISSIONS, permissions);
    } else {
      claims.put(PERMISSIONS_OMITTED, true);
    }
  }
}
