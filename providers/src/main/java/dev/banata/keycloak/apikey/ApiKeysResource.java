package dev.banata.keycloak.apikey;

import dev.banata.keycloak.api.Call;
import dev.banata.keycloak.api.Exchange;
import dev.banata.keycloak.api.Problem;
import dev.banata.keycloak.permission.Permission;
import dev.banata.keycloak.permission.PermissionSet;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

  record CreateApiKeyRequest(
      String name,
      String prefix,
      String organizationId,
      List<String> permissions,
      String expiresAt,
      Long expiresIn,
      Map<String, Object> metadata,
      Boolean rateLimitEnabled,
      Integer rateLimitMax,
      Long rateLimitTimeWindow) {}

  record UpdateApiKeyRequest(
      String keyId,
      String name,
      Boolean enabled,
      List<String> permissions,
      String expiresAt,
      Long expiresIn,
      Map<String, Object> metadata,
      Boolean rateLimitEnabled,
      Integer rateLimitMax,
      Long rateLimitTimeWindow) {}

  record ListApiKeysQuery(String includeRevoked) {}

  record GetApiKeyQuery(String id, String includeRevoked) {}

  record DeleteApiKeyRequest(String keyId, String reason) {}

  record RotateApiKeyRequest(String keyId, Integer gracePeriodSeconds) {}

  record VerifyApiKeyRequest(String key) {}

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
    hold(call, Permission.API_KEY_CREATE);
    CreateApiKeyRequest request = call.input(CreateApiKeyRequest.class);
    ApiKeyRules rules = new ApiKeyRules(call);
    PermissionSet permissions =
        request.permissions() == null
            ? PermissionSet.all()
            : rules.permissions(request.permissions());
    NewApiKey key =
        new NewApiKey(
            request.name(),
            request.prefix(),
            permissions,
            rules.organization(request.organizationId()),
            rules.metadata(request.metadata()),
            rules.rateLimit(
                rules.defaultRateLimit(),
                request.rateLimitEnabled(),
                request.rateLimitMax(),
                request.rateLimitTimeWindow()),
            rules.expiry(request.expiresAt(), request.expiresIn()));
    rules.requireCovered(key.permissions(), key.organizationId());
    rules.requireWithinOwn(key.expiresAt(), key.rateLimit());
    ApiKeys.Issued issued = keys(call).create(call.realm(), key, call.caller().id());
    record(call, OperationType.CREATE, issued.key());
    return ApiKeyRepresentation.of(issued, call.projectId());
  }

  private static Object list(Call call) {
    call.require(Permission.API_KEY_READ);
    boolean withRevoked = Boolean.parseBoolean(call.input(ListApiKeysQuery.class).includeRevoked());
    String projectId = call.projectId();
    return keys(call).list(call.realm(), withRevoked).stream()
        .filter(key -> new ApiKeyRules(call).mayTouch(key))
        .map(key -> ApiKeyRepresentation.of(key, projectId))
        .toList();
  }

  private static Object get(Call call) {
    call.require(Permission.API_KEY_READ);
    GetApiKeyQuery query = call.input(GetApiKeyQuery.class);
    return keys(call)
        .get(call.realm(), query.id(), Boolean.parseBoolean(query.includeRevoked()))
        .filter(key -> new ApiKeyRules(call).mayTouch(key))
        .map(key -> ApiKeyRepresentation.of(key, call.projectId()))
        .orElseThrow(ApiKeysResource::notFound);
  }

  private static Object update(Call call) {
    hold(call, Permission.API_KEY_CREATE);
    UpdateApiKeyRequest request = call.input(UpdateApiKeyRequest.class);
    ApiKey updated =
        keys(call)
            .update(
                call.realm(), request.keyId(), (before, row) -> change(call, request, before, row));
    record(call, OperationType.UPDATE, updated);
    return ApiKeyRepresentation.of(updated, call.projectId());
  }

  private static void change(
      Call call, UpdateApiKeyRequest request, ApiKey before, ApiKeyEntity row) {
    ApiKeyRules rules = new ApiKeyRules(call);
    requireTouchable(rules, before);
    rules.requireCovered(before);
    PermissionSet permissions =
        request.permissions() == null
            ? before.permissions()
            : rules.permissions(request.permissions());
    rules.requireCovered(permissions, before.organizationId());
    RateLimit rateLimit =
        rules.rateLimit(
            before.rateLimit(),
            request.rateLimitEnabled(),
            request.rateLimitMax(),
            request.rateLimitTimeWindow());
    Map<String, Object> metadata =
        request.metadata() == null ? before.metadata() : rules.metadata(request.metadata());
    boolean setsExpiry =
        request.expiresAt() != null || request.expiresIn() != null || call.clears("expiresAt");
    Long expiry =
        setsExpiry ? rules.expiry(request.expiresAt(), request.expiresIn()) : before.expiresAt();
    boolean limitsChange =
        !rateLimit.equals(before.rateLimit()) || !Objects.equals(expiry, before.expiresAt());
    if (limitsChange) {
      rules.requireWithinOwn(expiry, rateLimit);
    }
    row.setName(Optional.ofNullable(request.name()).orElse(before.name()));
    row.setEnabled(Optional.ofNullable(request.enabled()).orElse(before.enabled()));
    row.setPermissions(permissions);
    row.setRateLimit(rateLimit);
    row.setMetadata(metadata);
    row.setExpiresAt(expiry);
  }

  private static Object rotate(Call call) {
    hold(call, Permission.API_KEY_CREATE);
    RotateApiKeyRequest request = call.input(RotateApiKeyRequest.class);
    ApiKeyRules rules = new ApiKeyRules(call);
    int grace = Optional.ofNullable(request.gracePeriodSeconds()).orElse(0);
    ApiKeys.Issued issued =
        keys(call)
            .rotate(
                call.realm(),
                request.keyId(),
                before -> {
                  requireTouchable(rules, before);
                  // The new secret is in the answer: the caller must not get more than they have.
                  rules.requireCovered(before);
                  rules.requireWithinOwn(before.expiresAt(), before.rateLimit());
                },
                grace);
    record(call, OperationType.UPDATE, issued.key());
    return ApiKeyRepresentation.of(issued, call.projectId());
  }

  private static Object delete(Call call) {
    hold(call, Permission.API_KEY_DELETE);
    DeleteApiKeyRequest request = call.input(DeleteApiKeyRequest.class);
    ApiKeyRules rules = new ApiKeyRules(call);
    ApiKey revoked =
        keys(call)
            .revoke(
                call.realm(),
                request.keyId(),
                before -> {
                  requireTouchable(rules, before);
                  rules.requireCovered(before);
                },
                request.reason());
    record(call, OperationType.DELETE, revoked);
    return Map.of("success", true);
  }

  private static Object verify(Call call) {
    call.require(Permission.API_KEY_READ);
    RealmModel realm = call.realm();
    String text = call.input(VerifyApiKeyRequest.class).key();
    Optional<ApiKey> own = keys(call).peek(text).filter(key -> key.realmId().equals(realm.getId()));
    if (own.filter(key -> new ApiKeyRules(call).mayTouch(key)).isEmpty()) {
      // A key of another project is as unknown as one that does not exist, and is not used up.
      return invalid(null, Verification.Failure.UNKNOWN);
    }
    Verification verification = keys(call).verify(text);
    ApiKeyRepresentation key = ApiKeyRepresentation.of(verification.key(), call.projectId());
    return verification.isValid()
        ? new VerifyResult(true, key, null)
        : invalid(key, verification.failure());
  }

  private static VerifyResult invalid(ApiKeyRepresentation key, Verification.Failure failure) {
    return new VerifyResult(false, key, new InvalidKey(failure.code(), failure.message()));
  }

  private static void requireTouchable(ApiKeyRules rules, ApiKey key) {
    if (!rules.mayTouch(key)) {
      throw notFound();
    }
  }

  /** What a key hands out, or takes away, is judged by what the key is until it is done. */
  private static void hold(Call call, Permission permission) {
    call.require(permission);
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

  private static Problem notFound() {
    return Problem.notFound("API_KEY_NOT_FOUND", "There is no such key.");
  }

  private static ApiKeys keys(Call call) {
    return call.session().getProvider(ApiKeys.class);
  }
}
