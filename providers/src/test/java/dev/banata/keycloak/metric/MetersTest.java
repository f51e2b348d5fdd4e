package dev.banata.keycloak.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MetersTest {

  private final MeterRegistry registry = new SimpleMeterRegistry();

  @AfterEach
  void remove() {
    Metrics.removeRegistry(registry);
    Metrics.globalRegistry.clear();
  }

  /** So it is in a server without {@code --metrics-enabled}. */
  @Test
  void withoutARegistryNothingIsCounted() {
    Counter counter = Meters.counter("test.a", "");
    Timer timer = Meters.timer("test.b", "");
    Meters.gauge(
        "test.c",
        "",
        null,
        () -> {
          throw new IllegalStateException("nobody asks");
        });
    counter.increment();
    timer.record(Duration.ofSeconds(1));

    assertThat(counter.count()).isZero();
    assertThat(timer.count()).isZero();
  }

  @Test
  void aRegistryThatComesLaterHasAllMetersFromThenOn() {
    Function<String, Counter> counters =
        Meters.counters("test.d", "", "outcome", List.of("good", "bad"));
    Meters.gauge("test.e", "", "seconds", () -> 42);
    counters.apply("good").increment();
    Metrics.addRegistry(registry);
    counters.apply("good").increment();

    assertThat(registry.get("banata.test.d").tag("outcome", "good").counter().count()).isOne();
    assertThat(registry.get("banata.test.d").tag("outcome", "bad").counter().count()).isZero();
    assertThat(registry.get("banata.test.e").gauge().value()).isEqualTo(42);
  }
}
