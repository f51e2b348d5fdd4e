package dev.banata.keycloak.compat;

import org.keycloak.Config;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/**
 * Judges what Keycloak's Admin REST API has written, before it is committed: for writes that the
 * model publishes no event of. Keycloak swallows what a listener throws, so the refusal is kept and
 * {@link RefusedWriteFilter} makes it the answer.
 */
public abstract class AdminWriteGuard implements EventListenerProviderFactory {

  private static final String REFUSAL = "banata.refused-write";

  /**
   * Looks at a write of the session's transaction.
   *
   * @throws RefusedRequest to roll it back
   */
  protected abstract void onWrite(KeycloakSession session, AdminEvent event);

  @Override
  public final EventListenerProvider create(KeycloakSession session) {
    return new Listener(this, session);
  }

  @Override
  public final boolean isGlobal() {
    return true;
  }

  static RefusedRequest refusalOf(KeycloakSession session) {
    return session.getAttribute(REFUSAL, RefusedRequest.class);
  }

  private record Listener(AdminWriteGuard guard, KeycloakSession session)
      implements EventListenerProvider {

    @Override
    public void onEvent(Event event) {}

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {
      if (event.getOperationType() == OperationType.ACTION) {
        return;
      }
      try {
        guard.onWrite(session, event);
      } catch (RefusedRequest refusal) {
        session.setAttribute(REFUSAL, refusal);
        session.getTransactionManager().setRollbackOnly();
      }
    }

    @Override
    public void close() {}
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {}

  @Override
  public void close() {}
}
