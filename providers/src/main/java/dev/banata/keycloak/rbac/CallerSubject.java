package dev.banata.keycloak.rbac;

import dev.banata.keycloak.api.Caller;
import dev.banata.keycloak.permission.Permission;
import dev.banata.keycloak.permission.PermissionSet;
import dev.banata.keycloak.strength.Strength;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

/** The caller: the answer is the one that their calls would get. */
public final class CallerSubject implements Subject {

  private final Caller caller;
  private final RealmModel realm;

  public CallerSubject(Caller caller, RealmModel realm) {
    this.caller = caller;
    this.realm = realm;
  }

  @Override
  public List<String> permissions() {
    if (caller.hasFullAccess(realm)) {
      return List.of(RolePermissions.ALL);
    }
    Set<String> slugs = new TreeSet<>(Permission.catalogue().keySet());
    Optional.ofNullable(realm.getClientByClientId(Catalogue.CLIENT_ID)).stream()
        .flatMap(ClientModel::getRolesStream)
        .map(RoleModel::getName)
        .forEach(slugs::add);
    return slugs.stream().filter(this::has).toList();
  }

  @Override
  public boolean has(String slug) {
    String normalized = PermissionSet.normalize(slug);
    if (normalized.equals(RolePermissions.ALL)) {
      return caller.hasFullAccess(realm);
    }
    PermissionSet wanted = PermissionSet.of(Set.of(normalized));
    return Permission.catalogue().values().stream()
            .filter(wanted::contains)
            .allMatch(permission -> caller.may(permission, realm))
        && (Permission.bySlug(normalized).isPresent() || caller.covers(Strength.of(wanted), realm));
  }
}
