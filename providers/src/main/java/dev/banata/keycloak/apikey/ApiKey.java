package dev.banata.keycloak.apikey;

import dev.banata.keycloak.permission.PermissionSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A key as it is stored: everything but its text. Times are milliseconds since epoch, null for
 * never.
 */
public record ApiKey(
    String id,
    String realmId,
    String name,
    String prefix,
    String start,
    String hash,
    String previousHash,
    Long overlapEndsAt,
    PermissionSet permissions,
    String organizationId,
    Map<String, Object> metadata,
    RateLimit rateLimit,
    boolean enabled,
    String createdBy,
    long createdAt,
    long updatedAt,
    Long expiresAt,
    Long lastUsedAt,
    long requestCount,
    Long revokedAt,
    String revokedReason) {

  boolean isExpired(long now) {
    return expiresAt != null && expiresAt <= now;
  }

  boolean isRevoked() {
    return revokedAt != null;
  }

  /** The hash of the present or the former secret that has this fingerprint. */
  Optional<String> hashOf(String fingerprint) {
    return Stream.of(hash, previousHash)
        .filter(Objects::nonNull)
        .filter(each -> fingerprint(each).equals(fingerprint))
        .findFirst();
  }

  /** Tells in a token which secret it comes from, and nothing of the hash that is stored. */
  static String fingerprint(String hash) {
    return ApiKeyFormat.hash(hash);
  }

  /** True while the secret before the last rotation still works. */
  boolean isOverlapping(long now) {
    return overlapEndsAt != null && overlapEndsAt > now;
  }
}
