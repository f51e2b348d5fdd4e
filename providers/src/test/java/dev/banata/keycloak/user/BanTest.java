package dev.banata.keycloak.user;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banata.keycloak.api.Timestamps;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BanTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 1_764_000_000_123L, 253_402_300_799_999L})
  void aTimeIsReadAsItWasWritten(long millis) {
    assertThat(Ban.millis(Timestamps.iso(millis))).isEqualTo(millis);
  }

  /** Databases compare the texts. */
  @Test
  void laterTimesAreLaterTexts() {
    assertThat(Timestamps.iso(999_999_999_999L)).isLessThan(Timestamps.iso(1_000_000_000_000L));
    assertThat(Timestamps.iso(1_000_000_000_000L)).isLessThan(Timestamps.iso(253_402_300_799_999L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "soon", "1764000000123", "2026-13-01T00:00:00Z", "2026-11-24", "null"})
  void whatIsNoTimeIsNoEnd(String text) {
    assertThat(Ban.millis(text)).isNull();
  }
}
