package dev.banata.keycloak.rbac;

import dev.banata.keycloak.api.KeycloakWriter;
import dev.banata.keycloak.compat.RequestPath;
import dev.banata.keycloak.permission.Permission;
import dev.banata.keycloak.permission.PermissionSet;
import dev.banata.keycloak.permission.ProjectRoles;
import dev.banata.keycloak.strength.Strength;
import dev.banata.keycloak.strength.Strengths;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Judges what an admin does to permissions and roles of the project on Keycloak's own paths: what
 * our API would refuse is refused there too. Keycloak's own roles are Keycloak's to judge.
 */
final class RoleWrites {

  private static final Pattern ABOUT_GROUP = Pattern.compile("/?admin/realms/[^/]+/.*groups/.*");

  /** Start of our attributes. */
  private static final String MARK = "banata.";

  private static final String CLIENT_BUILT_IN =
      "The client banata owns the project's permissions: it cannot be renamed or removed.";

  private static final String BUILT_IN = " is built in: it cannot be renamed or removed.";

  private final KeycloakSession session;
  private final RealmModel realm;

  RoleWrites(KeycloakSession session, RealmModel realm) {
    this.session = session;
    this.realm = realm;
  }

  void renamed(RoleModel role, String former) {
    KeycloakWriter writer = writer();
    if (writer == null || role == null || !ProjectRoles.isOurs(role)) {
      return;
    }
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
      writer.requireStrengthOf(label(role, former), ours(role));
    }
  }

  void removed(RoleModel role) {
    KeycloakWriter writer = writer();
    if (writer == null || !ProjectRoles.isOurs(role)) {
      return;
    }
    if (isBuiltIn(role, role.getName())) {
      // A client's roles go before the client, which is what the admin wants to remove.
      boolean ofPath = RequestPath.of(session).filter(path -> isContainer(role, path)).isPresent();
      throw KeycloakWriter.refusal(ofPath ? CLIENT_BUILT_IN : label(role) + BUILT_IN);
    }
    writer.requireStrengthOf(label(role), committed(role));
  }

  /** What a role led to before this transaction, in which it has lost what it was composed of. */
  private Strength committed(RoleModel removed) {
    return before(removed).map(Before::strength).orElseGet(Strength::none);
  }

  /** A role as it was before this transaction. */
  private record Before(Strength strength, Map<String, List<String>> marks) {

    static Before of(RoleModel role) {
      return new Before(ours(role), RoleWrites.marks(role));
    }
  }

  private Optional<Before> before(RoleModel role) {
    return committed(realm -> Optional.ofNullable(realm.getRoleById(role.getId())).map(Before::of));
  }

  private <T> Optional<T> committed(Function<RealmModel, Optional<T>> read) {
    return KeycloakModelUtils.runJobInTransactionWithResult(
        session.getKeycloakSessionFactory(),
        other -> Optional.ofNullable(other.realms().getRealm(realm.getId())).flatMap(read));
  }

  private static Map<String, List<String>> marks(RoleModel role) {
    Map<String, List<String>> marks = new HashMap<>(role.getAttributes());
    marks.keySet().removeIf(name -> !name.startsWith(MARK));
    return marks;
  }

  /** The client that owns the permissions stays, and keeps its name. */
  void removed(ClientModel client) {
    renamed(client.getClientId());
  }

  void renamed(String formerClientId) {
    if (ProjectRoles.CLIENT_ID.equals(formerClientId) && KeycloakWriter.isKeycloaks(session)) {
      throw KeycloakWriter.refusal(CLIENT_BUILT_IN);
    }
  }

  void updated(ClientModel client) {
    KeycloakWriter writer = writer();
    if (!ProjectRoles.CLIENT_ID.equals(client.getClientId())) {
      return;
    }
    if (writer != null) {
      writer.requireStrengthOf("The client banata", Strength.everything());
    } else if (KeycloakWriter.isKeycloaks(session)) {
      throw KeycloakWriter.refusal("Only an admin can change the client banata.");
    }
  }

  /** A role was given to or taken from a user. */
  void mapped(RoleModel role) {
    RoleModel everybodys = realm.getDefaultRole();
    if (everybodys == null || !everybodys.getId().equals(role.getId())) {
      requireOurs(label(role), Stream.of(role));
    }
  }

  /** A user has joined a group, or a group has moved below another one. */
  void mapped(GroupModel group) {
    boolean everybodys =
        realm.getDefaultGroupsStream().anyMatch(each -> each.getId().equals(group.getId()));
    if (!everybodys) {
      requireOurs("The group " + group.getName(), Strengths.rolesOf(group));
    }
  }

  /**
   * A role was made, changed, or composed of others.
   *
   * @param changed the roles that it gained or lost
   */
  void composed(RoleModel role, List<RoleModel> changed) {
    KeycloakWriter writer = writer();
    if (writer == null) {
      return;
    }
    if (ProjectRoles.isPermission(role) && role.isComposite()) {
      throw KeycloakWriter.refusal(
          label(role) + " is a permission, which cannot be composed of others.");
    }
    if (!changed.isEmpty() && ProjectRoles.isSuperAdmin(role)) {
      throw KeycloakWriter.refusal("super_admin has every permission and cannot be changed.");
    }
    before(role).ifPresent(before -> requireMarks(role, before.marks()));
    writer.requireStrengthOf(label(role), ours(Stream.concat(Stream.of(role), changed.stream())));
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

  /** Groups that have become everybody's, by any request. */
  void defaultGroups() {
    List<GroupModel> now = realm.getDefaultGroupsStream().toList();
    if (now.isEmpty() || writer() == null) {
      return;
    }
    Set<String> before =
        committed(
                realm ->
                    Optional.of(
                        realm
                            .getDefaultGroupsStream()
                            .map(GroupModel::getId)
                            .collect(Collectors.toSet())))
            .orElseGet(Set::of);
    now.stream()
        .filter(group -> !before.contains(group.getId()))
        .forEach(group -> requireOurs("The group " + group.getName(), Strengths.rolesOf(group)));
  }

  /** A user has left a group, or a group was removed: not with the user, organization or realm. */
  void unmapped(GroupModel group) {
    if (RequestPath.of(session).filter(ABOUT_GROUP.asMatchPredicate()).isPresent()) {
      requireOurs("The group " + group.getName(), Strengths.rolesOf(group));
    }
  }

  /** Refuses what can give any role, without saying which. */
  void requireEverything(String what) {
    KeycloakWriter writer = writer();
    if (writer != null) {
      writer.requireStrengthOf(what, Strength.everything());
    }
  }

  /** Refuses to hand out what these roles lead to of ours, or to take it away. */
  void requireOurs(String what, Stream<RoleModel> roles) {
    KeycloakWriter writer = writer();
    if (writer != null) {
      writer.requireStrengthOf(what, ours(roles));
    }
  }

  private KeycloakWriter writer() {
    return KeycloakWriter.of(session, realm).orElse(null);
  }

  private static Strength ours(RoleModel role) {
    return ours(Stream.of(role));
  }

  private static Strength ours(Stream<RoleModel> roles) {
    return Strength.of(Strengths.ofRoles(roles).permissions());
  }

  private static boolean isBuiltIn(RoleModel role, String name) {
    return ProjectRoles.isPermission(role)
        ? Permission.bySlug(name).isPresent() || name.endsWith(PermissionSet.ALL)
        : Catalogue.isDefault(role);
  }

  private static boolean isContainer(RoleModel role, String path) {
    return role.isClientRole() && path.endsWith("/clients/" + role.getContainerId());
  }

  private static String label(RoleModel role) {
    return label(role, role.getName());
  }

  private static String label(RoleModel role, String name) {
    return (ProjectRoles.isPermission(role) ? "The permission " : "The role ") + name;
  }
}
