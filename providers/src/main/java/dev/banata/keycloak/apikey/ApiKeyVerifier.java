package dev.banata.keycloak.apikey;

import dev.banata.keycloak.apikey.Verification.Failure;
import dev.banata.keycloak.compat.LocalCache;
import dev.banata.keycloak.rbac.RealmOrganizations;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;

/**
 * Checks a presented key, in this order: format, checksum, cache, look-ups in vain of the caller's
 * address, look-up by hash, realm and organization enabled, key enabled, expiry, overlap of a
 * rotation, rate limit. Permissions are checked by the called endpoint after that. Never writes to
 * the database.
 */
final class ApiKeyVerifier {

  private final KeycloakSession session;
  private final LocalCache<ApiKey> cache;
  private final ApiKeyLimiter limiter;
  private final UnknownKeyLimiter unknown;
  private final ApiKeyUsage usage;
  private final ApiKeyMeters meters;

  ApiKeyVerifier(
      KeycloakSession session,
      LocalCache<ApiKey> cache,
      ApiKeyLimiter limiter,
      UnknownKeyLimiter unknown,
      ApiKeyUsage usage,
      ApiKeyMeters meters) {
    this.session = session;
    this.cache = cache;
    this.limiter = limiter;
    this.unknown = unknown;
    this.usage = usage;
    this.meters = meters;
  }

  /** Checks the key and counts the use. */
  Verification verify(String text) {
    Verification found = find(text);
    if (found.isValid()) {
      return verify(found.key(), text);
    }
    meters.checked(found);
    return found;
  }

  /** The same with the key that {@link #find} has found by the text. */
  Verification verify(ApiKey found, String text) {
    Verification checked = use(found, ApiKeyFormat.hash(text));
    meters.checked(checked);
    return checked;
  }

  /** The key of that text, in whatever state it is; the check of it is still to be made. */
  Verification find(String text) {
    if (!ApiKeyFormat.isWellFormed(text)) {
      return Verification.failed(null, Failure.MALFORMED);
    }
    if (!ApiKeyFormat.hasValidChecksum(text)) {
      return Verification.failed(null, Failure.WRONG_CHECKSUM);
    }
    String hash = ApiKeyFormat.hash(text);
    Optional<ApiKey> cached = cache.get(hash);
    meters.lookedUp(cached.isPresent());
    return cached.map(Verification::found).orElseGet(() -> lookUp(hash));
  }

  private Verification lookUp(String hash) {
    String address = session.getContext().getConnection().getRemoteAddr();
    long retryAfter = unknown.take(address, hash);
    if (retryAfter > 0) {
      meters.refusedLookUp();
      return Verification.tooManyUnknown(retryAfter);
    }
    ApiKey key = cache.computeIfAbsent(hash, this::load);
    if (key == null) {
      unknown.missed(hash);
      return Verification.failed(null, Failure.UNKNOWN);
    }
    unknown.found(address, hash);
    return Verification.found(key);
  }

  /** Counts a use of a key that was found, unless it is no longer good for the secret's hash. */
  Verification use(ApiKey key, String hash) {
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

  /** True if the key is good for the secret with that hash at this moment. */
  boolean isGood(ApiKey key, String hash) {
    return failureOf(key, hash, System.currentTimeMillis()) == null;
  }

  private ApiKey load(String hash) {
    return new ApiKeyStore(session).byHash(hash).orElse(null);
  }

  private Failure failureOf(ApiKey key, String hash, long now) {
    RealmModel realm = session.realms().getRealm(key.realmId());
    if (realm == null) {
      return Failure.UNKNOWN;
    }
    if (!realm.isEnabled()) {
      return Failure.PROJECT_DISABLED;
    }
    if (key.organizationId() != null && !isEnabled(realm, key.organizationId())) {
      return Failure.ORGANIZATION_DISABLED;
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

  /** From Keycloak's cache, which every node keeps up to date. */
  private boolean isEnabled(RealmModel realm, String organizationId) {
    return RealmOrganizations.byId(session, realm, organizationId)
        .filter(OrganizationModel::isEnabled)
        .isPresent();
  }
}
