package dev.banata.keycloak.apikey;

import dev.banata.keycloak.api.Call;
import dev.banata.keycloak.api.Exchange;
import dev.banata.keycloak.apikey.ApiKeyRequests.CreateApiKeyRequest;
import dev.banata.keycloak.apikey.ApiKeyRequests.DeleteApiKeyRequest;
import dev.banata.keycloak.apikey.ApiKeyRequests.GetApiKeyQuery;
import dev.banata.keycloak.apikey.ApiKeyRequests.ListApiKeysQuery;
import dev.banata.keycloak.apikey.ApiKeyRequests.RotateApiKeyRequest;
import dev.banata.keycloak.apikey.ApiKeyRequests.UpdateApiKeyRequest;
import dev.banata.keycloak.apikey.ApiKeyRequests.VerifyApiKeyRequest;
import dev.banata.keycloak.permission.Permission;
import dev.banata.keycloak.permission.PermissionSet;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.RealmModel;

/** {@code api-key/*} of the management API. */
public final class ApiKeysResource {

  private static final String RESOURCE_TYPE = "API_KEY";

  private final Exchange exchange;

  public ApiKeysResource(Exchange exchange) {
    this.exchange = exchange;
  }

  record InvalidKey(String code, String message) {}

  record VerifyResult(boolean valid, ApiKeyRepresentation key, InvalidKey error) {}

  @POST
  @Path("create")
  public Response create(String body) {
    return exchange.answer(body, ApiKeysResource::create);
  }

  @GET
  @Path("list")
  public Response list() {
    return exchange.answerQuery(ApiKeysResource::list);
  }

  @GET
  @Path("get")
  public Response get() {
    return exchange.answerQuery(ApiKeysResource::get);
  }

  @POST
  @Path("update")
  public Response update(String body) {
    return exchange.answer(body, ApiKeysResource::update);
  }

  @POST
  @Path("rotate")
  public Response rotate(String body) {
    return exchange.answer(body, ApiKeysResource::rotate);
  }

  @POST
  @Path("delete")
  public Response delete(String body) {
    return exchange.answer(body, ApiKeysResource::delete);
  }

  @POST
  @Path("verify")
  public Response verify(String body) {
    return exchange.answer(body, ApiKeysResource::verify);
  }

  private static Object create(Call call) {
    call.require(Permission.API_KEY_CREATE);
    CreateApiKeyRequest request = call.input(CreateApiKeyRequest.class);
    ApiKeyChanges changes = new ApiKeyChanges(call);
    // Locks of the realm, its organizations and its permissions come before those of keys.
    keys(call).holdProject(call.realm());
    String organizationId = new ApiKeyScope(call).holdOrganization(request.organizationId());
    PermissionSet permissions =
        changes.holdPermissions(request.permissions()).orElseGet(PermissionSet::all);
    hold(call, Permission.API_KEY_CREATE);
    NewApiKey key = changes.toNewKey(request, permissions, organizationId);
    ApiKeys.Issued issued = keys(call).create(call.realm(), key, call.caller().id());
    record(call, OperationType.CREATE, issued.key());
    return ApiKeyRepresentation.of(issued, call.projectId());
  }

  private static Object list(Call call) {
    call.require(Permission.API_KEY_READ);
    boolean withRevoked = Boolean.parseBoolean(call.input(ListApiKeysQuery.class).includeRevoked());
    String projectId = call.projectId();
    return keys(call).list(call.realm(), withRevoked).stream()
        .filter(key -> new ApiKeyScope(call).mayTouch(key))
        .map(key -> ApiKeyRepresentation.of(key, projectId))
        .toList();
  }

  private static Object get(Call call) {
    call.require(Permission.API_KEY_READ);
    GetApiKeyQuery query = call.input(GetApiKeyQuery.class);
    return keys(call)
        .get(call.realm(), query.id(), Boolean.parseBoolean(query.includeRevoked()))
        .filter(key -> new ApiKeyScope(call).mayTouch(key))
        .map(key -> ApiKeyRepresentation.of(key, call.projectId()))
        .orElseThrow(ApiKeyScope::notFound);
  }

  private static Object update(Call call) {
    call.require(Permission.API_KEY_CREATE);
    UpdateApiKeyRequest request = call.input(UpdateApiKeyRequest.class);
    ApiKeyChanges changes = new ApiKeyChanges(call);
    Optional<PermissionSet> permissions = changes.holdPermissions(request.permissions());
    hold(call, Permission.API_KEY_CREATE, request.keyId());
    ApiKey updated =
        keys(call)
            .update(
                call.realm(),
                request.keyId(),
                before ->
                    changes.toChange(request, permissions.orElseGet(before::permissions), before));
    record(call, OperationType.UPDATE, updated);
    return ApiKeyRepresentation.of(updated, call.projectId());
  }

  private static Object rotate(Call call) {
    call.require(Permission.API_KEY_CREATE);
    RotateApiKeyRequest request = call.input(RotateApiKeyRequest.class);
    hold(call, Permission.API_KEY_CREATE, request.keyId());
    ApiKeyScope scope = new ApiKeyScope(call);
    ApiKeyStrength strength = new ApiKeyStrength(call);
    int grace = Optional.ofNullable(request.gracePeriodSeconds()).orElse(0);
    ApiKeys.Issued issued =
        keys(call)
            .rotate(
                call.realm(),
                request.keyId(),
                before -> {
                  scope.requireTouchable(before);
                  // The new secret is in the answer: the caller must not get more than they have.
                  strength.requireCovered(before);
                  strength.requireWithinOwn(before);
                },
                grace);
    record(call, OperationType.UPDATE, issued.key());
    return ApiKeyRepresentation.of(issued, call.projectId());
  }

  private static Object delete(Call call) {
    call.require(Permission.API_KEY_DELETE);
    DeleteApiKeyRequest request = call.input(DeleteApiKeyRequest.class);
    hold(call, Permission.API_KEY_DELETE, request.keyId());
    ApiKeyScope scope = new ApiKeyScope(call);
    ApiKeyStrength strength = new ApiKeyStrength(call);
    ApiKey revoked =
        keys(call)
            .revoke(
                call.realm(),
                request.keyId(),
                before -> {
                  scope.requireTouchable(before);
                  strength.requireCovered(before);
                },
                request.reason());
    record(call, OperationType.DELETE, revoked);
    return Map.of("success", true);
  }

  private static Object verify(Call call) {
    call.require(Permission.API_KEY_READ);
    RealmModel realm = call.realm();
    String text = call.input(VerifyApiKeyRequest.class).key();
    Optional<ApiKey> own =
        keys(call)
            .peek(text)
            .filter(key -> key.realmId().equals(realm.getId()))
            .filter(key -> new ApiKeyScope(call).mayTouch(key));
    if (own.isEmpty()) {
      // A key of another project is as unknown as one that does not exist, and is not used up.
      return invalid(null, Verification.Failure.UNKNOWN);
    }
    Verification verification = keys(call).verify(own.get(), text);
    ApiKeyRepresentation key = ApiKeyRepresentation.of(verification.key(), call.projectId());
    return verification.isValid()
        ? new VerifyResult(true, key, null)
        : invalid(key, verification.failure());
  }

  private static VerifyResult invalid(ApiKeyRepresentation key, Verification.Failure failure) {
    return new VerifyResult(false, key, new InvalidKey(failure.code(), failure.message()));
  }

  /**
   * What a key hands out, or takes away, is judged by what the key is until it is done. The keys
   * that the call is about are locked with the caller's, in one order.
   */
  private static void hold(Call call, Permission permission, String... about) {
    List<String> ids = new ArrayList<>(List.of(about));
    if (call.caller().isApplication()) {
      ids.add(call.caller().id());
    }
    keys(call).lock(call.realm(), ids);
    call.caller().holdCredentials();
    call.require(permission);
  }

  private static void record(Call call, OperationType operation, ApiKey key) {
    call.record(
        operation,
        RESOURCE_TYPE,
        "api-keys/" + key.id(),
        ApiKeyRepresentation.of(key, call.projectId()));
  }

  private static ApiKeys keys(Call call) {
    return call.session().getProvider(ApiKeys.class);
  }
}
