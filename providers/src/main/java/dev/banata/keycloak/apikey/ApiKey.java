package dev.banata.keycloak.apikey;

import dev.banata.keycloak.permission.PermissionSet;
import java.util.Map;

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

  /** True while the secret before the last rotation still works. */
  boolean isOverlapping(long now) {
    return overlapEndsAt != null && overlapEndsAt > now;
  }
}
