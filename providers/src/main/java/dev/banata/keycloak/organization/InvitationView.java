package dev.banata.keycloak.organization;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Set;

/**
 * An invitation on the wire; times are milliseconds since epoch. What the organization is called is
 * there only for the one who is invited.
 */
record InvitationView(
    String id,
    String organizationId,
    String email,
    String role,
    String inviterId,
    String projectId,
    String status,
    long expiresAt,
    long createdAt,
    @JsonInclude(JsonInclude.Include.NON_NULL) String organizationName,
    @JsonInclude(JsonInclude.Include.NON_NULL) String organizationSlug) {

  static InvitationView of(InvitationEntity row, InvitationStatus status, String projectId) {
    return new InvitationView(
        row.id(),
        row.organizationId(),
        row.email(),
        String.join(",", row.roles()),
        row.inviterId(),
        projectId,
        status.text(),
        row.expiresAt(),
        row.createdAt(),
        null,
        null);
  }

  /**
   * Views of several.
   *
   * @param known ids of those that Keycloak has
   */
  static List<InvitationView> of(List<InvitationEntity> rows, Set<String> known, String projectId) {
    long now = System.currentTimeMillis();
    return rows.stream()
        .map(row -> of(row, InvitationStatus.of(row, known.contains(row.id()), now), projectId))
        .toList();
  }

  InvitationView with(Organization organization) {
    return new InvitationView(
        id,
        organizationId,
        email,
        role,
        inviterId,
        projectId,
        status,
        expiresAt,
        createdAt,
        organization.name(),
        organization.model().getAlias());
  }
}
