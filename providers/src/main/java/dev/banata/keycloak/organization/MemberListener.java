package dev.banata.keycloak.organization;

import java.util.Optional;
import java.util.Set;
import org.keycloak.events.Details;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Follows what binds members to their organizations, on every path: addresses of users and domains
 * of organizations. And hears of a second factor that is set up in a sign-in.
 */
final class MemberListener implements EventListenerProvider {

  private static final Set<EventType> ADDRESS =
      Set.of(EventType.UPDATE_PROFILE, EventType.UPDATE_EMAIL, EventType.VERIFY_EMAIL);

  private final KeycloakSession session;

  MemberListener(KeycloakSession session) {
    this.session = session;
  }

  @Override
  public void onEvent(Event event) {
    RealmModel realm = session.getContext().getRealm();
    if (realm == null || !realm.getId().equals(event.getRealmId()) || event.getUserId() == null) {
      return;
    }
    if (ADDRESS.contains(event.getType())) {
      bind(realm, Optional.empty(), Optional.of(event.getUserId()));
    } else if (event.getType() == EventType.UPDATE_CREDENTIAL && event.getDetails() != null) {
      enrolled(realm, event.getUserId(), event.getDetails().get(Details.CREDENTIAL_TYPE));
    }
  }

  private void enrolled(RealmModel realm, String userId, String type) {
    AuthenticationSessionModel signIn = session.getContext().getAuthenticationSession();
    UserModel user = session.users().getUserById(realm, userId);
    if (signIn != null && user != null && type != null) {
      SecondFactor.enrolled(signIn, user, type);
    }
  }

  @Override
  public void onEvent(AdminEvent event, boolean includeRepresentation) {
    RealmModel realm = session.realms().getRealm(event.getRealmId());
    if (realm == null || event.getOperationType() == OperationType.DELETE) {
      return;
    }
    if (event.getResourceType() == ResourceType.USER) {
      id(event, "users").ifPresent(id -> bind(realm, Optional.empty(), Optional.of(id)));
    } else if (event.getResourceType() == ResourceType.ORGANIZATION) {
      id(event, "organizations").ifPresent(id -> bind(realm, Optional.of(id), Optional.empty()));
    }
  }

  private void bind(RealmModel realm, Optional<String> organizationId, Optional<String> userId) {
    if (realm.isOrganizationsEnabled()) {
      new MemberStore(session).bind(realm, organizationId, userId);
    }
  }

  /** From a path such as {@code users/<id>}. */
  private static Optional<String> id(AdminEvent event, String collection) {
    String[] path = Optional.ofNullable(event.getResourcePath()).orElse("").split("/", 3);
    return path.length > 1 && path[0].equals(collection) ? Optional.of(path[1]) : Optional.empty();
  }

  @Override
  public void close() {}
}
