package dev.banata.keycloak.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
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

  @Test
  void whatOtherNodesLetPassIsDeducted() {
    limiter.deduct(new LimitedKey("ak_1", THREE_A_DAY), 2);

    assertThat(limiter.use("ak_1", THREE_A_DAY).headers())
        .containsEntry("RateLimit-Remaining", "0");
    assertThat(limiter.use("ak_1", THREE_A_DAY).allowed()).isFalse();
  }

  /** Else each of two nodes that are always full would let the whole rate pass. */
  @Test
  void whatPassedElsewhereBeyondTheLimitIsADebt() {
    limiter.use("ak_1", THREE_A_DAY);
    limiter.deduct(new LimitedKey("ak_1", THREE_A_DAY), 5);
    ApiKeyLimiter.Outcome refused = limiter.use("ak_1", THREE_A_DAY);

    assertThat(refused.allowed()).isFalse();
    assertThat(refused.headers()).containsEntry("RateLimit-Remaining", "0");
    // Three of debt and one for the next call, at three a day.
    assertThat(refused.retryAfterSeconds()).isBetween(115_100L, 115_200L);
  }

  @Test
  void onlyUsesThatPassedAreTold() {
    List<LimitedKey> told = new ArrayList<>();
    limiter.afterUse(told::add);
    for (int i = 0; i < 5; i++) {
      limiter.use("ak_1", THREE_A_DAY);
    }
    limiter.use("ak_2", new RateLimit(false, 1, 1000));
    limiter.deduct(new LimitedKey("ak_1", THREE_A_DAY), 1);

    assertThat(told).hasSize(3).containsOnly(new LimitedKey("ak_1", THREE_A_DAY));
  }
}
