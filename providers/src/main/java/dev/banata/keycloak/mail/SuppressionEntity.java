package dev.banata.keycloak.mail;

import dev.banata.keycloak.persistence.VersionedEntity;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code BANATA_EMAIL_SUPPRESSION}: an address that a project sends no mails to. */
@Entity
@Table(name = "BANATA_EMAIL_SUPPRESSION")
class SuppressionEntity extends VersionedEntity {

  @Id
  @Column(name = "ID", length = 36)
  private String id;

  @Column(name = "REALM_ID", length = 36)
  private String realmId;

  @Column(name = "ADDRESS")
  private String address;

  @Column(name = "ADDRESS_HASH", length = 43)
  private String addressHash;

  /** Id of the provider that told; null for one that was added by hand. */
  @Column(name = "PROVIDER", length = 16)
  private String provider;

  @Column(name = "REASON", length = 1000)
  private String reason;

  @Column(name = "CREATED_AT")
  private long createdAt;

  protected SuppressionEntity() {}

  SuppressionEntity(String id, String realmId, String address, String addressHash, long now) {
    this.id = id;
    this.realmId = realmId;
    this.address = address;
    this.addressHash = addressHash;
    this.createdAt = now;
  }

  void because(ProviderId told, String why) {
    provider = told == null ? null : told.text();
    reason = why;
  }

  String id() {
    return id;
  }

  String realmId() {
    return realmId;
  }

  String address() {
    return address;
  }

  String provider() {
    return provider;
  }

  String reason() {
    return reason;
  }

  long createdAt() {
    return createdAt;
  }
}
