package dev.banata.keycloak.apikey;

import java.util.Optional;

/**
 * How often a key may be used.
 *
 * @param enabled false for no limit
 * @param max calls in a window
 * @param windowMillis length of the window in milliseconds
 */
public record RateLimit(boolean enabled, int max, long windowMillis) {

  /** Contract 11 §8: 600 calls a minute. */
  static final RateLimit DEFAULT = new RateLimit(true, 600, 60_000);

  /** This limit but for what is given; null keeps a value. */
  RateLimit with(Boolean newEnabled, Integer newMax, Long newWindowMillis) {
    return new RateLimit(
        Optional.ofNullable(newEnabled).orElse(enabled),
        Optional.ofNullable(newMax).orElse(max),
        Optional.ofNullable(newWindowMillis).orElse(windowMillis));
  }

  /** True if a key with the other limit can make no more calls, at once or in the long run. */
  boolean covers(RateLimit other) {
    return !enabled
        || (other.enabled
            && other.max <= max
            && (long) other.max * windowMillis <= (long) max * other.windowMillis);
  }
}
