package dev.banata.keycloak.rbac;

import dev.banata.keycloak.permission.PermissionSet;
import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;

/**
 * A user of the project: by their roles in one organization, or by their roles in the project. The
 * two have nothing to do with each other, and what a user is in one organization they are in no
 * other.
 */
public final class UserSubject implements Subject {

  private final List<String> permissions;

  private UserSubject(List<String> permissions) {
    this.permissions = permissions;
  }

  public static UserSubject inProject(RealmModel realm, UserModel user) {
    List<String> roles =
        user.getRealmRoleMappingsStream()
            .filter(Catalogue::isRole)
            .map(RoleModel::getName)
            .toList();
    return of(realm, user, roles);
  }

  public static UserSubject inOrganization(
      KeycloakSession session, RealmModel realm, OrganizationModel organization, UserModel user) {
    List<String> roles =
        organization.isEnabled()
            ? new MemberRoles(session, realm).of(organization, user)
            : List.of();
    return of(realm, user, roles);
  }

  /** A holder of these roles; an unknown one grants nothing. */
  public static UserSubject withRoles(RealmModel realm, List<String> slugs) {
    return new UserSubject(RolePermissions.effective(realm, slugs));
  }

  private static UserSubject of(RealmModel realm, UserModel user, List<String> roles) {
    return new UserSubject(user.isEnabled() ? RolePermissions.effective(realm, roles) : List.of());
  }

  @Override
  public List<String> permissions() {
    return permissions;
  }

  @Override
  public boolean has(String slug) {
    return PermissionSet.of(permissions).contains(slug);
  }
}
