package dev.banata.keycloak.organization;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** What callers send about organizations; each record is named as its schema. */
final class OrganizationRequests {

  private OrganizationRequests() {}

  record ListOrganizationsRequest(Integer limit, String before, String after, String order) {}

  record OrganizationRequest(String organizationId, String organizationSlug) {}

  /** Read as JSON, because null is another thing than nothing. */
  record CreateOrganizationRequest(
      String name,
      String slug,
      JsonNode logo,
      JsonNode metadata,
      Boolean requireMfa,
      Boolean ssoEnforced,
      JsonNode allowedEmailDomains,
      JsonNode maxMembers,
      Boolean keepCurrentActiveOrganization) {}

  record UpdateOrganizationRequest(String organizationId, JsonNode data) {}

  record DeleteOrganizationRequest(String organizationId, String organizationSlug) {}

  record CheckSlugRequest(String slug) {}

  record ListMembersRequest(
      String organizationId, String role, Integer limit, String before, String after) {}

  record AddMemberRequest(
      String organizationId,
      String userId,
      @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) List<String> role) {}

  record UpdateMemberRoleRequest(
      String organizationId,
      String memberId,
      String memberIdOrUserId,
      @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) List<String> role) {

    String member() {
      return memberIdOrUserId == null ? memberId : memberIdOrUserId;
    }
  }

  record RemoveMemberRequest(
      String organizationId, String memberIdOrUserId, String memberIdOrEmail) {}

  record InviteMemberRequest(
      String organizationId,
      String email,
      @JsonFormat(with = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) List<String> role,
      Boolean resend) {}

  record InvitationIdRequest(String invitationId) {}

  record ListInvitationsRequest(
      String organizationId, String status, Integer limit, String before, String after) {}

  record LeaveOrganizationRequest(String organizationId) {}

  record NoQuery() {}

  record ActiveMemberRoleQuery(String userId, String organizationId, String organizationSlug) {}

  record InvitationQuery(String id) {}

  record SetActiveOrganizationRequest(String organizationId, String organizationSlug) {}
}
