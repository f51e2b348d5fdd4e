package dev.banata.keycloak.rbac;

import dev.banata.keycloak.compat.RequestPath;
import dev.banata.keycloak.strength.Strengths;
import java.util.stream.Stream;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

/** Judges who gets or loses roles of the project, directly or by a group. */
final class RoleMappings {

  private final KeycloakSession session;
  private final RealmModel realm;
  private final RoleStrength strength;

  RoleMappings(KeycloakSession session, RealmModel realm) {
    this.session = session;
    this.realm = realm;
    this.strength = new RoleStrength(session, realm);
  }

  /** A role was given to a user, or taken from one. */
  void mapped(RoleModel role) {
    RoleModel everybodys = realm.getDefaultRole();
    if (everybodys == null || !everybodys.getId().equals(role.getId())) {
      strength.require(RoleStrength.label(role), Stream.of(role));
    }
  }

  /** A user has joined a group. That of every new user gives nobody what others do not get. */
  void joined(GroupModel group) {
    boolean everybodys =
        realm.getDefaultGroupsStream().anyMatch(each -> each.getId().equals(group.getId()));
    if (!everybodys) {
      requireGroup(group);
    }
  }

  /**
   * A group has moved, or has another name. Its members gain what the new parents give and lose
   * what the former ones gave, also if it is a group of every new user.
   */
  void moved(GroupModel group) {
    requireGroup(group);
    UpdatedGroups.take(session, realm).stream()
        .filter(parent -> !parent.getId().equals(group.getId()))
        .forEach(this::requireGroup);
  }

  /** A user has left a group, or a group was removed. */
  void left(GroupModel group) {
    if (RequestPath.of(session).filter(RequestPath::removesWithGroups).isEmpty()) {
      requireGroup(group);
    }
  }

  private void requireGroup(GroupModel group) {
    strength.require("The group " + group.getName(), Strengths.rolesOf(group));
  }
}
