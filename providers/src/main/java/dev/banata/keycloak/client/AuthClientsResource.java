package dev.banata.keycloak.client;

import dev.banata.keycloak.api.Call;
import dev.banata.keycloak.api.Exchange;
import dev.banata.keycloak.api.Page;
import dev.banata.keycloak.api.Problem;
import dev.banata.keycloak.apikey.ApiKeyPrincipal;
import dev.banata.keycloak.permission.Permission;
import dev.banata.keycloak.strength.Strength;
import dev.banata.keycloak.strength.Strengths;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.ClientModel;
import org.keycloak.representations.idm.ClientRepresentation;

/** {@code clients/*} of the management API. */
public final class AuthClientsResource {

  private static final int DEFAULT_LIMIT = 50;

  private final Exchange exchange;

  public AuthClientsResource(Exchange exchange) {
    this.exchange = exchange;
  }

  record ListClientsRequest(Integer limit, String after, String before, String search) {}

  record ListViolationsRequest(Integer limit, String after) {}

  record ClientIdRequest(String id) {}

  record RotateClientSecretRequest(String id, Integer overlapSeconds) {}

  record ClientList(List<ClientView> data, Page.ListMetadata listMetadata) {}

  record ClientResult(ClientView client, String clientSecret) {}

  record BrokenRule(String field, String value, String code, String message) {}

  record ViolatingClient(String id, String clientId, String name, List<BrokenRule> violations) {}

  record ViolationList(List<ViolatingClient> data, Page.ListMetadata listMetadata) {}

  @POST
  @Path("list")
  public Response list(String body) {
    return exchange.answer(body, AuthClientsResource::list);
  }

  @POST
  @Path("get")
  public Response get(String body) {
    return exchange.answer(body, AuthClientsResource::get);
  }

  @POST
  @Path("create")
  public Response create(String body) {
    return exchange.answer(body, AuthClientsResource::create);
  }

  @POST
  @Path("update")
  public Response update(String body) {
    return exchange.answer(body, AuthClientsResource::update);
  }

  @POST
  @Path("delete")
  public Response delete(String body) {
    return exchange.answer(body, AuthClientsResource::delete);
  }

  @POST
  @Path("rotate-secret")
  public Response rotateSecret(String body) {
    return exchange.answer(body, AuthClientsResource::rotateSecret);
  }

  @POST
  @Path("violations")
  public Response violations(String body) {
    return exchange.answer(body, AuthClientsResource::violations);
  }

  private static Object list(Call call) {
    call.require(Permission.CLIENT_READ);
    ListClientsRequest request = call.input(ListClientsRequest.class);
    if (request.after() != null && request.before() != null) {
      throw Problem.invalid("before", "must not be given together with after", "conflict");
    }
    Optional<ClientModel> cursor =
        cursor(call, "after", request.after()).or(() -> cursor(call, "before", request.before()));
    Page<ClientModel> page =
        clients(call)
            .list(
                call.realm(),
                Optional.ofNullable(request.search()).filter(text -> !text.isBlank()),
                cursor,
                request.before() != null,
                Optional.ofNullable(request.limit()).orElse(DEFAULT_LIMIT));
    String projectId = call.projectId();
    Page<ClientView> views = page.map(client -> ClientView.of(client, projectId));
    return new ClientList(views.items(), views.listMetadata());
  }

  private static Optional<ClientModel> cursor(Call call, String field, String id) {
    if (id == null) {
      return Optional.empty();
    }
    return Optional.of(
        clients(call)
            .find(call.realm(), id)
            .orElseThrow(
                () ->
                    Problem.invalid(
                        field, "is not the id of a client of this project", "unknown_cursor")));
  }

  private static Object get(Call call) {
    call.require(Permission.CLIENT_READ);
    ClientModel client = existing(call, call.input(ClientIdRequest.class).id());
    return ClientView.of(client, call.projectId());
  }

  private static Object create(Call call) {
    call.require(Permission.CLIENT_MANAGE);
    ClientChange change = call.input(ClientChange.class, "CreateClientRequest");
    if (ClientRules.BUILT_IN.contains(change.clientId())
        || ApiKeyPrincipal.isReserved(change.clientId())) {
      throw Problem.invalid("clientId", "is reserved", "reserved");
    }
    ClientRepresentation representation = new ClientDraft(call, change, null).representation();
    ClientModel client = clients(call).create(call.realm(), representation);
    requireStrengthOf(call, client);
    ClientView view = ClientView.of(client, call.projectId());
    record(call, OperationType.CREATE, view);
    return new ClientResult(view, secret(client));
  }

  private static Object update(Call call) {
    call.require(Permission.CLIENT_MANAGE);
    ClientChange change = call.input(ClientChange.class, "UpdateClientRequest");
    ClientModel client = taken(call, change.id());
    requireStrengthOf(call, client);
    String before = secret(client);
    clients(call).update(client, new ClientDraft(call, change, client).representation());
    requireStrengthOf(call, client);
    ClientView view = ClientView.of(client, call.projectId());
    record(call, OperationType.UPDATE, view);
    // A client that becomes a confidential one gets its secret here.
    return new ClientResult(view, before == null ? secret(client) : null);
  }

  private static Object delete(Call call) {
    call.require(Permission.CLIENT_MANAGE);
    ClientModel client = taken(call, call.input(ClientIdRequest.class).id());
    requireStrengthOf(call, client);
    ClientView view = ClientView.of(client, call.projectId());
    clients(call).delete(client);
    record(call, OperationType.DELETE, view);
    return Map.of("success", true);
  }

  private static Object rotateSecret(Call call) {
    call.require(Permission.CLIENT_MANAGE);
    RotateClientSecretRequest request = call.input(RotateClientSecretRequest.class);
    ClientModel client = taken(call, request.id());
    requireStrengthOf(call, client);
    int overlap = Optional.ofNullable(request.overlapSeconds()).orElse(0);
    String secret = ClientSecrets.rotate(client, overlap);
    ClientView view = ClientView.of(client, call.projectId());
    record(call, OperationType.UPDATE, view);
    return new ClientResult(view, secret);
  }

  /** Looks at one page of clients, and shows those of them that break a rule. */
  private static Object violations(Call call) {
    call.require(Permission.CLIENT_READ);
    ListViolationsRequest request = call.input(ListViolationsRequest.class);
    Page<ClientModel> page =
        clients(call)
            .list(
                call.realm(),
                Optional.empty(),
                cursor(call, "after", request.after()),
                false,
                Optional.ofNullable(request.limit()).orElse(DEFAULT_LIMIT));
    ClientRules rules = new ClientRules(call.session(), call.realm());
    List<ViolatingClient> violating =
        page.items().stream()
            .map(client -> violating(client, rules.violations(client)))
            .filter(client -> !client.violations().isEmpty())
            .toList();
    return new ViolationList(violating, page.listMetadata());
  }

  private static ViolatingClient violating(ClientModel client, List<ClientViolation> violations) {
    return new ViolatingClient(
        client.getId(),
        client.getClientId(),
        Optional.ofNullable(client.getName()).orElseGet(client::getClientId),
        violations.stream()
            .map(
                each ->
                    new BrokenRule(
                        each.apiField(), each.value(), each.rule().code(), each.rule().message()))
            .toList());
  }

  private static String secret(ClientModel client) {
    return ClientAuthentication.of(client)
        .filter(ClientAuthentication.CLIENT_SECRET::equals)
        .map(secret -> client.getSecret())
        .orElse(null);
  }

  private static ClientModel existing(Call call, String id) {
    return clients(call).find(call.realm(), id).orElseThrow(AuthClientsResource::notFound);
  }

  /** The client, to be changed: what is decided by it is decided after this. */
  private static ClientModel taken(Call call, String id) {
    return clients(call).take(call.realm(), id).orElseThrow(AuthClientsResource::notFound);
  }

  private static Problem notFound() {
    return Problem.notFound("CLIENT_NOT_FOUND", "There is no such client.");
  }

  private static void record(Call call, OperationType operation, ClientView client) {
    call.record(operation, ResourceType.CLIENT.name(), "clients/" + client.id(), client);
  }

  /** A client gives the roles of its service account, and what its scope lets through. */
  static void requireStrengthOf(Call call, ClientModel client) {
    Strength strength = new Strengths(call.session()).ofClient(client);
    String why =
        strength.administers() && client.isFullScopeAllowed() ? ", which has full scope," : "";
    call.requireStrengthOf("The client " + client.getClientId() + why, strength);
  }

  private static AuthClients clients(Call call) {
    return call.session().getProvider(AuthClients.class);
  }
}
