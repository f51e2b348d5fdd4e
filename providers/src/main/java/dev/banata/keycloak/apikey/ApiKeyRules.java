package dev.banata.keycloak.apikey;

import dev.banata.keycloak.api.Call;
import dev.banata.keycloak.api.FieldError;
import dev.banata.keycloak.api.Metadata;
import dev.banata.keycloak.api.Problem;
import dev.banata.keycloak.api.Timestamps;
import dev.banata.keycloak.permission.PermissionSet;
import dev.banata.keycloak.rbac.Catalogue;
import dev.banata.keycloak.rbac.RealmOrganizations;
import dev.banata.keycloak.rbac.UnknownPermission;
import dev.banata.keycloak.strength.Strength;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.OrganizationModel;

/** What a key may be given by the caller of one call. */
final class ApiKeyRules {

  private static final String PROJECT_ID = "projectId";

  private final Call call;

  ApiKeyRules(Call call) {
    this.call = call;
  }

  /** A caller that is limited to an organization sees and changes only that organization's keys. */
  boolean mayTouch(ApiKey key) {
    return call.caller()
        .organizationId()
        .map(organization -> organization.equals(key.organizationId()))
        .orElse(true);
  }

  PermissionSet permissions(List<String> slugs) {
    List<FieldError> errors = new ArrayList<>();
    for (int i = 0; i < slugs.size(); i++) {
      if (!isKnown(slugs.get(i))) {
        errors.add(UnknownPermission.at(i, slugs.get(i)));
      }
    }
    if (!errors.isEmpty()) {
      throw Problem.invalid(errors);
    }
    return PermissionSet.of(slugs);
  }

  private boolean isKnown(String slug) {
    if (!PermissionSet.isWellFormed(slug)) {
      return false;
    }
    String normalized = slug.replace(':', '.');
    if (normalized.equals("*")) {
      return true;
    }
    return normalized.endsWith(".*")
        ? Catalogue.isKnownResource(call.realm(), normalized.substring(0, normalized.length() - 2))
        : Catalogue.isKnown(call.realm(), normalized);
  }

  /**
   * Refuses a caller who does not cover a key of these permissions.
   *
   * @param organizationId the organization that the key is limited to; null for none
   */
  void requireCovered(PermissionSet permissions, String organizationId) {
    call.requireStrengthOf("The key", new Strength(false, permissions, organizationId));
  }

  void requireCovered(ApiKey key) {
    requireCovered(key.permissions(), key.organizationId());
  }

  /**
   * Refuses a key that would live longer, or make more calls, than the key that gives it so much.
   * An admin may give any.
   *
   * @param expiresAt milliseconds since epoch; null for never
   */
  void requireWithinOwn(Long expiresAt, RateLimit rateLimit) {
    Optional<ApiKey> own = ownKey();
    own.map(ApiKey::expiresAt)
        .filter(end -> expiresAt == null || expiresAt > end)
        .ifPresent(
            end -> {
              throw escalation(
                  "A key cannot give a later expiry than its own: set expiresAt to "
                      + Timestamps.iso(end)
                      + " or earlier.");
            });
    own.map(ApiKey::rateLimit)
        .filter(limit -> !limit.covers(rateLimit))
        .ifPresent(
            limit -> {
              throw escalation(
                  "A key cannot give a higher rate limit than its own, %d calls in %d ms: leave"
                          .formatted(limit.max(), limit.windowMillis())
                      + " rateLimitEnabled on and stay within that.");
            });
  }

  private static Problem escalation(String message) {
    return Problem.forbidden("PERMISSION_ESCALATION", message);
  }

  /** What a new key is limited to unless the request says otherwise. */
  RateLimit defaultRateLimit() {
    return ownKey()
        .map(ApiKey::rateLimit)
        .filter(own -> !own.covers(RateLimit.DEFAULT))
        .orElse(RateLimit.DEFAULT);
  }

  private Optional<ApiKey> ownKey() {
    return call.caller().isApplication()
        ? call.session().getProvider(ApiKeys.class).get(call.realm(), call.caller().id(), false)
        : Optional.empty();
  }

  String organization(String requested) {
    Optional<String> bound = call.caller().organizationId();
    if (bound.isPresent() && requested != null && !bound.get().equals(requested)) {
      throw organizationNotFound();
    }
    String organizationId = bound.orElse(requested);
    if (organizationId == null) {
      return null;
    }
    return RealmOrganizations.byId(call.session(), organizationId)
        .map(OrganizationModel::getId)
        .orElseThrow(ApiKeyRules::organizationNotFound);
  }

  private static Problem organizationNotFound() {
    return Problem.notFound(
        "ORGANIZATION_NOT_FOUND", "There is no such organization in the project.");
  }

  /** Metadata without the {@code projectId} that we add to every answer. */
  Map<String, Object> metadata(Map<String, Object> requested) {
    if (requested == null) {
      return Map.of();
    }
    Metadata.requireSmall("metadata", requested);
    Map<String, Object> metadata = new LinkedHashMap<>(requested);
    metadata.remove(PROJECT_ID);
    return metadata;
  }

  RateLimit rateLimit(RateLimit current, Boolean enabled, Integer max, Long windowMillis) {
    return new RateLimit(
        Optional.ofNullable(enabled).orElse(current.enabled()),
        Optional.ofNullable(max).orElse(current.max()),
        Optional.ofNullable(windowMillis).orElse(current.windowMillis()));
  }

  /** Milliseconds since epoch; null for never. */
  Long expiry(String expiresAt, Long expiresInSeconds) {
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
