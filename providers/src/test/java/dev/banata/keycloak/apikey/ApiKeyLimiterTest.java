package dev.banata.keycloak.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ApiKeyLimiterTest {

  private static final RateLimit THREE_A_DAY = new RateLimit(true, 3, 86_400_000);

  private final ApiKeyLimiter limiter = new ApiKeyLimiter();

  @Test
  void refusesWhatIsOverTheLimitAndSaysWhenToComeBack() {
    for (int left = 2; left >= 0; left--) {
      ApiKeyLimiter.Outcome outcome = limiter.use("ak_1", THREE_A_DAY);

      assertThat(outcome.allowed()).isTrue();
      assertThat(outcome.headers())
          .containsEntry("RateLimit-Limit", "3")
          .containsEntry("RateLimit-Remaining", Integer.toString(left))
          .doesNotContainKey("Retry-After");
    }
    ApiKeyLimiter.Outcome refused = limiter.use("ak_1", THREE_A_DAY);

    assertThat(refused.allowed()).isFalse();
    assertThat(refused.headers()).containsEntry("RateLimit-Remaining", "0");
    // A third of a day until the first of three tokens is back.
    assertThat(refused.retryAfterSeconds()).isBetween(28_700L, 28_800L);
  }

  @Test
  void eachKeyHasItsOwnBucket() {
    for (int i = 0; i < 4; i++) {
      limiter.use("ak_1", THREE_A_DAY);
    }

    assertThat(limiter.use("ak_2", THREE_A_DAY).allowed()).isTrue();
  }

  @Test
  void aChangedLimitHoldsAtOnce() {
    for (int i = 0; i < 4; i++) {
      limiter.use("ak_1", THREE_A_DAY);
    }

    assertThat(limiter.use("ak_1", new RateLimit(true, 5, 86_400_000)).allowed()).isTrue();
  }

  @Test
  void noLimitMeansNoHeaders() {
    ApiKeyLimiter.Outcome outcome = limiter.use("ak_1", new RateLimit(false, 1, 1000));

    assertThat(outcome.allowed()).isTrue();
    assertThat(outcome.headers()).isEmpty();
  }
}
