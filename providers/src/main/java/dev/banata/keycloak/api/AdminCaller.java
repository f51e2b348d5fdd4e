package dev.banata.keycloak.api;

import dev.banata.keycloak.compat.AdminToken;
import dev.banata.keycloak.compat.AdministeredRealms;
import dev.banata.keycloak.permission.Permission;
import dev.banata.keycloak.permission.PermissionSet;
import dev.banata.keycloak.strength.Strength;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.events.admin.AuthDetails;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.RealmModel;

/**
 * A person with an access token of Keycloak, who can do what their admin roles of the realm allow.
 */
public final class AdminCaller implements Caller {

  private final AdminToken token;

  public AdminCaller(AdminToken token) {
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
  public boolean covers(Strength strength, RealmModel realm) {
    return strength.isNone()
        || ((!strength.administers() || token.hasEveryRole(realm))
            && strength.permissions().toList().stream().allMatch(slug -> covers(slug, realm)));
  }

  private boolean covers(String slug, RealmModel realm) {
    return slug.equals(PermissionSet.ALL)
        ? token.hasEveryRole(realm)
        : rolesFor(slug).allMatch(role -> token.hasRole(realm, role));
  }

  /** Roles that stand for a permission or a wildcard, all of them together. */
  private static Stream<String> rolesFor(String slug) {
    if (slug.equals(PermissionSet.ALL)) {
      return Stream.of(AdminRoles.REALM_ADMIN);
    }
    PermissionSet single = PermissionSet.of(List.of(slug));
    Stream<String> builtIn =
        Arrays.stream(Permission.values()).filter(single::contains).map(Permission::adminRole);
    // A wildcard is also for what the project may have added, now or later.
    return Permission.bySlug(slug).isPresent()
        ? builtIn
        : Stream.concat(builtIn, Stream.of(AdminRoles.MANAGE_REALM));
  }

  @Override
  public List<String> lacking(Strength strength, RealmModel realm) {
    return strength.permissions().toList().stream()
        .flatMap(AdminCaller::rolesFor)
        .distinct()
        .filter(role -> !token.hasRole(realm, role))
        .sorted()
        .toList();
  }

  /** True if they manage the realm as a whole, and so what every client of it gets. */
  boolean managesRealm(RealmModel realm) {
    return token.hasRole(realm, AdminRoles.MANAGE_REALM);
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
