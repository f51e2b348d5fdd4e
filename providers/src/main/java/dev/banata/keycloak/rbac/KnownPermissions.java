package dev.banata.keycloak.rbac;

import dev.banata.keycloak.api.FieldError;
import dev.banata.keycloak.api.Problem;
import dev.banata.keycloak.compat.RoleTable;
import dev.banata.keycloak.permission.Permission;
import dev.banata.keycloak.permission.PermissionSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Reads the field {@code permissions} of a request: slugs and wildcards of the project. */
public final class KnownPermissions {

  private static final String SUFFIX = "." + PermissionSet.ALL;

  private final RealmModel realm;
  private final Predicate<String> known;

  /**
   * @param known whether a slug without a wildcard is a permission of the project
   */
  KnownPermissions(RealmModel realm, Predicate<String> known) {
    this.realm = realm;
    this.known = known;
  }

  /**
   * Those that a key may name: the built-in ones and those that the project added. Nobody renames
   * or removes one of them until the transaction ends.
   */
  public static KnownPermissions hold(KeycloakSession session, RealmModel realm) {
    Optional<ClientModel> client = Catalogue.hold(session, realm);
    return new KnownPermissions(
        realm,
        slug ->
            Permission.bySlug(slug).isPresent()
                || client.filter(held -> RoleTable.contains(session, held, slug)).isPresent());
  }

  /**
   * The permissions that the slugs name.
   *
   * @throws Problem 422 with each slug that is no permission of the project
   */
  public PermissionSet require(List<String> slugs) {
    List<FieldError> errors = new ArrayList<>();
    for (int i = 0; i < slugs.size(); i++) {
      if (!isKnown(slugs.get(i))) {
        errors.add(UnknownPermission.at(i, slugs.get(i)));
      }
    }
    if (!errors.isEmpty()) {
      throw Problem.invalid(errors);
    }
    return PermissionSet.of(slugs);
  }

  private boolean isKnown(String slug) {
    if (!PermissionSet.isWellFormed(slug)) {
      return false;
    }
    String normalized = PermissionSet.normalize(slug);
    if (normalized.equals(PermissionSet.ALL)) {
      return true;
    }
    return normalized.endsWith(SUFFIX)
        ? Catalogue.isKnownResource(
            realm, normalized.substring(0, normalized.length() - SUFFIX.length()))
        : known.test(normalized);
  }
}
