package dev.banata.keycloak.organization;

import dev.banata.keycloak.api.Call;
import dev.banata.keycloak.api.Cursors;
import dev.banata.keycloak.api.Page;
import dev.banata.keycloak.api.Problem;
import dev.banata.keycloak.compat.Database;
import dev.banata.keycloak.compat.RowLock;
import dev.banata.keycloak.organization.OrganizationRequests.AddMemberRequest;
import dev.banata.keycloak.organization.OrganizationRequests.ListMembersRequest;
import dev.banata.keycloak.organization.OrganizationRequests.RemoveMemberRequest;
import dev.banata.keycloak.organization.OrganizationRequests.UpdateMemberRoleRequest;
import dev.banata.keycloak.permission.Permission;
import dev.banata.keycloak.rbac.MemberRoles;
import java.util.List;
import java.util.Optional;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.OrganizationModel;

/** The calls about members of organizations. */
final class MemberCalls {

  private MemberCalls() {}

  record MemberList(List<MemberView> data, Page.ListMetadata listMetadata) {}

  record RemovedMember(MemberView member) {}

  static List<MemberView> views(
      Call call, OrganizationModel organization, List<MemberEntity> members) {
    Database.flush(call.session());
    return MemberView.of(
        call.session(),
        call.realm(),
        call.projectId(),
        members,
        new MemberRoles(call.session(), call.realm())
            .of(organization, members.stream().map(MemberEntity::userId).toList()));
  }

  static MemberView view(Call call, OrganizationModel organization, MemberEntity member) {
    return views(call, organization, List.of(member)).get(0);
  }

  static Object list(Call call, String schemaName) {
    call.require(Permission.MEMBER_READ);
    call.requireOfAdmins(Permission.USER_READ);
    ListMembersRequest request = call.input(ListMembersRequest.class, schemaName);
    OrganizationModel organization = new OrganizationReach(call).byId(request.organizationId());
    Cursors cursors = Cursors.of(request.before(), request.after(), request.limit());
    MemberStore store = new MemberStore(call.session());
    Optional<MemberEntity> cursor = cursors.row(id -> store.byId(organization, id));
    Page<MemberEntity> page =
        cursors.page(
            store.page(
                organization,
                Optional.ofNullable(request.role()),
                cursor,
                cursors.backward(),
                cursors.limit() + 1),
            MemberEntity::id);
    return new MemberList(views(call, organization, page.items()), page.listMetadata());
  }

  static Object add(Call call) {
    call.require(Permission.MEMBER_INVITE);
    call.requireOfAdmins(Permission.USER_MANAGE);
    AddMemberRequest request = call.input(AddMemberRequest.class);
    OrganizationReach reach = new OrganizationReach(call);
    if (reach.limit().isPresent()) {
      throw Problem.forbidden(
          "PERMISSION_DENIED",
          "An organization-scoped key cannot add users; call organization/invite-member.");
    }
    OrganizationModel organization = reach.byId(request.organizationId());
    List<String> roles = RoleSelection.of(call, organization, request.role());
    MemberEntity member =
        members(call).add(organization, reach.user(request.userId()), roles, MemberSource.API);
    return recorded(call, OperationType.CREATE, view(call, organization, member));
  }

  static Object updateRole(Call call) {
    call.require(Permission.MEMBER_UPDATE_ROLE);
    call.requireOfAdmins(Permission.USER_MANAGE);
    UpdateMemberRoleRequest request = call.input(UpdateMemberRoleRequest.class);
    OrganizationModel organization = organizationOf(call, request);
    MemberEntity member = find(call, organization, request.member());
    requireCovered(call, organization, member);
    List<String> roles = RoleSelection.of(call, organization, request.role());
    MemberEntity changed = members(call).setRoles(organization, member, roles);
    return recorded(call, OperationType.UPDATE, view(call, organization, changed));
  }

  /** The one that the request or the key names, or the one that the member's id is of. */
  private static OrganizationModel organizationOf(Call call, UpdateMemberRoleRequest request) {
    OrganizationReach reach = new OrganizationReach(call);
    return reach
        .named(request.organizationId(), null)
        .or(
            () ->
                new MemberStore(call.session())
                    .organizationOf(call.realm(), request.member())
                    .map(reach::byId))
        .orElseThrow(Members::notFound);
  }

  static Object remove(Call call) {
    call.require(Permission.MEMBER_REMOVE);
    call.requireOfAdmins(Permission.USER_MANAGE);
    RemoveMemberRequest request = call.input(RemoveMemberRequest.class);
    OrganizationModel organization = new OrganizationReach(call).byId(request.organizationId());
    String named =
        request.memberIdOrUserId() == null ? request.memberIdOrEmail() : request.memberIdOrUserId();
    MemberEntity member = find(call, organization, named);
    if (member.userId().equals(call.caller().id())) {
      throw Problem.badRequest(
          "USE_LEAVE_ENDPOINT", "You cannot remove yourself; call organization/leave.");
    }
    requireCovered(call, organization, member);
    MemberView view = view(call, organization, member);
    members(call).remove(organization, member);
    return new RemovedMember(recorded(call, OperationType.DELETE, view));
  }

  private static MemberEntity find(Call call, OrganizationModel organization, String named) {
    Members members = members(call);
    return members
        .find(organization, named)
        .or(() -> members.withEmail(organization, named))
        .orElseThrow(Members::notFound);
  }

  private static void requireCovered(
      Call call, OrganizationModel organization, MemberEntity member) {
    // Nobody promotes the member between this and the change.
    RowLock.require(new RowLock(call.session()).hold(organization));
    List<String> slugs =
        new MemberRoles(call.session(), call.realm())
            .of(organization, List.of(member.userId()))
            .getOrDefault(member.userId(), List.of());
    RoleSelection.requireCovered(call, organization, slugs, "The member's role");
  }

  static MemberView recorded(Call call, OperationType operation, MemberView member) {
    call.record(
        operation,
        ResourceType.ORGANIZATION_MEMBERSHIP.name(),
        "organizations/" + member.organizationId() + "/members/" + member.userId(),
        member);
    return member;
  }

  private static Members members(Call call) {
    return new Members(call.session(), call.realm());
  }
}
