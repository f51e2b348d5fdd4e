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
import org.keycloak.services.DefaultKeycloakSessionFactory;
import org.keycloak.services.scheduled.ClusterAwareScheduledTaskRunner;
import org.keycloak.services.scheduled.ScheduledTaskRunner;
import org.keycloak.timer.ScheduledTask;
import org.keycloak.timer.TimerProvider;

/** Work that belongs to no request. */
public final class Background {

  private static final Logger LOG = Logger.getLogger(Background.class);

  /**
   * Longest time that the lock of a node holds which is alive and says nothing. The lock of a node
   * that has left the cluster goes at once: Keycloak's ViewChangeListener removes it.
   */
  private static final int LOCK_SECONDS = 600;

  private static final long STARTED_MILLIS = 100;
  private static final long LOOK_AGAIN_MILLIS = 5_000;
  private static final long LONGEST_WAIT_MILLIS = 600_000;

  private Background() {}

  /**
   * Runs the work when this node has started. Keycloak's own start walks all realms, and has the
   * processors to itself until then.
   */
  public static void afterStart(KeycloakSessionFactory factory, String name, Runnable work) {
    try (KeycloakSession session = factory.create()) {
      session
          .getProvider(ExecutorsProvider.class)
          .getExecutor(name)
          .execute(() -> runStarted(factory, work));
    }
  }

  private static void runStarted(KeycloakSessionFactory factory, Runnable work) {
    try {
      while (factory instanceof DefaultKeycloakSessionFactory starting
          && !starting.isBootstrapCompleted()) {
        TimeUnit.MILLISECONDS.sleep(STARTED_MILLIS);
      }
      work.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Runs the work after the start, on one node of the cluster at a time. A node that finds it under
   * way elsewhere waits and runs it after that, so that the work of a node which died on the way is
   * taken up. The work must be cheap when there is nothing left to do.
   */
  public static void once(KeycloakSessionFactory factory, String name, Runnable work) {
    afterStart(factory, name, () -> runUntilDone(factory, name, work));
  }

  private static void runUntilDone(KeycloakSessionFactory factory, String name, Runnable work) {
    long wait = LOOK_AGAIN_MILLIS;
    try {
      while (true) {
        try {
          if (runLocked(factory, name, work)) {
            return;
          }
          TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
        } catch (RuntimeException e) {
          LOG.errorf(e, "%s failed; it is tried again in %d s", name, wait / 1000);
          TimeUnit.MILLISECONDS.sleep(wait);
          wait = Math.min(2 * wait, LONGEST_WAIT_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Returns false if another node is at it. No transaction is open around the work, which may take
   * longer than one may last and begins its own.
   */
  private static boolean runLocked(KeycloakSessionFactory factory, String name, Runnable work) {
    Callable<Void> task =
        () -> {
          work.run();
          return null;
        };
    try (KeycloakSession session = factory.create()) {
      return session
          .getProvider(ClusterProvider.class)
          .executeIfNotExecuted(name, LOCK_SECONDS, task)
          .isExecuted();
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

  /** The same on one node of the cluster at a time: the first that comes to it in an interval. */
  public static void repeatOnOneNode(
      KeycloakSessionFactory factory, String name, long intervalMillis, KeycloakSessionTask task) {
    try (KeycloakSession session = factory.create()) {
      session
          .getProvider(TimerProvider.class)
          .schedule(
              new ClusterAwareScheduledTaskRunner(
                  factory, new NamedTask(name, task), intervalMillis),
              intervalMillis,
              name);
    }
  }

  /** Keycloak locks a task by its name. */
  private record NamedTask(String name, KeycloakSessionTask task) implements ScheduledTask {
    @Override
    public void run(KeycloakSession session) {
      task.run(session);
    }

    @Override
    public String getTaskName() {
      return name;
    }
  }
}
