package dev.banata.keycloak.apikey;

import dev.banata.keycloak.api.Call;
import dev.banata.keycloak.api.Metadata;
import dev.banata.keycloak.api.Problem;
import dev.banata.keycloak.apikey.ApiKeyRequests.CreateApiKeyRequest;
import dev.banata.keycloak.apikey.ApiKeyRequests.UpdateApiKeyRequest;
import dev.banata.keycloak.permission.PermissionSet;
import dev.banata.keycloak.rbac.KnownPermissions;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a request makes of a key, as far as its caller may hand that out. */
final class ApiKeyChanges {

  private static final String PROJECT_ID = "projectId";

  private final Call call;
  private final ApiKeyScope scope;
  private final ApiKeyStrength strength;

  ApiKeyChanges(Call call) {
    this.call = call;
    this.scope = new ApiKeyScope(call);
    this.strength = new ApiKeyStrength(call);
  }

  /**
   * The permissions that a request names, which nobody renames or removes until the transaction
   * ends. To be asked for before keys are locked.
   *
   * @param requested null if the request names none
   * @throws Problem 422 for those that the project does not have
   */
  Optional<PermissionSet> holdPermissions(List<String> requested) {
    return Optional.ofNullable(requested)
        .map(slugs -> KnownPermissions.hold(call.session(), call.realm()).require(slugs));
  }

  /**
   * @throws Problem 403 for a key that is stronger than the caller, 422 for what no key can be
   */
  NewApiKey toNewKey(
      CreateApiKeyRequest request, PermissionSet permissions, String organizationId) {
    NewApiKey key =
        new NewApiKey(
            request.name(),
            request.prefix(),
            permissions,
            organizationId,
            metadata(request.metadata()),
            strength
                .defaultRateLimit()
                .with(
                    request.rateLimitEnabled(),
                    request.rateLimitMax(),
                    request.rateLimitTimeWindow()),
            expiry(request.expiresAt(), request.expiresIn()));
    strength.requireCovered(key.permissions(), key.organizationId());
    strength.requireWithinOwn(key.expiresAt(), key.rateLimit());
    return key;
  }

  /**
   * @param permissions those after the change
   * @param before the key while nobody else changes it
   * @throws Problem 403 for a key that is, or would be, stronger than the caller, 404 for one that
   *     they do not see, 422 for what no key can be
   */
  KeyChange toChange(UpdateApiKeyRequest request, PermissionSet permissions, ApiKey before) {
    scope.requireTouchable(before);
    strength.requireCovered(before);
    boolean setsExpiry =
        request.expiresAt() != null || request.expiresIn() != null || call.clears("expiresAt");
    KeyChange change =
        new KeyChange(
            Optional.ofNullable(request.name()).orElse(before.name()),
            Optional.ofNullable(request.enabled()).orElse(before.enabled()),
            permissions,
            request.metadata() == null ? before.metadata() : metadata(request.metadata()),
            before
                .rateLimit()
                .with(
                    request.rateLimitEnabled(),
                    request.rateLimitMax(),
                    request.rateLimitTimeWindow()),
            setsExpiry ? expiry(request.expiresAt(), request.expiresIn()) : before.expiresAt());
    strength.requireCovered(change.permissions(), before.organizationId());
    if (change.gains(before)) {
      strength.requireWithinOwn(change.expiresAt(), change.rateLimit());
    }
    return change;
  }

  /** Metadata without the {@code projectId} that we add to every answer. */
  private static Map<String, Object> metadata(Map<String, Object> requested) {
    if (requested == null) {
      return Map.of();
    }
    Metadata.requireSmall("metadata", requested);
    Map<String, Object> metadata = new LinkedHashMap<>(requested);
    metadata.remove(PROJECT_ID);
    return metadata;
  }

  /** Milliseconds since epoch; null for never. */
  private static Long expiry(String expiresAt, Long expiresInSeconds) {
    if (expiresAt != null && expiresInSeconds != null) {
      throw Problem.invalid("expiresIn", "must not be given together with expiresAt", "conflict");
    }
    long now = System.currentTimeMillis();
    if (expiresInSeconds != null) {
      return now + expiresInSeconds * 1000L;
    }
    if (expiresAt == null) {
      return null;
    }
    long millis = parse(expiresAt);
    if (millis <= now) {
      throw Problem.invalid("expiresAt", "must be in the future", "future");
    }
    return millis;
  }

  private static long parse(String iso) {
    try {
      return OffsetDateTime.parse(iso).toInstant().toEpochMilli();
    } catch (DateTimeParseException | ArithmeticException e) {
      throw Problem.invalid("expiresAt", "must be a time of ISO 8601 with its offset", "format");
    }
  }
}
