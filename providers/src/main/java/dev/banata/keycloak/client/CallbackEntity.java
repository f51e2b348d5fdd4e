package dev.banata.keycloak.client;

import dev.banata.keycloak.persistence.VersionedEntity;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/**
 * A row of {@code BANATA_CALLBACK}: a redirect URI of a client, by which its use by another client
 * is found without reading any realm.
 */
@Entity
@Table(name = "BANATA_CALLBACK")
class CallbackEntity extends VersionedEntity {

  @Id
  @Column(name = "ID", length = 43)
  private String id;

  @Column(name = "REALM_ID", length = 36)
  private String realmId;

  @Column(name = "CLIENT_ID", length = 36)
  private String clientId;

  @Column(name = "OWNER_ID", length = 36)
  private String ownerId;

  @Column(name = "ENVIRONMENT", length = 16)
  private String environment;

  @Column(name = "HASH", length = 43)
  private String hash;

  @Column(name = "FAMILY", length = 43)
  private String family;

  protected CallbackEntity() {}

  CallbackEntity(String realmId, String clientId, CallbackHash callback) {
    this.id = CallbackHash.sha256(clientId + ' ' + callback.hash());
    this.realmId = realmId;
    this.clientId = clientId;
    this.hash = callback.hash();
    this.family = callback.family();
  }

  void belongTo(String newOwnerId, String newEnvironment) {
    ownerId = newOwnerId;
    environment = newEnvironment;
  }

  boolean isOf(String client) {
    return clientId.equals(client);
  }

  boolean isOfAnother(String realm, String client) {
    return realmId.equals(realm) && !isOf(client);
  }

  String id() {
    return id;
  }

  String realmId() {
    return realmId;
  }

  String clientId() {
    return clientId;
  }

  String hash() {
    return hash;
  }

  String family() {
    return family;
  }
}
