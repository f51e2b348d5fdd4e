package dev.banata.keycloak.rbac;

import dev.banata.keycloak.compat.BulkRoles;
import dev.banata.keycloak.compat.BulkRoles.NewRole;
import dev.banata.keycloak.compat.RowLock;
import dev.banata.keycloak.permission.Permission;
import dev.banata.keycloak.permission.PermissionSet;
import dev.banata.keycloak.permission.ProjectRoles;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

/**
 * The permissions and roles of a project, in Keycloak's own model: a permission is a client role of
 * the client {@code banata}, a role is a composite realm role of permissions. So tokens, console
 * and exports show them without us.
 */
public final class Catalogue {

  /** The client that owns the permissions. */
  public static final String CLIENT_ID = ProjectRoles.CLIENT_ID;

  /** Realm role attribute with the name for people; it marks a role as one of ours. */
  public static final String NAME_ATTRIBUTE = ProjectRoles.NAME_ATTRIBUTE;

  /** The role that has every permission. */
  public static final String SUPER_ADMIN = ProjectRoles.SUPER_ADMIN;

  /** Attribute of the client, and of what was added later, with milliseconds since epoch. */
  static final String CREATED_ATTRIBUTE = "banata.created-at";

  private static final String BUILT_IN_ATTRIBUTE = "banata.built-in";
  private static final String DEFAULT_ATTRIBUTE = "banata.default";
  private static final String WILDCARD = "*";

  private static final List<Permission> ADMIN =
      List.of(
          Permission.ORGANIZATION_READ,
          Permission.ORGANIZATION_UPDATE,
          Permission.MEMBER_INVITE,
          Permission.MEMBER_READ,
          Permission.MEMBER_UPDATE_ROLE,
          Permission.MEMBER_REMOVE,
          Permission.ROLE_READ,
          Permission.PERMISSION_READ,
          Permission.SSO_READ,
          Permission.SSO_MANAGE,
          Permission.DIRECTORY_READ,
          Permission.DIRECTORY_MANAGE,
          Permission.PORTAL_CREATE,
          Permission.AUDIT_READ);

  private static final List<Permission> MEMBER =
      List.of(Permission.ORGANIZATION_READ, Permission.MEMBER_READ);

  private static final List<DefaultRole> DEFAULT_ROLES =
      List.of(
          new DefaultRole(
              SUPER_ADMIN,
              "Super Admin",
              "Full access to the project and its organizations",
              List.of(Permission.values())),
          new DefaultRole(
              "admin", "Admin", "Manages an organization's settings and members", ADMIN),
          new DefaultRole("member", "Member", "Standard member of an organization", MEMBER));

  private Catalogue() {}

  /** Adds what is missing: the client, the built-in permissions and the three default roles. */
  public static void seed(KeycloakSession session, RealmModel realm) {
    Map<String, String> permissions =
        Optional.ofNullable(realm.getClientByClientId(CLIENT_ID))
            .map(Catalogue::complete)
            .orElseGet(() -> BulkRoles.add(session, addClient(realm), builtIn()));
    for (DefaultRole role : DEFAULT_ROLES) {
      if (realm.getRole(role.slug()) == null) {
        add(session, realm, role, permissions);
      }
    }
  }

  /**
   * Adds the permissions that are new since the realm was seeded, and gives them to the default
   * roles that have them. Does nothing for a realm that was never seeded.
   */
  public static void complete(RealmModel realm) {
    ClientModel client = realm.getClientByClientId(CLIENT_ID);
    if (client == null) {
      return;
    }
    Set<String> before = slugs(client);
    if (client.getAttribute(CREATED_ATTRIBUTE) == null) {
      stamp(client);
    }
    complete(client);
    for (DefaultRole definition : DEFAULT_ROLES) {
      RoleModel role = realm.getRole(definition.slug());
      if (role != null && role.getFirstAttribute(DEFAULT_ATTRIBUTE) != null) {
        definition.permissions().stream()
            .map(Permission::slug)
            .filter(slug -> !before.contains(slug))
            .map(client::getRole)
            .forEach(role::addCompositeRole);
      }
    }
  }

  /**
   * Lets nobody else change the project's permissions until the transaction ends, by the client of
   * them; nothing for a realm that was never seeded.
   */
  public static Optional<ClientModel> hold(KeycloakSession session, RealmModel realm) {
    return Optional.ofNullable(client(realm)).flatMap(new RowLock(session)::take);
  }

  /** The client of the permissions, with all that belongs to it: made now if it is not there. */
  static ClientModel ensure(KeycloakSession session, RealmModel realm) {
    ClientModel client = realm.getClientByClientId(CLIENT_ID);
    if (client != null) {
      return client;
    }
    seed(session, realm);
    return client(realm);
  }

  static ClientModel client(RealmModel realm) {
    return realm.getClientByClientId(CLIENT_ID);
  }

  /** The role that stands for a permission or a wildcard, made now if it is one of the latter. */
  static RoleModel permission(ClientModel client, String slug) {
    RoleModel role = client.getRole(slug);
    if (role != null || !slug.endsWith(WILDCARD)) {
      return role;
    }
    RoleModel wildcard = client.addRole(slug);
    wildcard.setDescription("Stands for several permissions");
    return wildcard;
  }

  private static List<NewRole> builtIn() {
    return Arrays.stream(Permission.values())
        .map(
            permission ->
                new NewRole(
                    permission.slug(), permission.label(), Map.of(BUILT_IN_ATTRIBUTE, "true")))
        .toList();
  }

  /** Adds the permissions that a client lacks, and returns the ids of all that it has. */
  private static Map<String, String> complete(ClientModel client) {
    Map<String, String> present =
        client.getRolesStream().collect(Collectors.toMap(RoleModel::getName, RoleModel::getId));
    for (Permission permission : Permission.values()) {
      if (!present.containsKey(permission.slug())) {
        RoleModel role = client.addRole(permission.slug());
        role.setDescription(permission.label());
        role.setSingleAttribute(BUILT_IN_ATTRIBUTE, "true");
        present.put(role.getName(), role.getId());
      }
    }
    return present;
  }

  /**
   * True if {@code resource.*} includes a permission: one that starts with {@code resource.}, and
   * not {@code project.delete}, which no wildcard includes.
   */
  public static boolean isKnownResource(RealmModel realm, String resource) {
    PermissionSet wildcard = PermissionSet.of(List.of(resource + "." + WILDCARD));
    if (Arrays.stream(Permission.values()).anyMatch(wildcard::contains)) {
      return true;
    }
    String start = resource + ".";
    ClientModel client = realm.getClientByClientId(CLIENT_ID);
    return client != null
        && slugs(client).stream()
            .filter(slug -> slug.startsWith(start) && !slug.endsWith(WILDCARD))
            .anyMatch(wildcard::contains);
  }

  /** True for a role of the catalogue: a realm role that is marked as ours. */
  public static boolean isRole(RoleModel role) {
    return ProjectRoles.isRole(role);
  }

  /** True for a role that every project has from its beginning. */
  static boolean isDefault(RoleModel role) {
    return role.getFirstAttribute(DEFAULT_ATTRIBUTE) != null;
  }

  static boolean isBuiltIn(RoleModel permission) {
    return permission.getFirstAttribute(BUILT_IN_ATTRIBUTE) != null;
  }

  static boolean isWildcard(RoleModel permission) {
    return permission.getName().endsWith(WILDCARD);
  }

  private static Set<String> slugs(ClientModel client) {
    return client.getRolesStream().map(RoleModel::getName).collect(Collectors.toSet());
  }

  private static ClientModel addClient(RealmModel realm) {
    ClientModel client = realm.addClient(CLIENT_ID);
    client.setName("Banata permissions");
    client.setDescription("Owns the project's permissions as client roles. Nobody signs in to it.");
    client.setProtocol("openid-connect");
    client.setEnabled(true);
    client.setBearerOnly(true);
    client.setFullScopeAllowed(false);
    stamp(client);
    return client;
  }

  private static void stamp(ClientModel client) {
    client.setAttribute(CREATED_ATTRIBUTE, Long.toString(System.currentTimeMillis()));
  }

  private static void add(
      KeycloakSession session,
      RealmModel realm,
      DefaultRole definition,
      Map<String, String> permissions) {
    RoleModel role = realm.addRole(definition.slug());
    role.setDescription(definition.description());
    role.setSingleAttribute(NAME_ATTRIBUTE, definition.name());
    role.setSingleAttribute(DEFAULT_ATTRIBUTE, "true");
    BulkRoles.compose(
        session,
        role,
        definition.permissions().stream()
            .map(permission -> permissions.get(permission.slug()))
            .toList());
  }

  private record DefaultRole(
      String slug, String name, String description, List<Permission> permissions) {}
}
