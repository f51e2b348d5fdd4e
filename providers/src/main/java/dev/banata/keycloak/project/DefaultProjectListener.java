package dev.banata.keycloak.project;

import dev.banata.keycloak.compat.AfterCommit;
import dev.banata.keycloak.compat.Realms;
import org.jboss.logging.Logger;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventType;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Makes the default project when an admin signs in to the admin console. */
final class DefaultProjectListener implements EventListenerProvider {

  private static final Logger LOG = Logger.getLogger(DefaultProjectListener.class);

  private final KeycloakSession session;

  DefaultProjectListener(KeycloakSession session) {
    this.session = session;
  }

  @Override
  public void onEvent(Event event) {
    if (event.getType() != EventType.LOGIN
        || !Constants.ADMIN_CONSOLE_CLIENT_ID.equals(event.getClientId())
        || !Realms.adminRealm(session).getId().equals(event.getRealmId())) {
      return;
    }
    KeycloakSessionFactory factory = session.getKeycloakSessionFactory();
    String userId = event.getUserId();
    // After the sign-in is committed, and in a transaction of its own: it must never fail with us.
    AfterCommit.run(session, () -> create(factory, userId));
  }

  private static void create(KeycloakSessionFactory factory, String userId) {
    try {
      KeycloakModelUtils.runJobInTransaction(
          factory, own -> new DefaultProjects(own).onFirstSignIn(userId));
    } catch (RuntimeException e) {
      // Another sign-in of the same admin was first, or it is tried again at the next one.
      LOG.warnf("No default project was made for admin %s: %s", userId, e.getMessage());
      LOG.debug("Cause", e);
    }
  }

  @Override
  public void onEvent(AdminEvent event, boolean includeRepresentation) {}

  @Override
  public void close() {}
}
