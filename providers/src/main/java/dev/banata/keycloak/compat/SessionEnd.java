package dev.banata.keycloak.compat;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.services.managers.AuthenticationManager;

/** Ends sessions the way the console does: clients with a back-channel logout are told. */
public final class SessionEnd {

  private SessionEnd() {}

  /**
   * Ends all sessions of the user, those of offline tokens too, and with them every token that was
   * issued before, whatever it stands on.
   */
  public static void all(KeycloakSession session, RealmModel realm, UserModel user) {
    session.users().setNotBeforeForUser(realm, user, (int) (Time.currentTimeMillis() / 1000));
    those(session, realm, user, each -> true);
  }

  /** Ends the sessions of the user for which the condition holds. */
  public static void those(
      KeycloakSession session,
      RealmModel realm,
      UserModel user,
      Predicate<UserSessionModel> condition) {
    // Collected first: ending one removes it from what the stream reads.
    List<UserSessionModel> ended =
        Stream.concat(
                session.sessions().getUserSessionsStream(realm, user),
                session.sessions().getOfflineUserSessionsStream(realm, user))
            .filter(condition)
            .toList();
    ended.forEach(each -> one(session, realm, each));
  }

  /** Ends one session, online or offline. */
  public static void one(KeycloakSession session, RealmModel realm, UserSessionModel userSession) {
    AuthenticationManager.backchannelLogout(
        session,
        realm,
        userSession,
        session.getContext().getUri(),
        session.getContext().getConnection(),
        session.getContext().getHttpRequest().getHttpHeaders(),
        true);
  }
}
