package dev.banata.keycloak.rbac;

import dev.banata.keycloak.strength.Strengths;
import java.util.List;
import org.keycloak.models.GroupModel;
import org.keycloak.models.RealmModel;

/** Judges groups that become those of every new user, by whatever request. */
final class DefaultGroups {

  private final RealmModel realm;
  private final RoleStrength strength;

  DefaultGroups(RealmModel realm, RoleStrength strength) {
    this.realm = realm;
    this.strength = strength;
  }

  void changed() {
    List<GroupModel> now = realm.getDefaultGroupsStream().toList();
    if (now.isEmpty() || strength.writer().isEmpty()) {
      return;
    }
    now.stream()
        .filter(group -> !strength.wasDefaultGroup(group))
        .forEach(
            group -> strength.require("The group " + group.getName(), Strengths.rolesOf(group)));
  }
}
