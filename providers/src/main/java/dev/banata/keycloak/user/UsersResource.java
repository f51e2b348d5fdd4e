package dev.banata.keycloak.user;

import dev.banata.keycloak.api.Call;
import dev.banata.keycloak.api.Exchange;
import dev.banata.keycloak.permission.Permission;
import dev.banata.keycloak.rbac.SuperAdmins;
import dev.banata.keycloak.user.UserChange.Clearable;
import dev.banata.keycloak.user.UserRequests.CreateUserRequest;
import dev.banata.keycloak.user.UserRequests.ListUsersRequest;
import dev.banata.keycloak.user.UserRequests.UpdateUserRequest;
import dev.banata.keycloak.user.UserRequests.UserIdRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.organization.OrganizationProvider;

/** The users of {@code admin/*} of the management API. */
public final class UsersResource {

  private final Exchange exchange;

  public UsersResource(Exchange exchange) {
    this.exchange = exchange;
  }

  record UserResult(UserView user) {}

  @POST
  @Path("list-users")
  public Response list(String body) {
    return exchange.answer(body, call -> list(call, ListUsersRequest.class.getSimpleName()));
  }

  @GET
  @Path("list-users")
  public Response listByQuery() {
    return exchange.answerQuery(call -> list(call, "ListUsersQuery"));
  }

  @POST
  @Path("get-user")
  public Response get(String body) {
    return exchange.answer(body, UsersResource::get);
  }

  @GET
  @Path("get-user")
  public Response getByQuery() {
    return exchange.answerQuery(UsersResource::get);
  }

  @POST
  @Path("create-user")
  public Response create(String body) {
    return exchange.answer(body, UsersResource::create);
  }

  @POST
  @Path("update-user")
  public Response update(String body) {
    return exchange.answer(body, UsersResource::update);
  }

  @POST
  @Path("remove-user")
  public Response remove(String body) {
    return exchange.answer(body, UsersResource::remove);
  }

  @POST
  @Path("ban-user")
  public Response ban(String body) {
    return exchange.answer(body, BanCalls::ban);
  }

  @POST
  @Path("unban-user")
  public Response unban(String body) {
    return exchange.answer(body, BanCalls::unban);
  }

  @POST
  @Path("set-role")
  public Response setRole(String body) {
    return exchange.answer(body, AccountCalls::setRole);
  }

  @POST
  @Path("set-user-password")
  public Response setPassword(String body) {
    return exchange.answer(body, AccountCalls::setPassword);
  }

  @POST
  @Path("list-user-accounts")
  public Response listAccounts(String body) {
    return exchange.answer(body, AccountCalls::list);
  }

  @POST
  @Path("list-user-sessions")
  public Response listSessions(String body) {
    return exchange.answer(body, SessionCalls::list);
  }

  @POST
  @Path("revoke-user-session")
  public Response revokeSession(String body) {
    return exchange.answer(body, SessionCalls::revoke);
  }

  @POST
  @Path("revoke-user-sessions")
  public Response revokeSessions(String body) {
    return exchange.answer(body, SessionCalls::revokeAll);
  }

  @POST
  @Path("impersonate-user")
  public Response impersonate(String body) {
    return exchange.answer(body, SessionCalls::impersonate);
  }

  @POST
  @Path("stop-impersonating")
  public Response stopImpersonating(String body) {
    return exchange.answer(body, SessionCalls::stopImpersonating);
  }

  @POST
  @Path("has-permission")
  public Response hasPermission(String body) {
    return exchange.answer(body, PermissionCheck::check);
  }

  private static Object list(Call call, String schemaName) {
    call.require(Permission.USER_READ, Permission.DASHBOARD_READ);
    return new UserList(call, call.input(ListUsersRequest.class, schemaName))
        .read(call.projectId());
  }

  private static Object get(Call call) {
    call.require(Permission.USER_READ, Permission.DASHBOARD_READ);
    UserIdRequest request = call.input(UserIdRequest.class);
    return UserView.of(new UserReach(call).visible(request.value()), call.projectId());
  }

  private static Object create(Call call) {
    call.require(Permission.USER_MANAGE, Permission.DASHBOARD_MANAGE);
    UserChange change = UserChange.of(call.input(CreateUserRequest.class));
    UserReach reach = new UserReach(call);
    List<RoleModel> roles =
        change.roles() == null ? List.of() : new UserRoles(call).resolve(change.roles());
    VerifiedEmails.require(reach.organization(), change, Optional.empty());
    UserModel user = new Accounts(call.session(), call.realm()).create(change, roles);
    reach
        .organization()
        .ifPresent(
            organization ->
                call.session()
                    .getProvider(OrganizationProvider.class)
                    .addManagedMember(organization, user));
    UserView view = UserView.of(user, call.projectId());
    record(call, OperationType.CREATE, view);
    return new UserResult(view);
  }

  private static Object update(Call call) {
    call.require(Permission.USER_MANAGE, Permission.DASHBOARD_MANAGE);
    UpdateUserRequest request = call.input(UpdateUserRequest.class);
    UserReach reach = new UserReach(call);
    UserModel user = reach.changeable(request.userId());
    Set<Clearable> cleared =
        Arrays.stream(Clearable.values())
            .filter(field -> call.clears(field.field()))
            .collect(Collectors.toSet());
    UserChange change = UserChange.of(request, cleared);
    List<RoleModel> roles =
        change.roles() == null ? null : new UserRoles(call).resolve(change.roles());
    VerifiedEmails.require(reach.organization(), change, Optional.of(user));
    new Accounts(call.session(), call.realm()).update(user, change, roles);
    UserView view = UserView.of(user, call.projectId());
    record(call, OperationType.UPDATE, view);
    return view;
  }

  private static Object remove(Call call) {
    call.require(Permission.USER_MANAGE, Permission.DASHBOARD_MANAGE);
    UserIdRequest request = call.input(UserIdRequest.class);
    UserReach reach = new UserReach(call);
    // Locks of organizations come before those of users.
    new SuperAdmins(call.session(), call.realm()).hold(reach.visible(request.value()));
    UserModel user =
        reach.changeableOther(
            request.value(), "YOU_CANNOT_REMOVE_YOURSELF", "You cannot remove yourself.");
    UserView view = UserView.of(user, call.projectId());
    new Accounts(call.session(), call.realm()).remove(user);
    record(call, OperationType.DELETE, view);
    return Map.of("success", true);
  }

  private static void record(Call call, OperationType operation, UserView user) {
    call.record(operation, ResourceType.USER.name(), "users/" + user.id(), user);
  }

  /** An event of what was done to a user that is no mere change of fields. */
  static void record(Call call, OperationType operation, UserView user, String action) {
    call.record(operation, ResourceType.USER.name(), "users/" + user.id() + "/" + action, user);
  }
}
