package dev.banata.keycloak.compat;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.keycloak.cluster.ClusterProvider;
import org.keycloak.executors.ExecutorsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.KeycloakSessionTask;
import org.keycloak.services.scheduled.ScheduledTaskRunner;
import org.keycloak.timer.TimerProvider;

/** Work that belongs to no request. */
public final class Background {

  private static final Logger LOG = Logger.getLogger(Background.class);
  private static final int LOCK_SECONDS = 600;

  private Background() {}

  /** Runs the work soon, on one node of the cluster at a time. */
  public static void once(KeycloakSessionFactory factory, String name, Runnable work) {
    try (KeycloakSession session = factory.create()) {
      session
          .getProvider(ExecutorsProvider.class)
          .getExecutor(name)
          .execute(() -> runLocked(factory, name, work));
    }
  }

  private static void runLocked(KeycloakSessionFactory factory, String name, Runnable work) {
    Callable<Void> task =
        () -> {
          work.run();
          return null;
        };
    try (KeycloakSession session = factory.create()) {
      session.getTransactionManager().begin();
      session.getProvider(ClusterProvider.class).executeIfNotExecuted(name, LOCK_SECONDS, task);
      session.getTransactionManager().commit();
    } catch (RuntimeException e) {
      LOG.errorf(e, "%s failed; it is tried again at the next start", name);
    }
  }

  /** Runs what it is given after the delay, in a thread of the name's own pool. */
  public static Executor delayed(KeycloakSession session, String name, long delayMillis) {
    return CompletableFuture.delayedExecutor(
        delayMillis,
        TimeUnit.MILLISECONDS,
        session.getProvider(ExecutorsProvider.class).getExecutor(name));
  }

  /** Runs the task on this node again and again, each time in a transaction of its own. */
  public static void repeat(
      KeycloakSessionFactory factory, String name, long intervalMillis, KeycloakSessionTask task) {
    try (KeycloakSession session = factory.create()) {
      session
          .getProvider(TimerProvider.class)
          .schedule(new ScheduledTaskRunner(factory, task::run), intervalMillis, name);
    }
  }
}
