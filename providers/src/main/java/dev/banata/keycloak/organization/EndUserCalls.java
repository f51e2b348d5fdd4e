package dev.banata.keycloak.organization;

import dev.banata.keycloak.api.Call;
import dev.banata.keycloak.api.EndUser;
import dev.banata.keycloak.api.Problem;
import dev.banata.keycloak.organization.OrganizationRequests.ActiveMemberRoleQuery;
import dev.banata.keycloak.organization.OrganizationRequests.InvitationIdRequest;
import dev.banata.keycloak.organization.OrganizationRequests.InvitationQuery;
import dev.banata.keycloak.organization.OrganizationRequests.LeaveOrganizationRequest;
import dev.banata.keycloak.organization.OrganizationRequests.NoQuery;
import dev.banata.keycloak.organization.OrganizationRequests.SetActiveOrganizationRequest;
import dev.banata.keycloak.permission.Permission;
import dev.banata.keycloak.rbac.ActiveOrganization;
import dev.banata.keycloak.rbac.MemberRoles;
import dev.banata.keycloak.rbac.UserSubject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.UserModel;

/** What end users do with their own memberships and invitations, by their own access tokens. */
final class EndUserCalls {

  private final Call call;
  private final EndUser caller;
  private final Organizations organizations;
  private final Members members;
  private final Invitations invitations;
  private final ActiveOrganization active;

  EndUserCalls(Call call) {
    this.call = call;
    this.caller = call.endUser();
    this.organizations = new Organizations(call.session(), call.realm());
    this.members = new Members(call.session(), call.realm());
    this.invitations = new Invitations(call.session(), call.realm());
    this.active = new ActiveOrganization(call.session());
  }

  record Answered(InvitationView invitation, MemberView member) {}

  /** An organization that the user is a member of; all others are unknown to them. */
  private OrganizationModel own(String id, String slug) {
    if (id == null && slug == null) {
      return active
          .of(caller.session())
          .orElseThrow(
              () ->
                  Problem.badRequest(
                      "NO_ACTIVE_ORGANIZATION", "Name an organization, or set an active one."));
    }
    Optional<OrganizationModel> named =
        id == null ? organizations.bySlug(slug) : organizations.byId(id);
    return named
        .filter(OrganizationModel::isEnabled)
        .filter(organization -> organization.isMember(caller.user()))
        .orElseThrow(OrganizationReach::notFound);
  }

  Object leave() {
    OrganizationModel organization =
        own(call.input(LeaveOrganizationRequest.class).organizationId(), null);
    MemberEntity member = members.of(organization, caller.user()).orElseThrow(Members::notFound);
    MemberView view = MemberCalls.view(call, organization, member);
    boolean wasActive = active.of(caller.session()).filter(organization::equals).isPresent();
    members.remove(organization, member);
    if (wasActive) {
      active.clear(caller.session());
    }
    return MemberCalls.recorded(call, OperationType.DELETE, view);
  }

  Object activeMember() {
    call.input(NoQuery.class);
    OrganizationModel organization = own(null, null);
    return MemberCalls.view(
        call, organization, members.of(organization, caller.user()).orElseThrow(Members::notFound));
  }

  Object role() {
    ActiveMemberRoleQuery query = call.input(ActiveMemberRoleQuery.class);
    OrganizationModel organization = own(query.organizationId(), query.organizationSlug());
    MemberRoles roles = new MemberRoles(call.session(), call.realm());
    UserModel user = caller.user();
    if (query.userId() != null && !query.userId().equals(user.getId())) {
      requireMemberRead(organization);
      user =
          Optional.ofNullable(call.session().users().getUserById(call.realm(), query.userId()))
              .filter(organization::isMember)
              .orElseThrow(Members::notFound);
    }
    return Map.of("role", String.join(",", roles.of(organization, user)));
  }

  /** By the user's roles in the organization: none of the project counts here. */
  private void requireMemberRead(OrganizationModel organization) {
    String wanted = Permission.MEMBER_READ.slug();
    if (!UserSubject.inOrganization(call.session(), call.realm(), organization, caller.user())
        .has(wanted)) {
      throw Problem.forbidden("PERMISSION_DENIED", "This needs the permission " + wanted + ".");
    }
  }

  Object setActive() {
    SetActiveOrganizationRequest request = call.input(SetActiveOrganizationRequest.class);
    if (request.organizationId() == null && request.organizationSlug() == null) {
      active.clear(caller.session());
      return null;
    }
    OrganizationModel organization = own(request.organizationId(), request.organizationSlug());
    active.set(caller.session(), organization);
    return OrganizationView.of(organizations.of(organization), call.projectId());
  }

  Object accept() {
    InvitationEntity invitation = mine(call.input(InvitationIdRequest.class).invitationId());
    OrganizationModel organization = organization(invitation);
    Invitations.Accepted accepted = invitations.accept(organization, invitation, caller.user());
    active.set(caller.session(), organization);
    MemberView member = MemberCalls.view(call, organization, accepted.member());
    MemberCalls.recorded(call, OperationType.CREATE, member);
    return new Answered(view(invitation, InvitationStatus.ACCEPTED), member);
  }

  Object reject() {
    InvitationEntity invitation = mine(call.input(InvitationIdRequest.class).invitationId());
    invitations.reject(organization(invitation), invitation, caller.user());
    InvitationView view = view(invitation, InvitationStatus.REJECTED);
    InvitationCalls.recorded(call, OperationType.UPDATE, view);
    return new Answered(view, null);
  }

  Object invitation() {
    InvitationEntity invitation = mine(call.input(InvitationQuery.class).id());
    return view(invitation, invitations.status(invitation))
        .with(organizations.of(organization(invitation)));
  }

  /** None as long as the address is not verified: it may be somebody else's. */
  Object pending() {
    call.input(NoQuery.class);
    String email = Membership.normal(caller.user().getEmail());
    if (!caller.user().isEmailVerified() || email.isEmpty()) {
      return List.of();
    }
    return invitations.store().pending(call.realm(), email).stream()
        .map(
            invitation ->
                view(invitation, InvitationStatus.PENDING)
                    .with(organizations.of(organization(invitation))))
        .toList();
  }

  private InvitationEntity mine(String id) {
    return invitations.ofUser(caller.user(), id).orElseThrow(Invitations::notFound);
  }

  private OrganizationModel organization(InvitationEntity invitation) {
    return organizations.byId(invitation.organizationId()).orElseThrow(Invitations::notFound);
  }

  private InvitationView view(InvitationEntity invitation, InvitationStatus status) {
    return InvitationView.of(invitation, status, call.projectId());
  }
}
