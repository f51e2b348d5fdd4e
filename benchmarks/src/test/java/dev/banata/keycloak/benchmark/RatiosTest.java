package dev.banata.keycloak.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RatiosTest {

  private static Ratios upTo(int count) {
    return Ratios.of(IntStream.rangeClosed(1, count).mapToObj(Double::valueOf).toList());
  }

  /** Ranks of the tables for the sign test: 6 and 15 of 20, 7 and 18 of 24. */
  @Test
  void theIntervalIsBetweenOrderStatistics() {
    assertThat(upTo(20)).isEqualTo(new Ratios(20, 10.5, 6, 15));
    assertThat(upTo(24)).isEqualTo(new Ratios(24, 12.5, 7, 18));
  }

  @Test
  void theMedianOfAnOddNumberIsTheMiddle() {
    assertThat(upTo(21).median()).isEqualTo(11);
  }
}
