package dev.banata.keycloak.apikey;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.banata.keycloak.api.BoundedJson;
import dev.banata.keycloak.permission.PermissionSet;
import dev.banata.keycloak.persistence.VersionedEntity;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Arrays;
import java.util.Map;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.Nationalized;
import org.keycloak.util.JsonSerialization;

/** A row of {@code BANATA_API_KEY}. */
@DynamicUpdate
@Entity
@Table(name = "BANATA_API_KEY")
class ApiKeyEntity extends VersionedEntity {

  @Id
  @Column(name = "ID", length = 36)
  private String id;

  @Column(name = "REALM_ID", length = 36)
  private String realmId;

  @Nationalized
  @Column(name = "NAME", length = 100)
  private String name;

  @Column(name = "PREFIX", length = 32)
  private String prefix;

  @Column(name = "START_TEXT", length = 40)
  private String start;

  @Column(name = "HASH", length = 43)
  private String hash;

  @Column(name = "PREVIOUS_HASH", length = 43)
  private String previousHash;

  @Column(name = "OVERLAP_ENDS_AT")
  private Long overlapEndsAt;

  /** Slugs separated by blanks. Null, which older versions wrote, is full access. */
  @Column(name = "PERMISSIONS", length = 1_000_000)
  private String permissions;

  @Column(name = "ORGANIZATION_ID", length = 36)
  private String organizationId;

  @Nationalized
  @Column(name = "METADATA", length = 1_000_000)
  private String metadata;

  @Column(name = "RATE_LIMIT_ENABLED")
  private boolean rateLimitEnabled;

  @Column(name = "RATE_LIMIT_MAX")
  private int rateLimitMax;

  @Column(name = "RATE_LIMIT_WINDOW")
  private long rateLimitWindow;

  @Column(name = "ENABLED")
  private boolean enabled;

  @Column(name = "CREATED_BY", length = 36)
  private String createdBy;

  @Column(name = "CREATED_AT")
  private long createdAt;

  @Column(name = "UPDATED_AT")
  private long updatedAt;

  @Column(name = "EXPIRES_AT")
  private Long expiresAt;

  @Column(name = "LAST_USED_AT")
  private Long lastUsedAt;

  @Column(name = "REQUEST_COUNT")
  private long requestCount;

  @Column(name = "REVOKED_AT")
  private Long revokedAt;

  @Nationalized
  @Column(name = "REVOKED_REASON")
  private String revokedReason;

  protected ApiKeyEntity() {}

  ApiKeyEntity(String id, String realmId, String prefix, String createdBy, long now) {
    this.id = id;
    this.realmId = realmId;
    this.prefix = prefix;
    this.createdBy = createdBy;
    this.createdAt = now;
    this.updatedAt = now;
  }

  void setSecret(String newHash, String newStart) {
    hash = newHash;
    start = newStart;
  }

  void setPrevious(String oldHash, Long endsAt) {
    previousHash = oldHash;
    overlapEndsAt = endsAt;
  }

  void setOrganizationId(String newOrganizationId) {
    organizationId = newOrganizationId;
  }

  void write(KeyChange change) {
    if (change.permissions().isEmpty()) {
      // No permissions in the column are full access.
      throw new IllegalArgumentException("A key has at least one permission");
    }
    name = change.name();
    enabled = change.enabled();
    permissions = String.join(" ", change.permissions().toList());
    metadata =
        change.metadata().isEmpty() ? null : JsonSerialization.valueAsString(change.metadata());
    rateLimitEnabled = change.rateLimit().enabled();
    rateLimitMax = change.rateLimit().max();
    rateLimitWindow = change.rateLimit().windowMillis();
    expiresAt = change.expiresAt();
  }

  void revoke(long now, String reason) {
    revokedAt = now;
    revokedReason = reason;
    enabled = false;
  }

  void touch(long now) {
    updatedAt = now;
  }

  ApiKey toApiKey() {
    return new ApiKey(
        id,
        realmId,
        name,
        prefix,
        start,
        hash,
        previousHash,
        overlapEndsAt,
        permissions == null
            ? PermissionSet.all()
            : PermissionSet.of(Arrays.asList(permissions.split(" "))),
        organizationId,
        metadata == null ? Map.of() : readMetadata(),
        new RateLimit(rateLimitEnabled, rateLimitMax, rateLimitWindow),
        enabled,
        createdBy,
        createdAt,
        updatedAt,
        expiresAt,
        lastUsedAt,
        requestCount,
        revokedAt,
        revokedReason);
  }

  private Map<String, Object> readMetadata() {
    try {
      return BoundedJson.mapper().readValue(metadata, new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      // Deeper than what is read today: an earlier version took it.
      return Map.of();
    }
  }
}
