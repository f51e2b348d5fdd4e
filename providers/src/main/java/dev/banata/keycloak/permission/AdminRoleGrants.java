package dev.banata.keycloak.permission;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a key's permissions are worth at Keycloak's own Admin REST API. A key of full access is
 * worth the administration of the realm. Any other key can only read there, and only what its
 * permissions let it read here: Keycloak's managing roles comprise more than any of our
 * permissions, for example the mapping of roles.
 */
public final class AdminRoleGrants {

  /** The role that composes all others. */
  private static final String REALM_ADMIN = "realm-admin";

  private static final Map<String, List<Permission>> NEEDED = needed();

  private AdminRoleGrants() {}

  private static Map<String, List<Permission>> needed() {
    Map<String, List<Permission>> needed = new LinkedHashMap<>();
    needed.put("view-users", List.of(Permission.USER_READ));
    needed.put("view-events", List.of(Permission.AUDIT_READ));
    needed.put("view-identity-providers", List.of(Permission.SSO_READ));
    needed.put("view-organizations", List.of(Permission.ORGANIZATION_READ, Permission.MEMBER_READ));
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
