package dev.banata.keycloak.entry;

import dev.banata.keycloak.api.Caller;
import dev.banata.keycloak.compat.AdminToken;
import dev.banata.keycloak.compat.AdministeredRealms;
import dev.banata.keycloak.permission.Permission;
import dev.banata.keycloak.permission.PermissionSet;
import java.util.Arrays;
import java.util.Optional;
import org.keycloak.events.admin.AuthDetails;
import org.keycloak.models.RealmModel;

/** A person with a token of Keycloak, who may what Keycloak's admin roles of the realm let him. */
final class AdminCaller implements Caller {

  /** The role that an admin needs to hand out permissions that the project itself added. */
  private static final String MANAGE_REALM = "manage-realm";

  private final AdminToken token;

  AdminCaller(AdminToken token) {
    this.token = token;
  }

  @Override
  public String id() {
    return token.user().getId();
  }

  /** An admin of the admin realm is bound to none, an admin of a project's realm to that. */
  @Override
  public Optional<RealmModel> boundRealm() {
    return token.isOfAdminRealm() ? Optional.empty() : Optional.of(token.realm());
  }

  @Override
  public boolean mayView(RealmModel realm) {
    return token.mayView(realm);
  }

  @Override
  public boolean may(Permission permission, RealmModel realm) {
    return token.hasRole(realm, permission.adminRole());
  }

  @Override
  public boolean covers(PermissionSet permissions, RealmModel realm) {
    if (permissions.isFull()) {
      return hasFullAccess(realm);
    }
    boolean custom =
        permissions.toList().stream()
            .anyMatch(slug -> !slug.endsWith("*") && Permission.bySlug(slug).isEmpty());
    return (!custom || token.hasRole(realm, MANAGE_REALM))
        && Arrays.stream(Permission.values())
            .filter(permissions::contains)
            .allMatch(permission -> may(permission, realm));
  }

  @Override
  public boolean hasFullAccess(RealmModel realm) {
    return token.hasEveryRole(realm);
  }

  @Override
  public boolean isApplication() {
    return false;
  }

  @Override
  public boolean isGlobalAdmin() {
    return token.isGlobalAdmin();
  }

  @Override
  public AdministeredRealms administeredRealms() {
    return token.administeredRealms();
  }

  @Override
  public boolean mayCreateProjects() {
    return token.mayCreateRealms();
  }

  @Override
  public AuthDetails authDetails() {
    return token.authDetails();
  }
}
