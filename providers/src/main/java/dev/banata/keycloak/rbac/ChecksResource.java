package dev.banata.keycloak.rbac;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.Call;
import dev.banata.keycloak.api.Exchange;
import dev.banata.keycloak.rbac.RbacRequests.CheckPermissionRequest;
import dev.banata.keycloak.rbac.RbacRequests.CheckPermissionsRequest;
import dev.banata.keycloak.rbac.RbacRequests.MyPermissionsRequest;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** {@code rbac/*}: what the caller or a user may do. */
public final class ChecksResource {

  private static final String ANY = "any";

  private final Exchange exchange;

  public ChecksResource(Exchange exchange) {
    this.exchange = exchange;
  }

  record GrantedPermissions(List<String> permissions) {}

  record CheckResult(boolean allowed) {}

  @POST
  @Path("my-permissions")
  public Response myPermissions(String body) {
    return exchange.answer(body, ChecksResource::myPermissions);
  }

  @POST
  @Path("check-permission")
  public Response checkPermission(String body) {
    return exchange.answer(body, ChecksResource::checkPermission);
  }

  @POST
  @Path("check-permissions")
  public Response checkPermissions(String body) {
    return exchange.answer(body, ChecksResource::checkPermissions);
  }

  private static Object myPermissions(Call call) {
    call.realm();
    MyPermissionsRequest request = call.input(MyPermissionsRequest.class);
    return new GrantedPermissions(
        subject(call, request.userId(), request.organizationId()).permissions());
  }

  private static Object checkPermission(Call call) {
    call.realm();
    CheckPermissionRequest request = call.input(CheckPermissionRequest.class);
    Subject subject = subject(call, request.userId(), request.organizationId());
    JsonNode permission = request.permission();
    return new CheckResult(
        permission.isTextual()
            ? subject.has(permission.textValue())
            : subject.hasAll(permission.valueStream().map(JsonNode::textValue).toList()));
  }

  private static Object checkPermissions(Call call) {
    call.realm();
    CheckPermissionsRequest request = call.input(CheckPermissionsRequest.class);
    Subject subject = subject(call, request.userId(), request.organizationId());
    return new CheckResult(
        ANY.equals(request.operator())
            ? subject.hasAny(request.permissions())
            : subject.hasAll(request.permissions()));
  }

  private static Subject subject(Call call, String userId, String organizationId) {
    return new Subjects(call).of(userId, organizationId);
  }
}
