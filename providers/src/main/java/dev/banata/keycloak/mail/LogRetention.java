package dev.banata.keycloak.mail;

import dev.banata.keycloak.compat.Background;
import java.time.Duration;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Deletes what has been in the log long enough, of all projects by one index on the time. */
final class LogRetention {

  private static final String NAME = "banata-email-log";
  private static final long INTERVAL_MILLIS = Duration.ofMinutes(10).toMillis();
  private static final long KEPT_MILLIS = Duration.ofDays(30).toMillis();
  private static final int BATCH = 1_000;

  /** One run leaves the rest to the next, so that it never takes long. */
  private static final int MAX_BATCHES = 100;

  private LogRetention() {}

  /** Deletes now and from time to time, on one node at a time. */
  static void start(KeycloakSessionFactory factory) {
    Background.once(factory, NAME, () -> prune(factory));
    Background.repeatOnOneNode(
        factory, NAME + "-timer", INTERVAL_MILLIS, session -> prune(factory));
  }

  /** Each batch is a transaction of its own. */
  private static void prune(KeycloakSessionFactory factory) {
    long before = System.currentTimeMillis() - KEPT_MILLIS;
    int deleted = BATCH;
    for (int i = 0; i < MAX_BATCHES && deleted == BATCH; i++) {
      deleted =
          KeycloakModelUtils.runJobInTransactionWithResult(
              factory, own -> new EmailLog(own).prune(before, BATCH));
    }
  }
}
