package dev.banata.keycloak.apikey;

import dev.banata.keycloak.apikey.Verification.Failure;
import dev.banata.keycloak.compat.LocalCache;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Checks a presented key, in this order: format, checksum, cache, look-up by hash, realm enabled,
 * key enabled, expiry, overlap of a rotation, rate limit. Permissions are checked by the called
 * endpoint after that. Never writes to the database.
 */
final class ApiKeyVerifier {

  private final KeycloakSession session;
  private final LocalCache<ApiKey> cache;
  private final ApiKeyLimiter limiter;
  private final ApiKeyUsage usage;

  ApiKeyVerifier(
      KeycloakSession session, LocalCache<ApiKey> cache, ApiKeyLimiter limiter, ApiKeyUsage usage) {
    this.session = session;
    this.cache = cache;
    this.limiter = limiter;
    this.usage = usage;
  }

  Verification verify(String text) {
    if (!ApiKeyFormat.isWellFormed(text)) {
      return Verification.failed(null, Failure.MALFORMED);
    }
    if (!ApiKeyFormat.hasValidChecksum(text)) {
      return Verification.failed(null, Failure.WRONG_CHECKSUM);
    }
    String hash = ApiKeyFormat.hash(text);
    ApiKey key = cache.computeIfAbsent(hash, this::load);
    if (key == null) {
      return Verification.failed(null, Failure.UNKNOWN);
    }
    long now = System.currentTimeMillis();
    Failure failure = failureOf(key, hash, now);
    if (failure != null) {
      return Verification.failed(key, failure);
    }
    ApiKeyLimiter.Outcome outcome = limiter.use(key.id(), key.rateLimit());
    if (!outcome.allowed()) {
      return new Verification(key, Failure.RATE_LIMITED, outcome.headers());
    }
    usage.record(key.id(), now);
    return new Verification(key, null, outcome.headers());
  }

  Optional<ApiKey> peek(String text) {
    if (!ApiKeyFormat.isWellFormed(text) || !ApiKeyFormat.hasValidChecksum(text)) {
      return Optional.empty();
    }
    return Optional.ofNullable(cache.computeIfAbsent(ApiKeyFormat.hash(text), this::load));
  }

  private ApiKey load(String hash) {
    return new ApiKeyStore(session).readByHash(hash).orElse(null);
  }

  private Failure failureOf(ApiKey key, String hash, long now) {
    RealmModel realm = session.realms().getRealm(key.realmId());
    if (realm == null) {
      return Failure.UNKNOWN;
    }
    if (!realm.isEnabled()) {
      return Failure.PROJECT_DISABLED;
    }
    if (key.isRevoked()) {
      return Failure.REVOKED;
    }
    if (!key.enabled()) {
      return Failure.DISABLED;
    }
    if (key.isExpired(now)) {
      return Failure.EXPIRED;
    }
    if (!hash.equals(key.hash()) && !key.isOverlapping(now)) {
      return Failure.ROTATED;
    }
    return null;
  }
}
