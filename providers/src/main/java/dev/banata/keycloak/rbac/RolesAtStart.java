package dev.banata.keycloak.rbac;

import dev.banata.keycloak.compat.RequestPath;
import dev.banata.keycloak.permission.ProjectRoles;
import dev.banata.keycloak.strength.Strength;
import dev.banata.keycloak.strength.Strengths;
import jakarta.ws.rs.HttpMethod;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.models.ClientModel;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

/**
 * What an admin's request has found when it began: the role that its path names, and the groups
 * that everybody is in.
 */
final class RolesAtStart {

  private static final String ATTRIBUTE = "banata.roles-at-start";
  private static final String ROLES = "roles";

  private final boolean makesRole;
  private final Optional<Role> role;
  private final Set<String> defaultGroups;

  private RolesAtStart(RealmModel realm, List<String> path, boolean posts) {
    this.role = named(realm, path).map(Role::of);
    this.makesRole = posts && !path.isEmpty() && path.get(path.size() - 1).equals(ROLES);
    this.defaultGroups =
        realm.getDefaultGroupsStream().map(GroupModel::getId).collect(Collectors.toSet());
  }

  /**
   * A role as it was.
   *
   * @param isOurs true for a role or a permission of the project
   * @param strength what it led to of ours
   * @param marks its attributes that make it one of ours
   */
  record Role(String id, boolean isOurs, Strength strength, Map<String, List<String>> marks) {

    /** Start of our attributes. */
    private static final String MARK = "banata.";

    static Role of(RoleModel role) {
      return new Role(
          role.getId(), ProjectRoles.isOurs(role), Strength.of(Strengths.ours(role)), marks(role));
    }

    private static Map<String, List<String>> marks(RoleModel role) {
      Map<String, List<String>> marks = new HashMap<>(role.getAttributes());
      marks.keySet().removeIf(name -> !name.startsWith(MARK));
      return marks;
    }

    /** True if the role still has what makes it one of ours; its name for people may change. */
    boolean keepsMarks(RoleModel now) {
      Map<String, List<String>> present = marks(now);
      return marks.entrySet().stream()
          .allMatch(
              mark ->
                  mark.getKey().equals(ProjectRoles.NAME_ATTRIBUTE)
                      ? present.containsKey(mark.getKey())
                      : mark.getValue().equals(present.get(mark.getKey())));
    }
  }

  static void note(KeycloakSession session) {
    List<String> path = RequestPath.ofAdminWrite(session);
    RealmModel realm = path.isEmpty() ? null : session.realms().getRealmByName(path.get(0));
    if (realm != null) {
      boolean posts = session.getContext().getHttpRequest().getHttpMethod().equals(HttpMethod.POST);
      session.setAttribute(ATTRIBUTE, new RolesAtStart(realm, path.subList(1, path.size()), posts));
    }
  }

  /** Nothing if the session's request is none that writes by Keycloak's Admin REST API. */
  static Optional<RolesAtStart> of(KeycloakSession session) {
    return Optional.ofNullable(session.getAttribute(ATTRIBUTE, RolesAtStart.class));
  }

  private static Optional<RoleModel> named(RealmModel realm, List<String> path) {
    if (path.size() > 1 && path.get(0).equals("roles-by-id")) {
      return Optional.ofNullable(realm.getRoleById(path.get(1)));
    }
    if (path.size() > 1 && path.get(0).equals(ROLES)) {
      return Optional.ofNullable(realm.getRole(path.get(1)));
    }
    if (path.size() > 3 && path.get(0).equals("clients") && path.get(2).equals(ROLES)) {
      ClientModel client = realm.getClientById(path.get(1));
      return Optional.ofNullable(client).map(found -> found.getRole(path.get(3)));
    }
    return Optional.empty();
  }

  /** The role as it was; nothing if it is not the one that the path names. */
  Optional<Role> role(RoleModel now) {
    return role.filter(found -> found.id().equals(now.getId()));
  }

  /** True if the request makes a role, so that there was none. */
  boolean makesRole() {
    return makesRole;
  }

  boolean isDefaultGroup(GroupModel group) {
    return defaultGroups.contains(group.getId());
  }
}
