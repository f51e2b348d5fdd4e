package dev.banata.keycloak.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ConsumptionReportsTest {

  private static final LimitedKey KEY = new LimitedKey("ak_1", new RateLimit(true, 600, 60_000));

  private final Deque<Runnable> later = new ArrayDeque<>();
  private final List<String> told = new ArrayList<>();
  private final ConsumptionReports reports = new ConsumptionReports(told::add, later::add);

  @Test
  void manyCallsAreOneReport() {
    reports.passed(KEY);
    reports.passed(KEY);
    reports.passed(KEY);

    assertThat(later).hasSize(1);
    later.remove().run();
    assertThat(told).containsExactly("ak_1 600 60000 3");
  }

  @Test
  void aCallAfterAReportIsInTheNext() {
    reports.passed(KEY);
    later.remove().run();
    reports.passed(KEY);
    later.remove().run();

    assertThat(told).containsExactly("ak_1 600 60000 1", "ak_1 600 60000 1");
    assertThat(later).isEmpty();
  }

  @Test
  void aFailureDoesNotEndTheReports() {
    ConsumptionReports failing =
        new ConsumptionReports(
            text -> {
              told.add(text);
              throw new IllegalStateException("the cluster is gone");
            },
            later::add);
    failing.passed(KEY);
    later.remove().run();
    failing.passed(KEY);
    later.remove().run();

    assertThat(told).hasSize(2);
  }
}
