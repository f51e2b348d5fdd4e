package dev.banata.keycloak.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banata.keycloak.permission.PermissionSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class KeyChangeTest {

  private static final RateLimit LIMIT = new RateLimit(true, 100, 60_000);
  private static final RateLimit NONE = new RateLimit(false, 100, 60_000);
  private static final Long END = 1_000_000L;

  private static ApiKey key(boolean enabled, RateLimit limit, Long end) {
    return new ApiKey(
        "ak_1",
        "realm",
        "name",
        "sk_",
        "sk_1",
        "hash",
        null,
        null,
        permissions("user.read"),
        null,
        Map.of(),
        limit,
        enabled,
        "admin",
        0,
        0,
        end,
        null,
        0,
        null,
        null);
  }

  private static PermissionSet permissions(String... slugs) {
    return PermissionSet.of(List.of(slugs));
  }

  private static KeyChange change(RateLimit limit, Long end, String... slugs) {
    return new KeyChange("name", true, permissions(slugs), Map.of(), limit, end);
  }

  private static boolean gains(RateLimit limit, Long end) {
    return change(limit, end, "user.read").gains(key(true, LIMIT, END));
  }

  @Test
  void aHigherRateLimitIsAGain() {
    assertThat(gains(NONE, END)).isTrue();
    assertThat(gains(new RateLimit(true, 101, 60_000), END)).isTrue();
    assertThat(gains(new RateLimit(true, 100, 59_000), END)).isTrue();
  }

  @Test
  void aLowerRateLimitIsNone() {
    assertThat(gains(LIMIT, END)).isFalse();
    assertThat(gains(new RateLimit(true, 99, 60_000), END)).isFalse();
    assertThat(change(LIMIT, null, "user.read").gains(key(true, NONE, null))).isFalse();
  }

  @Test
  void aLaterExpiryIsAGain() {
    assertThat(gains(LIMIT, END + 1)).isTrue();
    assertThat(gains(LIMIT, null)).isTrue();
  }

  @Test
  void anEarlierExpiryIsNone() {
    assertThat(gains(LIMIT, END - 1)).isFalse();
    assertThat(change(LIMIT, END, "user.read").gains(key(true, LIMIT, null))).isFalse();
  }

  @Test
  void morePermissionsAreAGainAndOtherwiseFewer() {
    assertThat(change(LIMIT, END, "user.read", "user.manage").gains(key(true, LIMIT, END)))
        .isTrue();
    assertThat(change(LIMIT, END, "user.read").gains(key(true, LIMIT, END))).isFalse();
  }

  @Test
  void aKeyThatIsEnabledGains() {
    assertThat(change(LIMIT, END, "user.read").gains(key(false, LIMIT, END))).isTrue();
  }
}
