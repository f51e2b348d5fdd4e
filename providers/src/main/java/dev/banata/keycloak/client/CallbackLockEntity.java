package dev.banata.keycloak.client;

import dev.banata.keycloak.persistence.VersionedEntity;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/**
 * A row of {@code BANATA_CALLBACK_LOCK}: a write that adds callbacks holds the one of the project's
 * owner, so that of two additions at the same time the second one sees the first.
 */
@Entity
@Table(name = "BANATA_CALLBACK_LOCK")
class CallbackLockEntity extends VersionedEntity {

  /** Rows that the changelog makes. */
  static final int COUNT = 16;

  @Id
  @Column(name = "ID")
  private int id;

  protected CallbackLockEntity() {}
}
