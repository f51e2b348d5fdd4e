package dev.banata.keycloak.apikey;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.banata.keycloak.api.Timestamps;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A key on the wire: the union of what the published client's type and the former server have.
 * Times are ISO-8601 in UTC with milliseconds. {@code key} is the raw text; it is set in the
 * answers of create and rotate only, and left out everywhere else.
 */
record ApiKeyRepresentation(
    String id,
    String name,
    String start,
    String prefix,
    String projectId,
    String organizationId,
    List<String> permissions,
    boolean enabled,
    boolean rateLimitEnabled,
    int rateLimitMax,
    long rateLimitTimeWindow,
    String userId,
    Map<String, Object> metadata,
    String expiresAt,
    String lastUsedAt,
    String lastRequest,
    long requestCount,
    String overlapEndsAt,
    String revokedAt,
    String revokedReason,
    String createdAt,
    String updatedAt,
    @JsonInclude(JsonInclude.Include.NON_NULL) @JsonProperty("key") String key) {

  static ApiKeyRepresentation of(ApiKey key, String projectId) {
    return of(key, projectId, null);
  }

  static ApiKeyRepresentation of(ApiKeys.Issued issued, String projectId) {
    return of(issued.key(), projectId, issued.secret().reveal());
  }

  private static ApiKeyRepresentation of(ApiKey key, String projectId, String secret) {
    Map<String, Object> metadata = new LinkedHashMap<>(key.metadata());
    metadata.put("projectId", projectId);
    Long overlap = key.isOverlapping(System.currentTimeMillis()) ? key.overlapEndsAt() : null;
    return new ApiKeyRepresentation(
        key.id(),
        key.name(),
        key.start(),
        key.prefix(),
        projectId,
        key.organizationId(),
        key.permissions().toList(),
        key.enabled(),
        key.rateLimit().enabled(),
        key.rateLimit().max(),
        key.rateLimit().windowMillis(),
        key.createdBy(),
        metadata,
        Timestamps.iso(key.expiresAt()),
        Timestamps.iso(key.lastUsedAt()),
        Timestamps.iso(key.lastUsedAt()),
        key.requestCount(),
        Timestamps.iso(overlap),
        Timestamps.iso(key.revokedAt()),
        key.revokedReason(),
        Timestamps.iso(key.createdAt()),
        Timestamps.iso(key.updatedAt()),
        secret);
  }
}
