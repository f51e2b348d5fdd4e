package dev.banata.keycloak.organization;

import dev.banata.keycloak.api.Exchange;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;

/**
 * {@code organization/*}: the routes of organizations, their members and invitations, and those of
 * the end users' own calls. What they do is in the classes that they call.
 */
public final class OrganizationsResource {

  private final Exchange exchange;

  public OrganizationsResource(Exchange exchange) {
    this.exchange = exchange;
  }

  @POST
  @Path("list")
  public Response list(String body) {
    return exchange.answer(body, call -> OrganizationCalls.list(call, "ListOrganizationsRequest"));
  }

  @GET
  @Path("list")
  public Response listByQuery() {
    return exchange.answerQuery(call -> OrganizationCalls.list(call, "ListOrganizationsQuery"));
  }

  @POST
  @Path("get-full-organization")
  public Response getFull(String body) {
    return exchange.answer(body, OrganizationCalls::getFull);
  }

  @GET
  @Path("get-full-organization")
  public Response getFullByQuery() {
    return exchange.answerQuery(OrganizationCalls::getFull);
  }

  @POST
  @Path("create")
  public Response create(String body) {
    return exchange.answer(body, OrganizationCalls::create);
  }

  @POST
  @Path("update")
  public Response update(String body) {
    return exchange.answer(body, OrganizationCalls::update);
  }

  @POST
  @Path("delete")
  public Response delete(String body) {
    return exchange.answer(body, OrganizationCalls::delete);
  }

  @POST
  @Path("check-slug")
  public Response checkSlug(String body) {
    return exchange.answer(body, OrganizationCalls::checkSlug);
  }

  @POST
  @Path("list-members")
  public Response listMembers(String body) {
    return exchange.answer(body, call -> MemberCalls.list(call, "ListMembersRequest"));
  }

  @GET
  @Path("list-members")
  public Response listMembersByQuery() {
    return exchange.answerQuery(call -> MemberCalls.list(call, "ListMembersQuery"));
  }

  @POST
  @Path("add-member")
  public Response addMember(String body) {
    return exchange.answer(body, MemberCalls::add);
  }

  @POST
  @Path("update-member-role")
  public Response updateMemberRole(String body) {
    return exchange.answer(body, MemberCalls::updateRole);
  }

  @POST
  @Path("remove-member")
  public Response removeMember(String body) {
    return exchange.answer(body, MemberCalls::remove);
  }

  @POST
  @Path("invite-member")
  public Response inviteMember(String body) {
    return exchange.answer(body, InvitationCalls::invite);
  }

  @POST
  @Path("cancel-invitation")
  public Response cancelInvitation(String body) {
    return exchange.answer(body, InvitationCalls::cancel);
  }

  @POST
  @Path("list-invitations")
  public Response listInvitations(String body) {
    return exchange.answer(body, call -> InvitationCalls.list(call, "ListInvitationsRequest"));
  }

  @GET
  @Path("list-invitations")
  public Response listInvitationsByQuery() {
    return exchange.answerQuery(call -> InvitationCalls.list(call, "ListInvitationsQuery"));
  }

  @POST
  @Path("leave")
  public Response leave(String body) {
    return exchange.answerUser(body, call -> new EndUserCalls(call).leave());
  }

  @GET
  @Path("get-active-member")
  public Response getActiveMember() {
    return exchange.answerUserQuery(call -> new EndUserCalls(call).activeMember());
  }

  @GET
  @Path("get-active-member-role")
  public Response getActiveMemberRole() {
    return exchange.answerUserQuery(call -> new EndUserCalls(call).role());
  }

  @POST
  @Path("set-active")
  public Response setActive(String body) {
    return exchange.answerUser(body, call -> new EndUserCalls(call).setActive());
  }

  @POST
  @Path("accept-invitation")
  public Response acceptInvitation(String body) {
    return exchange.answerUser(body, call -> new EndUserCalls(call).accept());
  }

  @POST
  @Path("reject-invitation")
  public Response rejectInvitation(String body) {
    return exchange.answerUser(body, call -> new EndUserCalls(call).reject());
  }

  @GET
  @Path("get-invitation")
  public Response getInvitation() {
    return exchange.answerUserQuery(call -> new EndUserCalls(call).invitation());
  }

  @GET
  @Path("list-user-invitations")
  public Response listUserInvitations() {
    return exchange.answerUserQuery(call -> new EndUserCalls(call).pending());
  }
}
