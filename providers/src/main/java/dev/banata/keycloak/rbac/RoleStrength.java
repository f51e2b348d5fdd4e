package dev.banata.keycloak.rbac;

import dev.banata.keycloak.api.KeycloakWriter;
import dev.banata.keycloak.compat.RequestPath;
import dev.banata.keycloak.permission.ProjectRoles;
import dev.banata.keycloak.strength.Strength;
import dev.banata.keycloak.strength.Strengths;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

/**
 * Asks an admin who writes on Keycloak's own path for the strength of what is ours: what our API
 * would refuse is refused there too. Keycloak's own roles are Keycloak's to judge.
 */
final class RoleStrength {

  private final KeycloakSession session;
  private final RealmModel realm;

  RoleStrength(KeycloakSession session, RealmModel realm) {
    this.session = session;
    this.realm = realm;
  }

  /** The admin; nothing for a write that is not to be judged. */
  Optional<KeycloakWriter> writer() {
    return KeycloakWriter.of(session, realm);
  }

  /** Refuses what can give any role, without saying which. */
  void requireEverything(String what) {
    writer().ifPresent(writer -> writer.requireStrengthOf(what, Strength.everything()));
  }

  /** Refuses to hand out what these roles lead to of ours, or to take it away. */
  void require(String what, Stream<RoleModel> roles) {
    writer().ifPresent(writer -> writer.requireStrengthOf(what, of(roles)));
  }

  /** What the roles lead to of ours. */
  static Strength of(Stream<RoleModel> roles) {
    return Strength.of(Strengths.ofRoles(roles).permissions());
  }

  /** The role as the request found it; nothing if it is not the one that the path names. */
  Optional<RolesAtStart.Role> atStart(RoleModel role) {
    return RolesAtStart.of(session).flatMap(start -> start.role(role));
  }

  /** True if the request makes a role, so that there was none. */
  boolean makesRole() {
    return RolesAtStart.of(session).filter(RolesAtStart::makesRole).isPresent();
  }

  boolean wasDefaultGroup(GroupModel group) {
    return RolesAtStart.of(session).filter(start -> start.isDefaultGroup(group)).isPresent();
  }

  /** True if the role goes because its client does: its roles go first. */
  boolean removesClientOf(RoleModel role) {
    return role.isClientRole()
        && RequestPath.of(session)
            .filter(path -> path.removesClient(role.getContainerId()))
            .isPresent();
  }

  static String label(RoleModel role) {
    return label(role, role.getName());
  }

  static String label(RoleModel role, String name) {
    return (ProjectRoles.isPermission(role) ? "The permission " : "The role ") + name;
  }
}
