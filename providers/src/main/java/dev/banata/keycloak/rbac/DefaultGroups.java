package dev.banata.keycloak.rbac;

import dev.banata.keycloak.strength.Strengths;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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
    Set<String> before =
        strength.committed(committed -> Optional.of(ids(committed))).orElseGet(Set::of);
    now.stream()
        .filter(group -> !before.contains(group.getId()))
        .forEach(
            group -> strength.require("The group " + group.getName(), Strengths.rolesOf(group)));
  }

  private static Set<String> ids(RealmModel realm) {
    return realm.getDefaultGroupsStream().map(GroupModel::getId).collect(Collectors.toSet());
  }
}
