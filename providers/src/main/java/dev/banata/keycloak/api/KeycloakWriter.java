package dev.banata.keycloak.api;

import dev.banata.keycloak.compat.AdminToken;
import dev.banata.keycloak.compat.RefusedRequest;
import dev.banata.keycloak.compat.RequestPath;
import dev.banata.keycloak.strength.Strength;
import java.util.Optional;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * An admin who changes what is ours on Keycloak's own path, its Admin REST API or console. Our own
 * calls were judged by {@link Call}; imports at the start and background work are the operator's.
 */
public final class KeycloakWriter {

  private static final String OWN_WORK = "banata.own-work";

  /** Nothing for an admin who cannot be told: they cover nothing. */
  private final Optional<AdminCaller> caller;

  private final RealmModel realm;

  private KeycloakWriter(Optional<AdminCaller> caller, RealmModel realm) {
    this.caller = caller;
    this.realm = realm;
  }

  /** The admin whose request writes in the realm; nothing for any other write. */
  public static Optional<KeycloakWriter> of(KeycloakSession session, RealmModel realm) {
    return isPresent(session) && !isAboutWholeRealm(session)
        ? Optional.of(
            new KeycloakWriter(AdminToken.ofRequest(session).map(AdminCaller::new), realm))
        : Optional.empty();
  }

  /** True if an admin's request writes, be it that it makes or removes a realm. */
  public static boolean isPresent(KeycloakSession session) {
    return !isOurs(session) && AdminToken.isAdminRequest(session);
  }

  /**
   * True if a request to any endpoint of Keycloak writes in the realm, by any caller. For what
   * nobody may do there.
   */
  public static boolean isKeycloaks(KeycloakSession session) {
    return !isOurs(session) && RequestPath.of(session).isPresent() && !isAboutWholeRealm(session);
  }

  private static boolean isOurs(KeycloakSession session) {
    return RequestId.of(session) != null || session.getAttribute(OWN_WORK) != null;
  }

  /** What is in a realm is made and removed with it. */
  private static boolean isAboutWholeRealm(KeycloakSession session) {
    return RequestPath.of(session).filter(RequestPath::isAboutWholeRealm).isPresent();
  }

  /** Does what this product does by itself when it follows an admin's write. */
  public static void ownWork(KeycloakSession session, Runnable work) {
    Object outer = session.getAttribute(OWN_WORK);
    session.setAttribute(OWN_WORK, true);
    try {
      work.run();
    } finally {
      if (outer == null) {
        session.removeAttribute(OWN_WORK);
      }
    }
  }

  /**
   * Refuses the write if what it changes, or hands out, is stronger than the admin.
   *
   * @param what the thing in a sentence, for example {@code "The role ops"}
   * @throws RefusedRequest which rolls back and tells the console why
   */
  public void requireStrengthOf(String what, Strength strength) {
    if (!strength.isNone() && caller.filter(each -> each.covers(strength, realm)).isEmpty()) {
      throw refusal(
          what
              + " "
              + caller
                  .map(each -> Lack.of(each, strength, realm))
                  .orElse("gives more than this request covers: its admin cannot be identified."));
    }
  }

  /**
   * Refuses the write of an admin of clients or other parts, who does not manage the realm as a
   * whole.
   *
   * @param reason a sentence
   */
  public void requireRealmManager(String reason) {
    if (caller.filter(each -> each.managesRealm(realm)).isEmpty()) {
      throw refusal(
          reason
              + " "
              + caller
                  .map(each -> Lack.ofRole(each, realm, AdminRoles.MANAGE_REALM))
                  .orElse("The admin of this request cannot be identified."));
    }
  }

  /** A refusal that no strength changes. */
  public static RefusedRequest refusal(String sentence) {
    return RefusedRequest.stronger(sentence);
  }
}
