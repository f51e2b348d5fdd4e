package dev.banata.keycloak.organization;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/**
 * An organization on the wire; times are milliseconds since epoch. Members and invitations are
 * there in some answers only.
 */
record OrganizationView(
    String id,
    String projectId,
    String name,
    String slug,
    String logo,
    Map<String, Object> metadata,
    boolean requireMfa,
    boolean ssoEnforced,
    List<String> allowedEmailDomains,
    Integer maxMembers,
    long createdAt,
    long updatedAt,
    @JsonInclude(JsonInclude.Include.NON_NULL) List<MemberView> members,
    @JsonInclude(JsonInclude.Include.NON_NULL) List<InvitationView> invitations) {

  static OrganizationView of(Organization organization, String projectId) {
    return of(organization, projectId, null, null);
  }

  static OrganizationView of(
      Organization organization,
      String projectId,
      List<MemberView> members,
      List<InvitationView> invitations) {
    OrganizationRowEntity row = organization.row();
    OrganizationPolicy policy = organization.policy();
    return new OrganizationView(
        organization.model().getId(),
        projectId,
        organization.name(),
        organization.model().getAlias(),
        row.logo(),
        row.metadata(),
        policy.requireMfa(),
        policy.ssoEnforced(),
        policy.allowedEmailDomains(),
        policy.maxMembers(),
        row.createdAt(),
        row.updatedAt(),
        members,
        invitations);
  }
}
