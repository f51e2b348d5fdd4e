package dev.banata.keycloak.project;

import dev.banata.keycloak.persistence.VersionedEntity;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** Says that an admin has had the default project; it stays when the project is deleted. */
@Entity
@Table(name = "BANATA_DEFAULT_PROJECT")
class DefaultProjectEntity extends VersionedEntity {

  @Id
  @Column(name = "USER_ID", length = 36)
  private String userId;

  @Column(name = "REALM_ID", length = 36)
  private String realmId;

  @Column(name = "CREATED_AT")
  private long createdAt;

  protected DefaultProjectEntity() {}

  DefaultProjectEntity(String userId, String realmId, long createdAt) {
    this.userId = userId;
    this.realmId = realmId;
    this.createdAt = createdAt;
  }
}
