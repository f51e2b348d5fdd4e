package dev.banata.keycloak.apikey;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.HexFormat;

/**
 * Keeps those who try out keys from loading the database: an address may look for keys that do not
 * exist only so often. A look-up takes a permit first and gives it back if the key is there. Keys
 * that were found lately need none, so that their holders do not suffer from somebody behind the
 * same address.
 */
final class UnknownKeyLimiter {

  /** Look-ups in vain that an address has at once. */
  static final int BURST = 100;

  /** Look-ups in vain that it gets back in a second. */
  static final int PER_SECOND = 20;

  private static final long MAX_ADDRESSES = 10_000;
  private static final long MAX_KNOWN = 100_000;
  private static final int IPV6_NETWORK_BYTES = 8;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final Cache<String, Bucket> buckets =
      Caffeine.newBuilder()
          .maximumSize(MAX_ADDRESSES)
          .expireAfterAccess(Duration.ofSeconds(BURST / PER_SECOND))
          .build();

  private final Cache<String, Boolean> known =
      Caffeine.newBuilder().maximumSize(MAX_KNOWN).expireAfterAccess(Duration.ofDays(1)).build();

  private final TimeMeter clock;

  UnknownKeyLimiter() {
    this(TimeMeter.SYSTEM_NANOTIME);
  }

  UnknownKeyLimiter(TimeMeter clock) {
    this.clock = clock;
  }

  /** Seconds until the address may look for the key; 0 if it may now. */
  long take(String address, String hash) {
    if (known.getIfPresent(hash) != null) {
      return 0;
    }
    ConsumptionProbe probe = bucket(address).tryConsumeAndReturnRemaining(1);
    return probe.isConsumed() ? 0 : probe.getNanosToWaitForRefill() / NANOS_PER_SECOND + 1;
  }

  void found(String address, String hash) {
    if (known.asMap().putIfAbsent(hash, true) == null) {
      bucket(address).addTokens(1);
    }
  }

  void missed(String hash) {
    known.invalidate(hash);
  }

  private Bucket bucket(String address) {
    return buckets.get(origin(address), missing -> newBucket(clock));
  }

  /** An IPv4 address as it is; the network of an IPv6 address, of which a host has all others. */
  static String origin(String address) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    try {
      // A text with a colon is never looked up in the DNS.
      byte[] bytes = InetAddress.getByName(address).getAddress();
      return bytes.length > IPV6_NETWORK_BYTES
          ? HexFormat.of().formatHex(bytes, 0, IPV6_NETWORK_BYTES)
          : HexFormat.of().formatHex(bytes);
    } catch (UnknownHostException e) {
      return address;
    }
  }

  private static Bucket newBucket(TimeMeter clock) {
    return Bucket.builder()
        .withCustomTimePrecision(clock)
        .addLimit(
            Bandwidth.builder()
                .capacity(BURST)
                .refillGreedy(PER_SECOND, Duration.ofSeconds(1))
                .build())
        .build();
  }
}
