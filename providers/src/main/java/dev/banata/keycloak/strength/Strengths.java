package dev.banata.keycloak.strength;

import dev.banata.keycloak.permission.PermissionSet;
import dev.banata.keycloak.permission.ProjectRoles;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RoleContainerModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;

/**
 * Finds out what roles, users and clients of a project's realm can lead to: composite roles, groups
 * and scopes are followed to their end.
 *
 * <p>Roles that neither administer the realm nor are ours are worth nothing here: what an app lets
 * their holders do is the app's.
 */
public final class Strengths {

  /**
   * Client attributes that switch a grant on: device, CIBA, JWT authorization, token exchange, and
   * what Keycloak may add. In all of them a user's token goes to the client.
   */
  private static final Pattern USER_GRANT =
      Pattern.compile("[a-z0-9.-]+(grant|exchange)\\.enabled");

  private final KeycloakSession session;

  public Strengths(KeycloakSession session) {
    this.session = session;
  }

  public static Strength ofRole(RoleModel role) {
    return ofRoles(Stream.of(role));
  }

  /** What the roles come down to when all their composites are expanded. */
  public static Strength ofRoles(Stream<RoleModel> roles) {
    Strength strength = Strength.none();
    Deque<RoleModel> open = new ArrayDeque<>();
    Set<String> seen = new HashSet<>();
    roles.forEach(open::add);
    while (!open.isEmpty()) {
      RoleModel role = open.remove();
      if (seen.add(role.getId())) {
        strength = strength.plus(ofSingle(role));
        if (!ProjectRoles.isSuperAdmin(role)) {
          role.getCompositesStream().forEach(open::add);
        }
      }
    }
    return strength;
  }

  /**
   * By the roles that the user has directly, by composites and by groups. Roles in organizations do
   * not count: they are part of what the management of users is worth.
   */
  public static Strength ofUser(UserModel user) {
    // Keycloak's cache leaves the groups of organizations out, and its database adapter does not.
    Stream<GroupModel> groups =
        user.getGroupsStream().filter(group -> group.getType() == GroupModel.Type.REALM);
    return ofRoles(Stream.concat(user.getRoleMappingsStream(), groups.flatMap(Strengths::rolesOf)));
  }

  /** Roles that the members of a group have: the group's own and those of all above it. */
  public static Stream<RoleModel> rolesOf(GroupModel group) {
    return Stream.iterate(group, Objects::nonNull, GroupModel::getParent)
        .flatMap(GroupModel::getRoleMappingsStream);
  }

  /**
   * By the roles of its service account, and by the roles that its scope lets through in the tokens
   * of the users who sign in to it.
   */
  public Strength ofClient(ClientModel client) {
    Strength strength = Strength.none();
    if (client.isServiceAccountsEnabled()) {
      UserModel account = session.users().getServiceAccount(client);
      strength = account == null ? strength : strength.plus(ofUser(account));
    }
    return getsTokensOfUsers(client) ? strength.plus(ofScope(client)) : strength;
  }

  private static boolean getsTokensOfUsers(ClientModel client) {
    return client.isStandardFlowEnabled()
        || client.isImplicitFlowEnabled()
        || client.isDirectAccessGrantsEnabled()
        || client.getAttributes().entrySet().stream()
            .filter(attribute -> isUserGrant(attribute.getKey()))
            .anyMatch(attribute -> Boolean.parseBoolean(attribute.getValue()));
  }

  /** True for a client attribute that lets the client get tokens of users. */
  static boolean isUserGrant(String attribute) {
    return USER_GRANT.matcher(attribute).matches();
  }

  private static Strength ofScope(ClientModel client) {
    if (client.isFullScopeAllowed()) {
      return Strength.everything();
    }
    Stream<RoleModel> ofScopes =
        Stream.of(true, false)
            .flatMap(isDefault -> client.getClientScopes(isDefault).values().stream())
            .flatMap(scope -> scope.getScopeMappingsStream());
    return ofRoles(Stream.concat(client.getScopeMappingsStream(), ofScopes));
  }

  /** The permissions of the project that a role leads to, and nothing of Keycloak's own roles. */
  public static PermissionSet ours(RoleModel role) {
    return ofRole(role).permissions();
  }

  /** {@code super_admin} is worth all permissions, and not {@code project.delete}. */
  private static Strength ofSingle(RoleModel role) {
    if (administers(role)) {
      return new Strength(true, PermissionSet.none(), null);
    }
    if (ProjectRoles.isSuperAdmin(role)) {
      return Strength.of(PermissionSet.all());
    }
    return ProjectRoles.isPermission(role)
        ? Strength.of(PermissionSet.of(Set.of(role.getName())))
        : Strength.none();
  }

  private static boolean administers(RoleModel role) {
    RoleContainerModel container = role.isClientRole() ? role.getContainer() : null;
    return container instanceof ClientModel client
        && client.getClientId().equals(Constants.REALM_MANAGEMENT_CLIENT_ID);
  }
}
