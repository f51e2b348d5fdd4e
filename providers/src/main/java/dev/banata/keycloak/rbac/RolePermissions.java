package dev.banata.keycloak.rbac;

import dev.banata.keycloak.permission.PermissionSet;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

/** The permissions that roles of the catalogue are made of. */
public final class RolePermissions {

  /** What the role {@code super_admin} comes down to, with whatever a project adds later. */
  public static final String ALL = PermissionSet.ALL;

  private RolePermissions() {}

  /** Slugs of the permissions that a role lists, sorted: what else the role composes is no part. */
  public static List<String> of(RealmModel realm, RoleModel role) {
    return permissions(realm, role).map(RoleModel::getName).sorted().toList();
  }

  /**
   * What the roles of these slugs let their holder do, sorted: {@code *} alone for {@code
   * super_admin}. A slug that is no role of the catalogue is worth nothing.
   */
  public static List<String> effective(RealmModel realm, Collection<String> slugs) {
    if (slugs.contains(Catalogue.SUPER_ADMIN)) {
      return List.of(ALL);
    }
    Set<String> permissions =
        slugs.stream()
            .map(realm::getRole)
            .filter(Objects::nonNull)
            .filter(Catalogue::isRole)
            .flatMap(role -> permissions(realm, role))
            .map(RoleModel::getName)
            .collect(Collectors.toCollection(TreeSet::new));
    return permissions.contains(ALL) ? List.of(ALL) : List.copyOf(permissions);
  }

  static Stream<RoleModel> permissions(RealmModel realm, RoleModel role) {
    ClientModel client = realm.getClientByClientId(Catalogue.CLIENT_ID);
    if (client == null) {
      return Stream.empty();
    }
    return role.getCompositesStream()
        .filter(child -> child.isClientRole() && client.getId().equals(child.getContainerId()));
  }
}
