package dev.banata.keycloak.organization;

import dev.banata.keycloak.persistence.VersionedEntity;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/**
 * A row of {@code BANATA_MEMBER}: when and how a member of an organization became one, and whether
 * they ever had an address of one of its verified domains. The membership itself and its roles are
 * Keycloak's.
 */
@Entity
@Table(name = "BANATA_MEMBER")
class MemberEntity extends VersionedEntity {

  @Id
  @Column(name = "ID", length = 80)
  private String id;

  @Column(name = "REALM_ID", length = 36)
  private String realmId;

  @Column(name = "ORGANIZATION_ID", length = 36)
  private String organizationId;

  @Column(name = "USER_ID")
  private String userId;

  @Column(name = "SOURCE", length = 16)
  private String source;

  @Column(name = "BOUND")
  private boolean bound;

  @Column(name = "CREATED_AT")
  private long createdAt;

  @Column(name = "UPDATED_AT")
  private long updatedAt;

  protected MemberEntity() {}

  MemberEntity(
      String id,
      String realmId,
      String organizationId,
      String userId,
      String source,
      boolean bound,
      long now) {
    this.id = id;
    this.realmId = realmId;
    this.organizationId = organizationId;
    this.userId = userId;
    this.source = source;
    this.bound = bound;
    this.createdAt = now;
    this.updatedAt = now;
  }

  String id() {
    return id;
  }

  String organizationId() {
    return organizationId;
  }

  String userId() {
    return userId;
  }

  String source() {
    return source;
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
