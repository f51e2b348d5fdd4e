package dev.banata.keycloak.rbac;

import dev.banata.keycloak.api.Call;
import dev.banata.keycloak.api.Exchange;
import dev.banata.keycloak.api.Page.ListMetadata;
import dev.banata.keycloak.permission.Permission;
import dev.banata.keycloak.rbac.RbacRequests.CreatePermissionRequest;
import dev.banata.keycloak.rbac.RbacRequests.EmptyRequest;
import dev.banata.keycloak.rbac.RbacRequests.IdRequest;
import dev.banata.keycloak.rbac.RbacRequests.UpdatePermissionRequest;
import dev.banata.keycloak.rbac.RbacViews.PermissionView;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.RoleModel;

/** {@code config/permissions/*} of the management API. */
public final class PermissionsResource {

  private static final String RESOURCE_TYPE = "PERMISSION";

  private final Exchange exchange;

  public PermissionsResource(Exchange exchange) {
    this.exchange = exchange;
  }

  /** {@code permissions} is what the published client reads. */
  record PermissionList(
      List<PermissionView> permissions, List<PermissionView> data, ListMetadata listMetadata) {}

  record PermissionResult(PermissionView permission) {}

  @POST
  @Path("list")
  public Response list(String body) {
    return exchange.answer(body, PermissionsResource::list);
  }

  @POST
  @Path("create")
  public Response create(String body) {
    return exchange.answer(body, PermissionsResource::create);
  }

  @POST
  @Path("update")
  public Response update(String body) {
    return exchange.answer(body, PermissionsResource::update);
  }

  @POST
  @Path("delete")
  public Response delete(String body) {
    return exchange.answer(body, PermissionsResource::delete);
  }

  private static Object list(Call call) {
    call.require(Permission.PERMISSION_READ);
    call.input(EmptyRequest.class);
    Permissions permissions = new Permissions(call);
    List<PermissionView> views =
        permissions.list().stream()
            .map(permission -> PermissionView.of(permissions.client(), permission))
            .toList();
    return new PermissionList(views, views, ListMetadata.NONE);
  }

  private static Object create(Call call) {
    call.require(Permission.PERMISSION_CREATE);
    CreatePermissionRequest request = call.input(CreatePermissionRequest.class);
    Permissions permissions = new Permissions(call);
    return recorded(call, OperationType.CREATE, permissions, permissions.create(request));
  }

  private static Object update(Call call) {
    call.require(Permission.PERMISSION_UPDATE);
    UpdatePermissionRequest request = call.input(UpdatePermissionRequest.class);
    Permissions permissions = new Permissions(call);
    return recorded(call, OperationType.UPDATE, permissions, permissions.update(request));
  }

  private static Object delete(Call call) {
    call.require(Permission.PERMISSION_DELETE);
    String id = call.input(IdRequest.class).id();
    String slug = new Permissions(call).delete(id).getName();
    call.record(OperationType.DELETE, RESOURCE_TYPE, "permissions/" + slug, null);
    return Map.of("success", true);
  }

  private static PermissionResult recorded(
      Call call, OperationType operation, Permissions permissions, RoleModel permission) {
    PermissionView view = PermissionView.of(permissions.client(), permission);
    call.record(operation, RESOURCE_TYPE, "permissions/" + view.slug(), view);
    return new PermissionResult(view);
  }
}
