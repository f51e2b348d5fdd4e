package dev.banata.keycloak.mail;

import dev.banata.keycloak.persistence.VersionedEntity;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code BANATA_EMAIL_KEY}: 32 random bytes of a project, in no export. */
@Entity
@Table(name = "BANATA_EMAIL_KEY")
class DataKeyEntity extends VersionedEntity {

  @Id
  @Column(name = "REALM_ID", length = 36)
  private String realmId;

  @Column(name = "DATA_KEY", length = 43)
  private String key;

  protected DataKeyEntity() {}

  DataKeyEntity(String realmId, String key) {
    this.realmId = realmId;
    this.key = key;
  }

  String key() {
    return key;
  }
}
