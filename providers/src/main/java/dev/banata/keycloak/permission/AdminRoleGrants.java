package dev.banata.keycloak.permission;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a key's permissions are worth at Keycloak's own Admin REST API: a role of {@code
 * realm-management} is granted only if the key has every permission that the role comprises, so
 * that an exchange never widens. The roles that let their holder take over the realm ({@code
 * manage-realm}, {@code manage-clients}, {@code manage-identity-providers}, {@code
 * manage-authorization}, {@code impersonation}) come with full access only.
 */
public final class AdminRoleGrants {

  /** The role that composes all others. */
  private static final String REALM_ADMIN = "realm-admin";

  private static final Map<String, List<Permission>> NEEDED = needed();

  private AdminRoleGrants() {}

  private static Map<String, List<Permission>> needed() {
    Map<String, List<Permission>> needed = new LinkedHashMap<>();
    needed.put("view-users", List.of(Permission.USER_READ));
    needed.put("query-users", List.of(Permission.USER_READ));
    needed.put("manage-users", List.of(Permission.USER_READ, Permission.USER_MANAGE));
    needed.put("view-realm", List.of(Permission.DASHBOARD_READ));
    needed.put("view-events", List.of(Permission.AUDIT_READ));
    needed.put("view-identity-providers", List.of(Permission.SSO_READ));
    needed.put("view-organizations", List.of(Permission.ORGANIZATION_READ, Permission.MEMBER_READ));
    needed.put(
        "query-organizations", List.of(Permission.ORGANIZATION_READ, Permission.MEMBER_READ));
    needed.put(
        "manage-organizations",
        List.of(
            Permission.ORGANIZATION_READ,
            Permission.ORGANIZATION_UPDATE,
            Permission.ORGANIZATION_DELETE,
            Permission.MEMBER_READ,
            Permission.MEMBER_INVITE,
            Permission.MEMBER_UPDATE_ROLE,
            Permission.MEMBER_REMOVE));
    return needed;
  }

  /** Names of the roles, sorted; none if the permissions are worth nothing there. */
  public static Set<String> of(PermissionSet permissions) {
    Set<String> roles = new TreeSet<>();
    if (permissions.isFull()) {
      roles.add(REALM_ADMIN);
      return roles;
    }
    NEEDED.forEach(
        (role, needed) -> {
          if (needed.stream().allMatch(permissions::contains)) {
            roles.add(role);
          }
        });
    return roles;
  }
}
