package dev.banata.keycloak.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SamplesTest {

  @Test
  void theMedianAndTheP95WereMeasured() {
    Samples samples =
        Samples.of(5, 1, 4, 2, 3, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 90);
    assertThat(samples.median()).isEqualTo(10);
    assertThat(samples.p95()).isEqualTo(19);
  }

  @Test
  void oneSampleIsBoth() {
    assertThat(Samples.of(3).median()).isEqualTo(3);
    assertThat(Samples.of(3).p95()).isEqualTo(3);
  }
}
