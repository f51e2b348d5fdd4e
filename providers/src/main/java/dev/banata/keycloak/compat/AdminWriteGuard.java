package dev.banata.keycloak.compat;

import org.jboss.logging.Logger;
import org.keycloak.Config;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/**
 * Judges what Keycloak's Admin REST API has written, before it is committed: for writes that the
 * model publishes no event of. Keycloak swallows what a listener throws, so the refusal is kept and
 * {@link RefusedWriteFilter} makes it the answer.
 */
public abstract class AdminWriteGuard implements EventListenerProviderFactory {

  private static final String REFUSAL = "banata.refused-write";
  private static final String REFUSED = "banata.write-is-refused";
  private static final String STARTED = "banata.write-started.";
  private static final Logger LOG = Logger.getLogger(AdminWriteGuard.class);

  /**
   * Looks at a write of the session's transaction.
   *
   * @throws RefusedRequest to roll it back
   */
  protected abstract void onWrite(KeycloakSession session, AdminEvent event);

  /**
   * Called once in a session, before the request has written anything: Keycloak asks for the
   * listeners when it has found the realm. What {@link #onWrite} has to know of the time before is
   * noted here. It must not be read later in another transaction: requests that hold a connection
   * while they wait for a second one wait for each other when the pool is empty.
   */
  protected void onStart(KeycloakSession session) {}

  @Override
  public final EventListenerProvider create(KeycloakSession session) {
    String started = STARTED + getId();
    if (session.getAttribute(started) == null && !RequestPath.ofAdminWrite(session).isEmpty()) {
      session.setAttribute(started, true);
      onStart(session);
    }
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
      if (session.getAttribute(REFUSED) != null) {
        // It is rolled back; a database that failed would fail again.
        return;
      }
      try {
        guard.onWrite(session, event);
      } catch (RefusedRequest refusal) {
        refuse(refusal);
      } catch (Throwable e) {
        // Keycloak would swallow any of them, a StackOverflowError or LinkageError too, and commit
        // what nobody has judged.
        Unjudged reason = Unjudged.by(e);
        Logger.Level level = reason == Unjudged.CONFLICT ? Logger.Level.DEBUG : Logger.Level.ERROR;
        LOG.logf(level, e, "Could not judge the write of %s", event.getResourcePath());
        refuse(RefusedRequest.unjudged(reason));
      }
    }

    private void refuse(RefusedRequest refusal) {
      session.setAttribute(REFUSED, true);
      // Some resources commit by themselves, whatever the transaction is marked for.
      session.getTransactionManager().enlistPrepare(new Refusing(refusal));
      // An import runs in a session of its own, which ends before the filter sees the answer.
      if (!RequestPath.isPartialImport(session)) {
        session.setAttribute(REFUSAL, refusal);
        session.getTransactionManager().setRollbackOnly();
      }
    }

    @Override
    public void close() {}
  }

  /** Throws when the transaction is to be committed, and so rolls it back. */
  private static final class Refusing extends AbstractKeycloakTransaction {
    private final RefusedRequest refusal;

    Refusing(RefusedRequest refusal) {
      this.refusal = refusal;
    }

    @Override
    protected void commitImpl() {
      throw refusal;
    }

    @Override
    protected void rollbackImpl() {}
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {}

  @Override
  public void close() {}
}
