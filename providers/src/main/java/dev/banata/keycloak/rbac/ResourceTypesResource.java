package dev.banata.keycloak.rbac;

import dev.banata.keycloak.api.Call;
import dev.banata.keycloak.api.Exchange;
import dev.banata.keycloak.api.Page.ListMetadata;
import dev.banata.keycloak.permission.Permission;
import dev.banata.keycloak.rbac.RbacRequests.CreateResourceTypeRequest;
import dev.banata.keycloak.rbac.RbacRequests.EmptyRequest;
import dev.banata.keycloak.rbac.RbacRequests.IdRequest;
import dev.banata.keycloak.rbac.RbacViews.ResourceTypeView;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.keycloak.events.admin.OperationType;

/** {@code config/resource-types/*} of the management API. */
public final class ResourceTypesResource {

  private static final String RESOURCE_TYPE = "RESOURCE_TYPE";

  private final Exchange exchange;

  public ResourceTypesResource(Exchange exchange) {
    this.exchange = exchange;
  }

  /** {@code resourceTypes} is upstream's name. */
  record ResourceTypeList(
      List<ResourceTypeView> resourceTypes,
      List<ResourceTypeView> data,
      ListMetadata listMetadata) {}

  record ResourceTypeResult(ResourceTypeView resourceType) {}

  @POST
  @Path("list")
  public Response list(String body) {
    return exchange.answer(body, ResourceTypesResource::list);
  }

  @POST
  @Path("create")
  public Response create(String body) {
    return exchange.answer(body, ResourceTypesResource::create);
  }

  @POST
  @Path("delete")
  public Response delete(String body) {
    return exchange.answer(body, ResourceTypesResource::delete);
  }

  private static Object list(Call call) {
    call.require(Permission.DASHBOARD_READ);
    call.input(EmptyRequest.class);
    List<ResourceTypeView> types = new ResourceTypes(call).list();
    return new ResourceTypeList(types, types, ListMetadata.NONE);
  }

  private static Object create(Call call) {
    call.require(Permission.DASHBOARD_MANAGE);
    CreateResourceTypeRequest request = call.input(CreateResourceTypeRequest.class);
    ResourceTypeView type = new ResourceTypes(call).create(request);
    call.record(OperationType.CREATE, RESOURCE_TYPE, "resource-types/" + type.slug(), type);
    return new ResourceTypeResult(type);
  }

  private static Object delete(Call call) {
    call.require(Permission.DASHBOARD_MANAGE);
    String id = call.input(IdRequest.class).id();
    ResourceTypeView type = new ResourceTypes(call).delete(id);
    call.record(OperationType.DELETE, RESOURCE_TYPE, "resource-types/" + type.slug(), null);
    return Map.of("success", true);
  }
}
