package dev.banata.keycloak.apikey;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A token bucket for each key, in the memory of this node. What other nodes let pass is deducted
 * when they tell, and leaves a debt if the bucket has less: so that the rate holds for the cluster,
 * whatever passed before the nodes knew of each other's calls.
 */
final class ApiKeyLimiter {

  static final String RETRY_AFTER = "Retry-After";

  private static final long MAX_BUCKETS = 100_000;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final Cache<LimitedKey, Bucket> buckets =
      Caffeine.newBuilder().maximumSize(MAX_BUCKETS).expireAfterAccess(Duration.ofDays(1)).build();
  private volatile Consumer<LimitedKey> passed = key -> {};

  /**
   * What is left after one use.
   *
   * @param resetSeconds seconds until the bucket is full again
   * @param retryAfterSeconds seconds until the next use is allowed; 0 if it is allowed now
   */
  record Outcome(
      boolean allowed, long limit, long remaining, long resetSeconds, long retryAfterSeconds) {

    static final Outcome UNLIMITED = new Outcome(true, 0, 0, 0, 0);

    /**
     * Header fields of the IETF draft "RateLimit header fields for HTTP".
     *
     * @see <a
     *     href="https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/06/">draft
     *     06</a>
     */
    Map<String, String> headers() {
      Map<String, String> headers = new LinkedHashMap<>();
      if (limit > 0) {
        headers.put("RateLimit-Limit", Long.toString(limit));
        headers.put("RateLimit-Remaining", Long.toString(remaining));
        headers.put("RateLimit-Reset", Long.toString(resetSeconds));
      }
      if (!allowed) {
        headers.put(RETRY_AFTER, Long.toString(retryAfterSeconds));
      }
      return headers;
    }
  }

  /** Calls the given one after each use that passed. */
  void afterUse(Consumer<LimitedKey> listener) {
    passed = listener;
  }

  Outcome use(String keyId, RateLimit limit) {
    if (!limit.enabled()) {
      return Outcome.UNLIMITED;
    }
    LimitedKey key = new LimitedKey(keyId, limit);
    ConsumptionProbe probe = bucket(key).tryConsumeAndReturnRemaining(1);
    if (probe.isConsumed()) {
      passed.accept(key);
    }
    return new Outcome(
        probe.isConsumed(),
        limit.max(),
        Math.max(0, probe.getRemainingTokens()),
        ceilSeconds(probe.getNanosToWaitForReset()),
        probe.isConsumed() ? 0 : Math.max(1, ceilSeconds(probe.getNanosToWaitForRefill())));
  }

  /** Takes off what another node let pass. */
  void deduct(LimitedKey key, long calls) {
    if (calls > 0) {
      bucket(key).consumeIgnoringRateLimits(calls);
    }
  }

  private Bucket bucket(LimitedKey key) {
    return buckets.get(key, missing -> newBucket(missing.limit()));
  }

  private static Bucket newBucket(RateLimit limit) {
    return Bucket.builder()
        .addLimit(
            Bandwidth.builder()
                .capacity(limit.max())
                .refillGreedy(limit.max(), Duration.ofMillis(limit.windowMillis()))
                .build())
        .build();
  }

  private static long ceilSeconds(long nanos) {
    return (nanos + NANOS_PER_SECOND - 1) / NANOS_PER_SECOND;
  }
}
