package dev.banata.keycloak.organization;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.banata.keycloak.api.BoundedJson;
import dev.banata.keycloak.persistence.VersionedEntity;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Map;
import org.hibernate.annotations.Nationalized;
import org.keycloak.util.JsonSerialization;

/**
 * A row of {@code BANATA_ORGANIZATION}: what Keycloak's organization has no room for, and the time
 * that lists of organizations are ordered by.
 */
@Entity
@Table(name = "BANATA_ORGANIZATION")
class OrganizationRowEntity extends VersionedEntity {

  @Id
  @Column(name = "ID", length = 36)
  private String id;

  @Column(name = "REALM_ID", length = 36)
  private String realmId;

  @Column(name = "LOGO", length = 2048)
  private String logo;

  @Nationalized
  @Column(name = "METADATA", length = 1_000_000)
  private String metadata;

  @Column(name = "CREATED_AT")
  private long createdAt;

  @Column(name = "UPDATED_AT")
  private long updatedAt;

  protected OrganizationRowEntity() {}

  OrganizationRowEntity(String id, String realmId, long now) {
    this.id = id;
    this.realmId = realmId;
    this.createdAt = now;
    this.updatedAt = now;
  }

  String id() {
    return id;
  }

  String realmId() {
    return realmId;
  }

  String logo() {
    return logo;
  }

  void setLogo(String newLogo) {
    logo = newLogo;
  }

  Map<String, Object> metadata() {
    try {
      return metadata == null
          ? null
          : BoundedJson.mapper().readValue(metadata, new TypeReference<>() {});
    } catch (JsonProcessingException e) {
      // Deeper than what is read today: an earlier version took it.
      return null;
    }
  }

  void setMetadata(Map<String, Object> newMetadata) {
    metadata = newMetadata == null ? null : JsonSerialization.valueAsString(newMetadata);
  }

  long createdAt() {
    return createdAt;
  }

  long updatedAt() {
    return updatedAt;
  }

  void touch(long now) {
    updatedAt = now;
  }
}
