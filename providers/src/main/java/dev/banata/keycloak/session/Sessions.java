package dev.banata.keycloak.session;

import dev.banata.keycloak.compat.SessionEnd;
import dev.banata.keycloak.compat.UserSessions;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;

/** The sessions of one realm's users. */
public final class Sessions {

  private final KeycloakSession session;
  private final RealmModel realm;

  public Sessions(KeycloakSession session, RealmModel realm) {
    this.session = session;
    this.realm = realm;
  }

  /**
   * The user's live sessions, newest first. An offline token's session stands for both of its id.
   */
  public List<UserSessionModel> of(UserModel user, int max) {
    Map<String, UserSessionModel> byId = new LinkedHashMap<>();
    Stream.concat(
            session.sessions().getUserSessionsStream(realm, user),
            session.sessions().getOfflineUserSessionsStream(realm, user))
        .filter(this::isLive)
        .forEach(each -> byId.put(each.getId(), each));
    return byId.values().stream()
        .sorted(
            Comparator.comparingInt(UserSessionModel::getStarted)
                .reversed()
                .thenComparing(UserSessionModel::getId))
        .limit(max)
        .toList();
  }

  private boolean isLive(UserSessionModel userSession) {
    return UserSessions.isValid(realm, userSession)
        && Impersonation.of(userSession).filter(Impersonation::isOver).isEmpty();
  }

  /** The session of that id, online or offline. */
  public Optional<UserSessionModel> find(String id) {
    return Optional.ofNullable(session.sessions().getUserSession(realm, id))
        .or(() -> Optional.ofNullable(session.sessions().getOfflineUserSession(realm, id)));
  }

  /** Ends what has the session's id, online and offline. */
  public void end(UserSessionModel userSession) {
    String id = userSession.getId();
    Optional.ofNullable(session.sessions().getOfflineUserSession(realm, id))
        .ifPresent(offline -> SessionEnd.one(session, realm, offline));
    Optional.ofNullable(session.sessions().getUserSession(realm, id))
        .ifPresent(online -> SessionEnd.one(session, realm, online));
  }

  public void endAll(UserModel user) {
    SessionEnd.all(session, realm, user);
  }
}
