package dev.banata.keycloak.api;

import dev.banata.keycloak.permission.Permission;
import dev.banata.keycloak.permission.PermissionSet;
import dev.banata.keycloak.strength.Strength;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.Constants;
import org.keycloak.models.RealmModel;

/**
 * Says what a caller lacks, in the words of what they can be given: permissions for a key, roles of
 * Keycloak's realm administration for an admin.
 */
final class Lack {

  /** Names that are listed; the rest is counted. */
  private static final int MAX_TOLD = 20;

  private Lack() {}

  /**
   * The end of a sentence about a thing that the caller does not cover.
   *
   * @param strength what the thing gives
   */
  static String of(Caller caller, Strength strength, RealmModel realm) {
    boolean needsAll = strength.administers() && !caller.hasFullAccess(realm);
    if (!caller.isApplication()) {
      List<String> lacking =
          needsAll ? List.of(AdminRoles.REALM_ADMIN) : caller.lacking(strength, realm);
      return "gives more than your admin roles cover. You need "
          + roles(caller, realm, lacking)
          + ".";
    }
    if (isOutside(caller, strength)) {
      return "gives permissions beyond your key's organization.";
    }
    if (needsAll) {
      return "gives the administration of the realm, which only a key with full access covers.";
    }
    return "gives permissions that your key lacks: "
        + told(caller.lacking(strength, realm).stream().map(Lack::inWords).toList())
        + ".";
  }

  /** A whole sentence about a call whose permission the caller lacks; of several, one is enough. */
  static String ofCall(
      Caller caller, RealmModel realm, Permission permission, Permission... orForKeys) {
    if (!caller.isApplication()) {
      return ofRole(caller, realm, permission.adminRole());
    }
    List<String> slugs =
        Stream.concat(Stream.of(permission), Stream.of(orForKeys)).map(Permission::slug).toList();
    String needed = "This needs the permission " + String.join(" or ", slugs);
    return caller.organizationId().isPresent() && !permission.isOfOrganization()
        ? needed + ", which an organization-scoped key cannot have."
        : needed + ".";
  }

  /** A whole sentence about the admin role that an admin lacks. */
  static String ofRole(Caller admin, RealmModel realm, String role) {
    return "This needs " + roles(admin, realm, List.of(role)) + ".";
  }

  private static boolean isOutside(Caller caller, Strength strength) {
    return caller
        .organizationId()
        .filter(own -> !Objects.equals(own, strength.organizationId()))
        .isPresent();
  }

  private static String roles(Caller caller, RealmModel realm, List<String> names) {
    String client =
        caller.boundRealm().isPresent()
            ? Constants.REALM_MANAGEMENT_CLIENT_ID
            : realm.getName() + "-realm";
    return (names.size() == 1 ? "the role " : "the roles ") + told(names) + " of " + client;
  }

  private static String inWords(String slug) {
    return slug.equals(PermissionSet.ALL) ? "full access" : slug;
  }

  private static String told(List<String> names) {
    String listed = String.join(", ", names.stream().limit(MAX_TOLD).toList());
    int more = names.size() - MAX_TOLD;
    return more > 0 ? listed + ", and " + more + " more" : listed;
  }
}
