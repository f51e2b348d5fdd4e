package dev.banata.keycloak.compat;

import java.util.Optional;
import org.keycloak.events.Errors;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.util.UserSessionUtil;

/** What an access token stands on: its session, its user, and that it was not revoked. */
public final class LiveToken {

  /** What is wrong with it. */
  public enum Flaw {
    REVOKED,
    SESSION,
    USER
  }

  private final Optional<Flaw> flaw;
  private final Optional<UserModel> user;

  private LiveToken(Flaw flaw, UserModel user) {
    this.flaw = Optional.ofNullable(flaw);
    this.user = Optional.ofNullable(user);
  }

  /** Looks at the realm as it is now. The token's signature must have been verified. */
  public static LiveToken of(
      KeycloakSession session, RealmModel realm, ClientModel client, AccessToken token) {
    // Each by itself: Keycloak's check of a client takes the earlier of realm and client.
    if (token.getIat() == null
        || token.getIat() < realm.getNotBefore()
        || token.getIat() < client.getNotBefore()
        || session.revokedTokens().contains(token.getId())) {
      return new LiveToken(Flaw.REVOKED, null);
    }
    UserSessionUtil.UserSessionValidationResult found =
        UserSessionUtil.findValidSessionForAccessToken(
            session, realm, token, client, invalid -> {});
    if (found.getError() != null) {
      boolean ofUser =
          Errors.USER_NOT_FOUND.equals(found.getError())
              || Errors.USER_DISABLED.equals(found.getError());
      return new LiveToken(ofUser ? Flaw.USER : Flaw.SESSION, null);
    }
    return ofSession(session, realm, client, token, found.getUserSession());
  }

  private static LiveToken ofSession(
      KeycloakSession session,
      RealmModel realm,
      ClientModel client,
      AccessToken token,
      UserSessionModel userSession) {
    UserModel user = userSession.getUser();
    if (user == null || !user.isEnabled()) {
      return new LiveToken(Flaw.USER, null);
    }
    if (!TokenManager.validateUserNotBefore(session, realm, token, user)) {
      return new LiveToken(Flaw.REVOKED, null);
    }
    boolean offlineNoMore =
        userSession.isOffline()
            && !UserSessionUtil.isOfflineAccessGranted(
                session, userSession.getAuthenticatedClientSessionByClient(client.getId()));
    return offlineNoMore ? new LiveToken(Flaw.SESSION, null) : new LiveToken(null, user);
  }

  public Optional<Flaw> flaw() {
    return flaw;
  }

  /** The token's user, if it has no flaw. */
  public Optional<UserModel> user() {
    return user;
  }
}
