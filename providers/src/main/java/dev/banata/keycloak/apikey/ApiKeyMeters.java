package dev.banata.keycloak.apikey;

import dev.banata.keycloak.metric.Meters;
import io.micrometer.core.instrument.Counter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;

/** What the server's metrics tell of keys; docs/metrics.md explains each. */
final class ApiKeyMeters {

  private static final String VALID = "valid";
  private static final String HIT = "hit";
  private static final String MISS = "miss";

  private final Function<String, Counter> checks =
      Meters.counters(
          "api.key.checks",
          "Checks of API keys, by what came of them",
          "outcome",
          Stream.concat(
                  Stream.of(VALID),
                  Arrays.stream(Verification.Failure.values()).map(ApiKeyMeters::outcome))
              .toList());

  private final Function<String, Counter> lookUps =
      Meters.counters(
          "api.key.cache.lookups",
          "Look-ups of API keys in this node's cache",
          "result",
          List.of(HIT, MISS));

  private final Counter refusals =
      Meters.counter(
          "api.key.unknown.refusals",
          "Look-ups refused because their address sent too many unknown keys");

  private final Counter flushFailures =
      Meters.counter("api.key.usage.flush.failures", "Failed attempts to write the uses of keys");

  ApiKeyMeters(ApiKeyUsage usage) {
    Meters.gauge(
        "api.key.usage.lag",
        "Age of the oldest use of a key that is not written yet",
        "seconds",
        () -> usage.ageMillis(System.currentTimeMillis()) / 1000.0);
  }

  private static String outcome(Verification.Failure failure) {
    return failure.name().toLowerCase(Locale.ROOT);
  }

  void checked(Verification verification) {
    checks.apply(verification.isValid() ? VALID : outcome(verification.failure())).increment();
  }

  void lookedUp(boolean hit) {
    lookUps.apply(hit ? HIT : MISS).increment();
  }

  void refusedLookUp() {
    refusals.increment();
  }

  void flushFailed() {
    flushFailures.increment();
  }
}
