package dev.banata.keycloak.project;

import dev.banata.keycloak.persistence.VersionedEntity;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Keeps a slug that a project had for that project: apps may still trust its issuer. */
@Entity
@Table(name = "BANATA_FORMER_SLUG")
class FormerSlugEntity extends VersionedEntity {

  @Id
  @Column(name = "SLUG")
  private String slug;

  @Column(name = "REALM_ID", length = 36)
  private String realmId;

  @Column(name = "CREATED_AT")
  private long createdAt;

  protected FormerSlugEntity() {}

  FormerSlugEntity(String slug, String realmId, long createdAt) {
    this.slug = slug;
    this.realmId = realmId;
    this.createdAt = createdAt;
  }

  String realmId() {
    return realmId;
  }
}
