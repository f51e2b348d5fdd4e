package dev.banata.keycloak.mapper;

import dev.banata.keycloak.permission.ProjectRoles;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The rule for one mapper. Who manages clients, and not the realm, writes what a user is and not
 * what they may do ({@link #isHarmless}); and only who covers everything writes where the project's
 * roles and permissions are read from ({@link #writesOurs}).
 */
public final class MapperRule {

  private static final String CLAIM_NAME = "claim.name";

  /** Settings with the name of what a mapper writes: a claim, or an attribute of SAML. */
  private static final List<String> NAMES = List.of(CLAIM_NAME, "attribute.name", "friendly.name");

  /** Writes the roles that the user has, and no others, where SAML apps look for them. */
  private static final String SAML_HELD_ROLES = "saml-role-list-mapper";

  /** Mappers of what a user is, and none of what they may do. */
  private static final Set<String> HARMLESS =
      Set.of(
          "oidc-usermodel-attribute-mapper",
          "oidc-usermodel-property-mapper",
          "oidc-full-name-mapper",
          "oidc-address-mapper",
          "oidc-sub-mapper",
          "oidc-acr-mapper",
          "oidc-amr-mapper",
          "oidc-nonce-backwards-compatible-mapper",
          "oidc-session-state-mapper",
          "oidc-sha256-pairwise-sub-mapper",
          "oidc-organization-membership-mapper",
          "saml-user-attribute-mapper",
          "saml-user-property-mapper",
          SAML_HELD_ROLES,
          "saml-organization-membership-mapper");

  /** Keycloak's own mappers of the roles that a user has, with the claim that they are made for. */
  private static final Map<String, String> OF_HELD_ROLES =
      Map.of(
          "oidc-usermodel-realm-role-mapper",
          "realm_access.roles",
          "oidc-usermodel-client-role-mapper",
          "resource_access.${client_id}.roles");

  /** Settings that turn the names of roles into others. */
  private static final Set<String> PREFIXES =
      Set.of("usermodel.realmRoleMapping.rolePrefix", "usermodel.clientRoleMapping.rolePrefix");

  /** Settings that name a role, which need not exist. */
  private static final Set<String> ROLES = Set.of("role", "new.role.name");

  private static final String PERMISSION = ProjectRoles.CLIENT_ID + '.';

  private MapperRule() {}

  /** True if the mapper gives nobody rights, in this project or in an app. */
  public static boolean isHarmless(String type, Map<String, String> config) {
    return isOfUser(type)
        && (type.equals(SAML_HELD_ROLES)
            || NAMES.stream().map(name -> setting(config, name)).noneMatch(RightsClaims::grant));
  }

  /** True for a type of mapper that says what a user is, and names no role. */
  public static boolean isOfUser(String type) {
    return HARMLESS.contains(type);
  }

  /**
   * True if the mapper writes where roles or permissions of the project are read from, other than
   * those that the user has: by a claim's name, or by the name of a permission. Roles that exist
   * are judged by what they are worth besides.
   */
  public static boolean writesOurs(String type, Map<String, String> config) {
    String claim = setting(config, CLAIM_NAME);
    boolean ofHeldRoles =
        claim.strip().equals(OF_HELD_ROLES.get(type))
            && PREFIXES.stream().allMatch(prefix -> setting(config, prefix).isEmpty());
    return (RightsClaims.grantOurs(claim) && !ofHeldRoles) || namesPermission(config);
  }

  private static boolean namesPermission(Map<String, String> config) {
    return ROLES.stream().anyMatch(role -> setting(config, role).strip().startsWith(PERMISSION));
  }

  /** The value of a setting, which a request can send as null. */
  private static String setting(Map<String, String> config, String name) {
    return Objects.requireNonNullElse(config.get(name), "");
  }
}
