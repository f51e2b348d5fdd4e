package dev.banata.keycloak.rbac;

import dev.banata.keycloak.api.Call;
import dev.banata.keycloak.api.Problem;
import dev.banata.keycloak.compat.RowLock;
import dev.banata.keycloak.permission.PermissionSet;
import dev.banata.keycloak.rbac.RbacRequests.CreateRoleRequest;
import dev.banata.keycloak.rbac.RbacRequests.UpdateRoleRequest;
import dev.banata.keycloak.strength.Strength;
import dev.banata.keycloak.strength.Strengths;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

/**
 * The roles of a project: realm roles that are marked as ours. They are made of permissions and
 * nothing else: no way leads from here to a role that administers the realm.
 */
final class Roles {

  private static final int MAX = 200;
  private static final String ROLE = "The role";

  private final Call call;
  private final RealmModel realm;
  private final Permissions permissions;

  Roles(Call call) {
    this.call = call;
    this.realm = call.realm();
    this.permissions = new Permissions(call);
  }

  /** Oldest first. */
  List<RoleModel> list() {
    return all()
        .sorted(
            Comparator.comparingLong(
                    (RoleModel role) -> Described.createdMillis(permissions.client(), role))
                .thenComparing(RoleModel::getName))
        .toList();
  }

  private Stream<RoleModel> all() {
    return realm.getRolesStream().filter(Catalogue::isRole);
  }

  RoleModel create(CreateRoleRequest request) {
    permissions.hold();
    List<RoleModel> wanted = resolve(request.permissions());
    requireGiven(names(wanted));
    requireNew(request.slug());
    if (all().count() >= MAX) {
      throw Problem.conflict("ROLE_LIMIT_REACHED", "A project has at most " + MAX + " roles.");
    }
    RoleModel role = realm.addRole(request.slug());
    role.setSingleAttribute(Catalogue.NAME_ATTRIBUTE, request.name().strip());
    Described.describe(role, request.description() == null ? "" : request.description());
    Described.created(role);
    wanted.forEach(role::addCompositeRole);
    return role;
  }

  RoleModel update(UpdateRoleRequest request) {
    RoleModel role = take(request.id());
    if (role.getName().equals(Catalogue.SUPER_ADMIN)) {
      throw isProtected("super_admin has every permission and cannot be changed.");
    }
    call.requireStrengthOf(ROLE, Strengths.ofRole(role));
    if (request.permissions() != null) {
      compose(role, resolve(request.permissions()));
    }
    if (request.slug() != null && !request.slug().equals(role.getName())) {
      rename(role, request.slug());
    }
    if (request.name() != null) {
      role.setSingleAttribute(Catalogue.NAME_ATTRIBUTE, request.name().strip());
    }
    if (request.description() != null) {
      Described.describe(role, request.description());
    }
    return role;
  }

  private void compose(RoleModel role, List<RoleModel> wanted) {
    List<RoleModel> present = RolePermissions.permissions(realm, role).toList();
    List<RoleModel> added =
        wanted.stream().filter(permission -> !present.contains(permission)).toList();
    requireGiven(names(added));
    present.stream()
        .filter(permission -> !wanted.contains(permission))
        .forEach(role::removeCompositeRole);
    added.forEach(role::addCompositeRole);
  }

  private void rename(RoleModel role, String slug) {
    if (Catalogue.isDefault(role)) {
      throw isProtected("The slugs of built-in roles cannot be changed.");
    }
    requireNew(slug);
    String former = role.getName();
    role.setName(slug);
    new Renaming(call.session(), realm).role(former, slug);
  }

  /** Members who have the role have their other roles there, or else {@code member}. */
  RoleModel delete(String id) {
    RoleModel role = take(id);
    if (Catalogue.isDefault(role)) {
      throw isProtected("The built-in roles cannot be deleted.");
    }
    call.requireStrengthOf(ROLE, Strengths.ofRole(role));
    MemberRoles members = new MemberRoles(call.session(), realm);
    if (members.isHeld(role)) {
      requireGiven(RolePermissions.effective(realm, List.of(MemberRoles.DEFAULT)));
      members.reassign(role);
    }
    realm.removeRole(role);
    return role;
  }

  private void requireGiven(Collection<String> permissions) {
    call.requireStrengthOf("The change", Strength.of(PermissionSet.of(permissions)));
  }

  /** The role, to be changed: what is decided by it is decided after this. */
  private RoleModel take(String id) {
    permissions.hold();
    return Optional.ofNullable(realm.getRoleById(id))
        .filter(Catalogue::isRole)
        .flatMap(new RowLock(call.session())::take)
        .orElseThrow(() -> Problem.notFound("ROLE_NOT_FOUND", "There is no such role."));
  }

  private void requireNew(String slug) {
    if (Slugs.isReserved(slug)) {
      throw Problem.badRequest(
          slug.equals(Catalogue.SUPER_ADMIN)
              ? "ROLE_SLUG_SUPER_ADMIN_IS_RESERVED"
              : "ROLE_SLUG_IS_RESERVED",
          Slugs.reserved(slug));
    }
    if (realm.getRole(slug) != null) {
      throw Problem.conflict(
          "ROLE_SLUG_ALREADY_EXISTS", "A role with this slug already exists in the realm.");
    }
  }

  private List<RoleModel> resolve(List<String> slugs) {
    return slugs == null ? List.of() : permissions.resolve(slugs);
  }

  private static Set<String> names(List<RoleModel> roles) {
    return roles.stream().map(RoleModel::getName).collect(Collectors.toSet());
  }

  private static Problem isProtected(String message) {
    return Problem.forbidden("ROLE_IS_PROTECTED", message);
  }
}
