package dev.banata.keycloak.compat;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.concurrent.TimeUnit;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.utils.SessionExpirationUtils;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.managers.UserSessionManager;

/** What Keycloak knows of a user's session besides its model. */
public final class UserSessions {

  private UserSessions() {}

  /** A new session without a client; the address is that of the present request. */
  public static UserSessionModel create(
      KeycloakSession session, RealmModel realm, UserModel user, String method) {
    return new UserSessionManager(session)
        .createUserSession(
            realm,
            user,
            user.getUsername(),
            session.getContext().getConnection().getRemoteHost(),
            method,
            false,
            null,
            null);
  }

  /** What the present request says of its browser; null if it says nothing. */
  public static String userAgent(KeycloakSession session) {
    return session
        .getContext()
        .getHttpRequest()
        .getHttpHeaders()
        .getHeaderString(HttpHeaders.USER_AGENT);
  }

  public static boolean isValid(RealmModel realm, UserSessionModel userSession) {
    return AuthenticationManager.isSessionValid(realm, userSession);
  }

  /** When the session ends at the latest, in milliseconds since epoch; -1 for never. */
  public static long endsAt(RealmModel realm, UserSessionModel userSession) {
    return SessionExpirationUtils.calculateUserSessionMaxLifespanTimestamp(
        userSession.isOffline(),
        userSession.isRememberMe(),
        TimeUnit.SECONDS.toMillis(userSession.getStarted()),
        realm);
  }
}
