package dev.banata.keycloak.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import org.junit.jupiter.api.Test;

final class UnknownKeyLimiterTest {

  private static final String ADDRESS = "192.0.2.1";

  private final UnknownKeyLimiter limiter = new UnknownKeyLimiter(new StandingClock());

  /** Looks for keys that do not exist until that is refused. */
  private int exhaust(String address) {
    int looks = 0;
    while (limiter.take(address, "unknown") == 0 && looks < 10_000) {
      limiter.missed("unknown");
      looks++;
    }
    return looks;
  }

  @Test
  void anAddressLooksForUnknownKeysOnlySoOften() {
    assertThat(exhaust(ADDRESS)).isEqualTo(UnknownKeyLimiter.BURST);
    assertThat(limiter.take(ADDRESS, "unknown")).isEqualTo(1);
    assertThat(limiter.take("192.0.2.2", "unknown")).isZero();
  }

  @Test
  void keysThatAreThereCostNothing() {
    for (int i = 0; i < 10 * UnknownKeyLimiter.BURST; i++) {
      assertThat(limiter.take(ADDRESS, "hash " + i)).isZero();
      limiter.found(ADDRESS, "hash " + i);
    }
  }

  @Test
  void aKeyThatWasFoundIsLookedUpWhateverTheAddressDid() {
    limiter.take(ADDRESS, "known");
    limiter.found(ADDRESS, "known");
    exhaust(ADDRESS);

    assertThat(limiter.take(ADDRESS, "known")).isZero();
  }

  @Test
  void aKeyThatIsGoneIsUnknownAgain() {
    limiter.take(ADDRESS, "known");
    limiter.found(ADDRESS, "known");
    limiter.missed("known");
    exhaust(ADDRESS);

    assertThat(limiter.take(ADDRESS, "known")).isPositive();
  }

  @Test
  void hostsOfAnIpv6NetworkAreOneOrigin() {
    String host = UnknownKeyLimiter.origin("2001:db8:0:1::1");

    assertThat(UnknownKeyLimiter.origin("2001:db8:0:1:ffff:ffff:ffff:ffff")).isEqualTo(host);
    assertThat(UnknownKeyLimiter.origin("2001:db8:0:2::1")).isNotEqualTo(host);
    assertThat(UnknownKeyLimiter.origin("192.0.2.1")).isEqualTo("192.0.2.1");
    assertThat(UnknownKeyLimiter.origin("::ffff:192.0.2.1"))
        .isNotEqualTo(UnknownKeyLimiter.origin("::ffff:192.0.2.2"));
    assertThat(UnknownKeyLimiter.origin("no:address")).isEqualTo("no:address");
  }

  /** No time passes, so that nothing is given back while a test runs. */
  private static final class StandingClock implements TimeMeter {

    @Override
    public long currentTimeNanos() {
      return 0;
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
