package dev.banata.keycloak.mail;

import dev.banata.keycloak.persistence.VersionedEntity;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/** A row of {@code BANATA_EMAIL_LOG}: what became of a mail. It has no readable address. */
@Entity
@Table(name = "BANATA_EMAIL_LOG")
class EmailLogEntity extends VersionedEntity {

  @Id
  @Column(name = "ID", length = 36)
  private String id;

  @Column(name = "REALM_ID", length = 36)
  private String realmId;

  @Column(name = "ADDRESS")
  private String address;

  @Column(name = "ADDRESS_HASH", length = 43)
  private String addressHash;

  @Column(name = "TEMPLATE", length = 200)
  private String template;

  @Column(name = "PROVIDER", length = 16)
  private String provider;

  @Column(name = "STATUS", length = 16)
  private String status;

  @Column(name = "MESSAGE_ID")
  private String messageId;

  @Column(name = "ERROR", length = 1000)
  private String error;

  @Column(name = "CREATED_AT")
  private long createdAt;

  protected EmailLogEntity() {}

  EmailLogEntity(String id, String realmId, String address, String addressHash, long now) {
    this.id = id;
    this.realmId = realmId;
    this.address = address;
    this.addressHash = addressHash;
    this.createdAt = now;
  }

  void settled(String ofTemplate, Report report) {
    template = cut(ofTemplate, 200);
    provider = report.provider() == null ? null : report.provider().text();
    status = report.status().text();
    messageId = cut(report.messageId(), 255);
    error = cut(report.error(), 1000);
  }

  /** What others say can be longer than a column, and have what no database takes. */
  private static String cut(String text, int max) {
    if (text == null) {
      return null;
    }
    String clean = text.replaceAll("\\p{Cntrl}", "");
    return clean.length() <= max ? clean : clean.substring(0, max);
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

  String template() {
    return template;
  }

  String provider() {
    return provider;
  }

  String status() {
    return status;
  }

  String messageId() {
    return messageId;
  }

  String error() {
    return error;
  }

  long createdAt() {
    return createdAt;
  }
}
