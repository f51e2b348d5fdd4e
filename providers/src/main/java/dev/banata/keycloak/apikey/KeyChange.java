package dev.banata.keycloak.apikey;

import dev.banata.keycloak.permission.PermissionSet;
import java.util.Map;

/**
 * What a key shall be after a change.
 *
 * @param expiresAt milliseconds since epoch; null for never
 */
record KeyChange(
    String name,
    boolean enabled,
    PermissionSet permissions,
    Map<String, Object> metadata,
    RateLimit rateLimit,
    Long expiresAt) {

  /** A new key. */
  static KeyChange of(NewApiKey key) {
    return new KeyChange(
        key.name(), true, key.permissions(), key.metadata(), key.rateLimit(), key.expiresAt());
  }

  /** The key as it is, with other permissions. */
  static KeyChange of(ApiKey key, PermissionSet permissions) {
    return new KeyChange(
        key.name(), key.enabled(), permissions, key.metadata(), key.rateLimit(), key.expiresAt());
  }

  /** True if somebody who holds the key can do more by it, more often, or for a longer time. */
  boolean gains(ApiKey before) {
    return !before.rateLimit().covers(rateLimit)
        || endsAfter(before.expiresAt())
        || !before.permissions().covers(permissions)
        || (enabled && !before.enabled());
  }

  private boolean endsAfter(Long end) {
    return end != null && (expiresAt == null || expiresAt > end);
  }
}
