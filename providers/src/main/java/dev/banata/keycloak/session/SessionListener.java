package dev.banata.keycloak.session;

import dev.banata.keycloak.compat.Realms;
import dev.banata.keycloak.compat.SessionEnd;
import dev.banata.keycloak.compat.UserSessions;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.events.Details;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.credential.PasswordCredentialModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Notes the browser of each sign-in, and ends a user's sessions when the password changes in
 * Keycloak's own ways: the console, the Admin REST API, the user (who keeps the current session).
 */
final class SessionListener implements EventListenerProvider {

  private static final Pattern RESET_PASSWORD = Pattern.compile("users/([^/]+)/reset-password");

  private final KeycloakSession session;

  SessionListener(KeycloakSession session) {
    this.session = session;
  }

  @Override
  public void onEvent(Event event) {
    if (event.getType() == EventType.LOGIN && event.getSessionId() != null) {
      noteUserAgent(event);
    } else if (event.getType() == EventType.UPDATE_CREDENTIAL && isOfPassword(event)) {
      endOthers(event);
    }
  }

  private void noteUserAgent(Event event) {
    String agent = UserSessions.userAgent(session);
    RealmModel realm = session.getContext().getRealm();
    if (agent == null || realm == null || !Objects.equals(realm.getId(), event.getRealmId())) {
      return;
    }
    UserSessionModel userSession = session.sessions().getUserSession(realm, event.getSessionId());
    if (userSession != null && SessionNotes.userAgent(userSession) == null) {
      SessionNotes.userAgent(userSession, agent);
    }
  }

  private static boolean isOfPassword(Event event) {
    return event.getDetails() != null
        && PasswordCredentialModel.TYPE.equals(event.getDetails().get(Details.CREDENTIAL_TYPE));
  }

  private void endOthers(Event event) {
    RealmModel realm = session.realms().getRealm(event.getRealmId());
    UserModel user = user(realm, event.getUserId());
    if (user == null) {
      return;
    }
    AuthenticationSessionModel present = session.getContext().getAuthenticationSession();
    Set<String> kept =
        Stream.of(event.getSessionId(), present == null ? null : present.getParentSession().getId())
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    SessionEnd.those(session, realm, user, each -> !kept.contains(each.getId()));
  }

  @Override
  public void onEvent(AdminEvent event, boolean includeRepresentation) {
    if (event.getOperationType() != OperationType.ACTION || event.getResourcePath() == null) {
      return;
    }
    Matcher path = RESET_PASSWORD.matcher(event.getResourcePath());
    if (path.matches()) {
      RealmModel realm = session.realms().getRealm(event.getRealmId());
      UserModel user = user(realm, path.group(1));
      if (user != null) {
        SessionEnd.all(session, realm, user);
      }
    }
  }

  private UserModel user(RealmModel realm, String id) {
    return realm == null || id == null || Realms.isAdminRealm(realm)
        ? null
        : session.users().getUserById(realm, id);
  }

  @Override
  public void close() {}
}
