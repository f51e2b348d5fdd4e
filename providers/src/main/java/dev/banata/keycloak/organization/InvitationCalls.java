package dev.banata.keycloak.organization;

import dev.banata.keycloak.api.Call;
import dev.banata.keycloak.api.Cursors;
import dev.banata.keycloak.api.Page;
import dev.banata.keycloak.organization.OrganizationRequests.InvitationIdRequest;
import dev.banata.keycloak.organization.OrganizationRequests.InviteMemberRequest;
import dev.banata.keycloak.organization.OrganizationRequests.ListInvitationsRequest;
import dev.banata.keycloak.permission.Permission;
import java.util.List;
import java.util.Optional;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.OrganizationModel;

/** The calls of those who invite to organizations. */
final class InvitationCalls {

  private InvitationCalls() {}

  record InvitationList(List<InvitationView> data, Page.ListMetadata listMetadata) {}

  static Object invite(Call call) {
    call.require(Permission.MEMBER_INVITE);
    InviteMemberRequest request = call.input(InviteMemberRequest.class);
    OrganizationModel organization =
        new OrganizationReach(call).required(request.organizationId(), null);
    List<String> roles = RoleSelection.of(call, organization, request.role());
    InvitationEntity invitation =
        invitations(call)
            .invite(
                organization,
                Membership.normal(request.email()),
                roles,
                call.caller().id(),
                Boolean.TRUE.equals(request.resend()));
    return recorded(
        call,
        OperationType.CREATE,
        InvitationView.of(invitation, InvitationStatus.PENDING, call.projectId()));
  }

  static Object cancel(Call call) {
    call.require(Permission.MEMBER_INVITE);
    InvitationIdRequest request = call.input(InvitationIdRequest.class);
    OrganizationReach reach = new OrganizationReach(call);
    Invitations invitations = invitations(call);
    InvitationEntity invitation =
        invitations
            .store()
            .byId(call.realm(), request.invitationId())
            .filter(row -> reach.limit().map(row.organizationId()::equals).orElse(true))
            .orElseThrow(Invitations::notFound);
    OrganizationModel organization = reach.byId(invitation.organizationId());
    invitations.revoke(
        organization,
        invitation,
        roles -> RoleSelection.requireCovered(call, organization, roles, "The invitation"));
    return recorded(
        call,
        OperationType.DELETE,
        InvitationView.of(invitation, InvitationStatus.REVOKED, call.projectId()));
  }

  static Object list(Call call, String schemaName) {
    call.require(Permission.MEMBER_INVITE);
    ListInvitationsRequest request = call.input(ListInvitationsRequest.class, schemaName);
    OrganizationModel organization = new OrganizationReach(call).byId(request.organizationId());
    Cursors cursors = Cursors.of(request.before(), request.after(), request.limit());
    InvitationStore store = new InvitationStore(call.session());
    Optional<InvitationEntity> cursor =
        cursors.row(
            id ->
                store
                    .byId(call.realm(), id)
                    .filter(row -> row.organizationId().equals(organization.getId())));
    Page<InvitationEntity> page =
        cursors.page(
            store.page(
                organization,
                Optional.ofNullable(request.status()).map(InvitationStatus::ofText),
                cursor,
                cursors.backward(),
                cursors.limit() + 1),
            InvitationEntity::id);
    List<InvitationView> views =
        InvitationView.of(
            page.items(),
            store.known(page.items().stream().map(InvitationEntity::id).toList()),
            call.projectId());
    return new InvitationList(views, page.listMetadata());
  }

  static InvitationView recorded(Call call, OperationType operation, InvitationView invitation) {
    call.record(
        operation,
        ResourceType.ORGANIZATION_MEMBERSHIP.name(),
        "organizations/" + invitation.organizationId() + "/invitations/" + invitation.id(),
        invitation);
    return invitation;
  }

  private static Invitations invitations(Call call) {
    return new Invitations(call.session(), call.realm());
  }
}
