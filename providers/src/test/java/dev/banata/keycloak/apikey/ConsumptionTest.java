package dev.banata.keycloak.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class ConsumptionTest {

  private static final LimitedKey FIRST = new LimitedKey("ak_1", new RateLimit(true, 600, 60_000));
  private static final LimitedKey SECOND =
      new LimitedKey("ak_2", new RateLimit(true, 1_000_000, 86_400_000));

  @Test
  void whatIsWrittenIsRead() {
    Map<LimitedKey, Long> calls = Map.of(FIRST, 12L, SECOND, 1L);

    assertThat(Consumption.parse(Consumption.format(calls))).isEqualTo(calls);
  }

  @Test
  void linesOfAnotherFormArePassedOver() {
    assertThat(
            Consumption.parse(
                "ak_1 600 60000 12\nak_2 0 60000 1\nak_2 1 60000 0\nak_2 1 1\nak_2 1 1 1 1\n\n"))
        .containsExactly(Map.entry(FIRST, 12L));
  }

  @Test
  void aDrainTakesEveryCallOnce() {
    Consumption consumption = new Consumption();
    consumption.add(FIRST);
    consumption.add(SECOND);
    consumption.add(FIRST);

    assertThat(consumption.drain()).isEqualTo(Map.of(FIRST, 2L, SECOND, 1L));
    assertThat(consumption.drain()).isEmpty();
  }
}
