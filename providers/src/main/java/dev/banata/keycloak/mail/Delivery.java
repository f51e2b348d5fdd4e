package dev.banata.keycloak.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Hands a mail to one provider after the other, so that it is sent once or not at all: another
 * attempt is made only if the one before certainly came to nothing, or if the provider takes a mail
 * of the same key only once.
 */
final class Delivery {

  /** No attempt begins later than this after the first. */
  static final long LAST_START_MILLIS = 15_000;

  /** Attempts at a provider that takes a mail only once, and at the last one that is left. */
  static final int ATTEMPTS = 3;

  static final long PAUSE_MILLIS = 300;

  private final List<Route> routes;
  private final LongSupplier millis;
  private final Pause pause;
  private final List<String> reasons = new ArrayList<>();
  private long begin;

  /** Waits. */
  interface Pause {
    void millis(long millis) throws InterruptedException;
  }

  Delivery(List<Route> routes) {
    this(routes, () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()), Thread::sleep);
  }

  Delivery(List<Route> routes, LongSupplier millis, Pause pause) {
    this.routes = routes;
    this.millis = millis;
    this.pause = pause;
  }

  Report deliver(Mail mail) {
    begin = millis.getAsLong();
    ProviderId last = null;
    for (Route route : routes) {
      if (last != null && isLate()) {
        break;
      }
      last = route.provider();
      Report report = attempts(route, mail, route == routes.get(routes.size() - 1));
      if (report != null) {
        return report;
      }
    }
    return new Report(MailStatus.FAILED, last, null, String.join("; ", reasons), false);
  }

  /** What settles the mail, or null if the route did not take it. */
  private Report attempts(Route route, Mail mail, boolean last) {
    boolean unclear = false;
    for (int attempt = 1; ; attempt++) {
      Outcome outcome = route.send(mail);
      if (outcome instanceof Outcome.Accepted accepted) {
        return new Report(MailStatus.SENT, route.provider(), accepted.messageId(), null, false);
      }
      if (outcome instanceof Outcome.Suppressed suppressed) {
        return new Report(MailStatus.SUPPRESSED, route.provider(), null, suppressed.reason(), true);
      }
      boolean again;
      if (outcome instanceof Outcome.Refused refused) {
        note(refused.reason());
        again = refused.passing() && (last || unclear);
      } else {
        note(((Outcome.Unclear) outcome).reason());
        unclear = true;
        again = route.repeatable();
      }
      if (!again || attempt == ATTEMPTS || isLate() || !paused(attempt)) {
        // What a provider says to a repeated attempt does not take back an attempt before it.
        return unclear
            ? new Report(
                MailStatus.UNKNOWN, route.provider(), null, String.join("; ", reasons), false)
            : null;
      }
    }
  }

  private void note(String reason) {
    if (!reasons.contains(reason)) {
      reasons.add(reason);
    }
  }

  private boolean isLate() {
    return millis.getAsLong() - begin >= LAST_START_MILLIS;
  }

  private boolean paused(int attempt) {
    try {
      pause.millis(PAUSE_MILLIS * attempt);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
