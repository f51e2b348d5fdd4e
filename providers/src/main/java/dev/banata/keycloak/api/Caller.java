package dev.banata.keycloak.api;

import dev.banata.keycloak.compat.AdministeredRealms;
import dev.banata.keycloak.permission.Permission;
import dev.banata.keycloak.strength.Strength;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.events.admin.AuthDetails;
import org.keycloak.models.RealmModel;

/** Who makes a call: an application with its key, or an admin with a token of Keycloak. */
public interface Caller {

  /** Id that is written down as creator: the key's id or the admin's user id. */
  String id();

  /** The realm that the caller is bound to, or nothing for an admin of the admin realm. */
  Optional<RealmModel> boundRealm();

  /** True if the caller may know that the project exists. */
  boolean mayView(RealmModel realm);

  boolean may(Permission permission, RealmModel realm);

  /** True if the caller has all that a thing of that strength gives in that realm. */
  boolean covers(Strength strength, RealmModel realm);

  /** What the caller would need besides to cover the strength: permissions, or an admin's roles. */
  default List<String> lacking(Strength strength, RealmModel realm) {
    return strength.permissions().toList().stream()
        .filter(slug -> !covers(strength.only(slug), realm))
        .toList();
  }

  /** True if the caller may do everything in the realm, including what no permission names. */
  default boolean hasFullAccess(RealmModel realm) {
    return covers(Strength.everything(), realm);
  }

  /**
   * Asks again whether the credentials are still good and what they allow, so that nobody can end
   * or narrow them until the transaction ends. For calls that hand out credentials.
   *
   * @throws Problem 401 if they have ended since
   */
  default void holdCredentials() {}

  /** The organization whose data is all that the caller may touch. */
  default Optional<String> organizationId() {
    return Optional.empty();
  }

  /** The end user whose own call it is; nothing for callers of the management API. */
  default Optional<EndUser> endUser() {
    return Optional.empty();
  }

  /** True for an application with a key, false for a person. */
  boolean isApplication();

  /** True for a global admin of the server. */
  default boolean isGlobalAdmin() {
    return false;
  }

  /** The realms that the caller administers, besides the projects that they own. */
  default AdministeredRealms administeredRealms() {
    return AdministeredRealms.none();
  }

  /** True if the caller may make projects. */
  default boolean mayCreateProjects() {
    return false;
  }

  /** How the caller appears in admin events. Names the key by its id, never by its secret. */
  AuthDetails authDetails();

  /** Headers that every answer to this caller carries, for example its rate limit. */
  default Map<String, String> headers() {
    return Map.of();
  }
}
