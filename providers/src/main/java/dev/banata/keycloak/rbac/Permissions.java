package dev.banata.keycloak.rbac;

import dev.banata.keycloak.api.Call;
import dev.banata.keycloak.api.Problem;
import dev.banata.keycloak.compat.RowLock;
import dev.banata.keycloak.permission.PermissionSet;
import dev.banata.keycloak.rbac.RbacRequests.CreatePermissionRequest;
import dev.banata.keycloak.rbac.RbacRequests.UpdatePermissionRequest;
import dev.banata.keycloak.strength.Strength;
import dev.banata.keycloak.strength.Strengths;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;

/** The permissions of a project: roles of the client {@link Catalogue#CLIENT_ID}. */
final class Permissions {

  private static final int MAX = 500;

  private final Call call;
  private final RealmModel realm;
  private final ClientModel client;

  Permissions(Call call) {
    this.call = call;
    this.realm = call.realm();
    this.client = Catalogue.ensure(call.session(), realm);
  }

  ClientModel client() {
    return client;
  }

  /** Lets nobody else change the project's permissions and roles until the call's end. */
  void hold() {
    if (new RowLock(call.session()).take(client).isEmpty()) {
      throw Problem.conflict("CONFLICT", "The project's permissions were removed concurrently.");
    }
  }

  /** Oldest first; the built-in ones in the order of their slugs. */
  List<RoleModel> list() {
    return all()
        .sorted(
            Comparator.comparingLong((RoleModel role) -> Described.createdMillis(client, role))
                .thenComparing(RoleModel::getName))
        .toList();
  }

  private Stream<RoleModel> all() {
    return client.getRolesStream().filter(role -> !Catalogue.isWildcard(role));
  }

  RoleModel create(CreatePermissionRequest request) {
    hold();
    String slug = PermissionSet.normalize(request.slug());
    requireNew(slug);
    if (all().count() >= MAX) {
      throw Problem.conflict(
          "PERMISSION_LIMIT_REACHED", "A project has at most " + MAX + " permissions.");
    }
    RoleModel permission = client.addRole(slug);
    permission.setSingleAttribute(Catalogue.NAME_ATTRIBUTE, request.name().strip());
    Described.describe(permission, text(request.description()));
    Described.created(permission);
    RoleModel superAdmin = realm.getRole(Catalogue.SUPER_ADMIN);
    if (superAdmin != null && Catalogue.isRole(superAdmin)) {
      superAdmin.addCompositeRole(permission);
    }
    return permission;
  }

  RoleModel update(UpdatePermissionRequest request) {
    RoleModel permission = changeable(request.id());
    call.requireStrengthOf("The permission", Strengths.ofRole(permission));
    if (request.slug() != null) {
      rename(permission, PermissionSet.normalize(request.slug()));
    }
    if (request.name() != null) {
      permission.setSingleAttribute(Catalogue.NAME_ATTRIBUTE, request.name().strip());
    }
    if (request.description() != null) {
      Described.describe(permission, request.description());
    }
    return permission;
  }

  /** Its holders have that of the new slug then, so the caller must have it too. */
  private void rename(RoleModel permission, String slug) {
    String former = permission.getName();
    if (slug.equals(former)) {
      return;
    }
    requireNew(slug);
    call.requireStrengthOf("The new slug", Strength.of(PermissionSet.of(List.of(slug))));
    permission.setName(slug);
    new Renaming(call.session(), realm).permission(former, slug);
  }

  RoleModel delete(String id) {
    RoleModel permission = changeable(id);
    call.requireStrengthOf("The permission", Strengths.ofRole(permission));
    client.removeRole(permission);
    return permission;
  }

  private RoleModel changeable(String id) {
    hold();
    RoleModel permission =
        all()
            .filter(role -> role.getId().equals(id))
            .findFirst()
            .flatMap(new RowLock(call.session())::take)
            .orElseThrow(
                () -> Problem.notFound("PERMISSION_NOT_FOUND", "There is no such permission."));
    if (Catalogue.isBuiltIn(permission)) {
      throw Problem.forbidden(
          "PERMISSION_IS_BUILT_IN", "Built-in permissions cannot be changed or deleted.");
    }
    return permission;
  }

  private void requireNew(String slug) {
    if (client.getRole(slug) != null) {
      throw Problem.conflict(
          "PERMISSION_SLUG_ALREADY_EXISTS", "A permission with this slug already exists.");
    }
  }

  /**
   * The roles of Keycloak that stand for these slugs, made on first use for wildcards.
   *
   * @throws Problem 422 with each slug that is no permission of the project
   */
  List<RoleModel> resolve(List<String> slugs) {
    return new KnownPermissions(realm, slug -> client.getRole(slug) != null)
        .require(slugs.stream().map(String::strip).toList()).toList().stream()
            .map(slug -> Catalogue.permission(client, slug))
            .toList();
  }

  private static String text(String optional) {
    return optional == null ? "" : optional;
  }
}
