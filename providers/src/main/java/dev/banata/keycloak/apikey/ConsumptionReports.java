package dev.banata.keycloak.apikey;

import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Tells the other nodes what this one let pass: one text for all keys, a moment after the first
 * call that they do not know of. Without calls there is no work.
 */
final class ConsumptionReports {

  /** How long a call waits at most until the others are told. */
  static final long INTERVAL_MILLIS = 250;

  private static final Logger LOG = Logger.getLogger(ConsumptionReports.class);

  private final Consumption consumption = new Consumption();
  private final AtomicBoolean due = new AtomicBoolean();
  private final Consumer<String> others;
  private final Executor later;

  ConsumptionReports(Consumer<String> others, Executor later) {
    this.others = others;
    this.later = later;
  }

  void passed(LimitedKey key) {
    consumption.add(key);
    if (due.compareAndSet(false, true)) {
      later.execute(this::send);
    }
  }

  private void send() {
    // First, so that a call after the drain finds that nothing is due and asks for the next report.
    due.set(false);
    Map<LimitedKey, Long> calls = consumption.drain();
    if (calls.isEmpty()) {
      return;
    }
    try {
      others.accept(Consumption.format(calls));
    } catch (RuntimeException e) {
      // The others count on without it; by the time that it could be told again it is too late.
      LOG.warnf("Other nodes were not told of the uses of %d keys: %s", calls.size(), e);
    }
  }
}
