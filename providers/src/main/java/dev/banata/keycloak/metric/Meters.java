package dev.banata.keycloak.metric;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Meters of ours in the registry of Keycloak's own metrics. It is empty unless the server has
 * {@code --metrics-enabled=true}, and then none of them does anything.
 *
 * <p>Names are dotted and without the prefix {@code banata}: {@code api.key.checks} is shown as
 * {@code banata_api_key_checks_total}. Values of labels are fixed when the meter is made: a realm
 * or a key as label would be a series for each, for as long as the server runs.
 */
public final class Meters {

  private static final String PREFIX = "banata.";
  private static final Duration[] TIMER_BUCKETS =
      Stream.of(25, 50, 100, 200, 400, 800, 1600, 3200, 6400)
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);

  private Meters() {}

  /** A counter without labels. */
  public static Counter counter(String name, String description) {
    return Counter.builder(PREFIX + name).description(description).register(Metrics.globalRegistry);
  }

  /** Counters that differ in one label; all are there from the start, with 0. */
  public static <T> Function<T, Counter> counters(
      String name, String description, String label, Collection<T> values) {
    return values.stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    Function.identity(),
                    value ->
                        Counter.builder(PREFIX + name)
                            .description(description)
                            .tag(label, value.toString())
                            .register(Metrics.globalRegistry)))
        ::get;
  }

  /** A timer with buckets from 25 ms to 6.4 s. */
  public static Timer timer(String name, String description) {
    return Timer.builder(PREFIX + name)
        .description(description)
        .serviceLevelObjectives(TIMER_BUCKETS)
        .register(Metrics.globalRegistry);
  }

  /**
   * A value that is asked for when somebody reads the metrics.
   *
   * @param unit as in "seconds", which becomes the end of the name; null for none
   */
  public static void gauge(String name, String description, String unit, Supplier<Number> value) {
    Gauge.builder(PREFIX + name, value)
        .description(description)
        .baseUnit(unit)
        .register(Metrics.globalRegistry);
  }
}
