package dev.banata.keycloak.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RateLimitTest {

  @ParameterizedTest
  @CsvSource({
    "true, 10, 1000, true, 10, 1000, true",
    "true, 10, 1000, true, 10, 2000, true",
    "true, 10, 1000, true, 9, 1000, true",
    "true, 10, 1000, true, 11, 10000, false",
    "true, 10, 1000, true, 10, 999, false",
    "true, 10, 1000, false, 10, 1000, false",
    "false, 10, 1000, false, 99, 1000, true",
    "false, 10, 1000, true, 99, 1000, true",
  })
  void coversWhatMakesNoMoreCallsAtOnceOrInTheLongRun(
      boolean enabled,
      int max,
      long window,
      boolean otherEnabled,
      int otherMax,
      long otherWindow,
      boolean covers) {
    RateLimit own = new RateLimit(enabled, max, window);

    assertThat(own.covers(new RateLimit(otherEnabled, otherMax, otherWindow))).isEqualTo(covers);
  }
}
