package dev.banata.keycloak.rbac;

import dev.banata.keycloak.api.Call;
import dev.banata.keycloak.api.Exchange;
import dev.banata.keycloak.api.Page.ListMetadata;
import dev.banata.keycloak.permission.Permission;
import dev.banata.keycloak.rbac.RbacRequests.CreateRoleRequest;
import dev.banata.keycloak.rbac.RbacRequests.EmptyRequest;
import dev.banata.keycloak.rbac.RbacRequests.IdRequest;
import dev.banata.keycloak.rbac.RbacRequests.UpdateRoleRequest;
import dev.banata.keycloak.rbac.RbacViews.RoleView;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.keycloak.events.admin.OperationType;

/** {@code config/roles/*} of the management API. */
public final class RolesResource {

  private static final String RESOURCE_TYPE = "ROLE";

  private final Exchange exchange;

  public RolesResource(Exchange exchange) {
    this.exchange = exchange;
  }

  /** {@code roles} is what the published client reads. */
  record RoleList(List<RoleView> roles, List<RoleView> data, ListMetadata listMetadata) {}

  record RoleResult(RoleView role) {}

  @POST
  @Path("list")
  public Response list(String body) {
    return exchange.answer(body, RolesResource::list);
  }

  @POST
  @Path("create")
  public Response create(String body) {
    return exchange.answer(body, RolesResource::create);
  }

  @POST
  @Path("update")
  public Response update(String body) {
    return exchange.answer(body, RolesResource::update);
  }

  @POST
  @Path("delete")
  public Response delete(String body) {
    return exchange.answer(body, RolesResource::delete);
  }

  private static Object list(Call call) {
    call.require(Permission.ROLE_READ);
    call.input(EmptyRequest.class);
    List<RoleView> roles =
        new Roles(call).list().stream().map(role -> RoleView.of(call.realm(), role)).toList();
    return new RoleList(roles, roles, ListMetadata.NONE);
  }

  private static Object create(Call call) {
    call.require(Permission.ROLE_CREATE);
    CreateRoleRequest request = call.input(CreateRoleRequest.class);
    RoleView role = RoleView.of(call.realm(), new Roles(call).create(request));
    record(call, OperationType.CREATE, role);
    return new RoleResult(role);
  }

  private static Object update(Call call) {
    call.require(Permission.ROLE_UPDATE);
    UpdateRoleRequest request = call.input(UpdateRoleRequest.class);
    RoleView role = RoleView.of(call.realm(), new Roles(call).update(request));
    record(call, OperationType.UPDATE, role);
    return new RoleResult(role);
  }

  private static Object delete(Call call) {
    call.require(Permission.ROLE_DELETE);
    String id = call.input(IdRequest.class).id();
    String slug = new Roles(call).delete(id).getName();
    call.record(OperationType.DELETE, RESOURCE_TYPE, "roles/" + slug, null);
    return Map.of("success", true);
  }

  private static void record(Call call, OperationType operation, RoleView role) {
    call.record(operation, RESOURCE_TYPE, "roles/" + role.slug(), role);
  }
}
