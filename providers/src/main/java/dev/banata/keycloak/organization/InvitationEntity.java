package dev.banata.keycloak.organization;

import dev.banata.keycloak.persistence.VersionedEntity;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A row of {@code BANATA_INVITATION}: with which roles somebody was invited, by whom, and what
 * became of it. As long as it is pending, Keycloak has an invitation of the same id.
 */
@Entity
@Table(name = "BANATA_INVITATION")
class InvitationEntity extends VersionedEntity {

  @Id
  @Column(name = "ID", length = 36)
  private String id;

  @Column(name = "REALM_ID", length = 36)
  private String realmId;

  @Column(name = "ORGANIZATION_ID", length = 36)
  private String organizationId;

  @Column(name = "EMAIL")
  private String email;

  /** Slugs with commas. */
  @Column(name = "ROLES", length = 2048)
  private String roles;

  @Column(name = "INVITER_ID")
  private String inviterId;

  @Column(name = "STATUS", length = 16)
  private String status;

  @Column(name = "EXPIRES_AT")
  private long expiresAt;

  @Column(name = "CREATED_AT")
  private long createdAt;

  protected InvitationEntity() {}

  InvitationEntity(String id, String realmId, String organizationId, String email, long now) {
    this.id = id;
    this.realmId = realmId;
    this.organizationId = organizationId;
    this.email = email;
    this.status = InvitationStatus.PENDING.text();
    this.createdAt = now;
  }

  /** Renews the invitation. */
  void renew(Collection<String> newRoles, String newInviterId, long newExpiresAt) {
    roles = String.join(",", newRoles);
    inviterId = newInviterId;
    expiresAt = newExpiresAt;
  }

  void renameRole(String former, String slug) {
    roles =
        roles().stream()
            .map(role -> role.equals(former) ? slug : role)
            .collect(Collectors.joining(","));
  }

  void end(InvitationStatus newStatus) {
    status = newStatus.text();
  }

  String id() {
    return id;
  }

  String organizationId() {
    return organizationId;
  }

  String email() {
    return email;
  }

  List<String> roles() {
    return List.of(roles.split(","));
  }

  String inviterId() {
    return inviterId;
  }

  /** What is written down; see {@link InvitationStatus#of} for what it is now. */
  InvitationStatus written() {
    return InvitationStatus.ofText(status);
  }

  long expiresAt() {
    return expiresAt;
  }

  long createdAt() {
    return createdAt;
  }
}
