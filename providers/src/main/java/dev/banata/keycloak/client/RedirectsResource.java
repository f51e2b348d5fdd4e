package dev.banata.keycloak.client;

import dev.banata.keycloak.api.Call;
import dev.banata.keycloak.api.Exchange;
import dev.banata.keycloak.api.FieldError;
import dev.banata.keycloak.api.Problem;
import dev.banata.keycloak.compat.RowLock;
import dev.banata.keycloak.permission.Permission;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.ClientModel;
import org.keycloak.representations.idm.ClientRepresentation;

/**
 * {@code config/redirects/*}: a view on the project's default client, the one whose client id is
 * the project's slug. The first save makes it.
 */
public final class RedirectsResource {

  /** Fields of a client, by what the document calls them. */
  private static final Map<String, String> NAMES =
      Map.of(
          "postLogoutRedirectUris", "signOutRedirects",
          "externalSignUpUrl", "externalSignUp",
          "invitationUrl", "userInvitation",
          "passwordResetUrl", "passwordReset",
          "clientAuthentication", "redirectUris");

  private final Exchange exchange;

  public RedirectsResource(Exchange exchange) {
    this.exchange = exchange;
  }

  record GetRedirectsRequest() {}

  record SaveRedirectsRequest(RedirectsDocument config) {}

  @POST
  @Path("get")
  public Response get(String body) {
    return exchange.answer(body, RedirectsResource::get);
  }

  @POST
  @Path("save")
  public Response save(String body) {
    return exchange.answer(body, RedirectsResource::save);
  }

  private static Object get(Call call) {
    call.require(Permission.CLIENT_READ, Permission.DASHBOARD_READ);
    call.input(GetRedirectsRequest.class);
    return defaultClient(call).map(RedirectsDocument::of).orElseGet(RedirectsDocument::none);
  }

  private static Object save(Call call) {
    call.require(Permission.CLIENT_MANAGE, Permission.DASHBOARD_MANAGE);
    RedirectsDocument document = call.input(SaveRedirectsRequest.class).config();
    String slug = call.realm().getName();
    Optional<ClientModel> before = defaultClient(call).flatMap(new RowLock(call.session())::take);
    before.ifPresent(client -> AuthClientsResource.requireStrengthOf(call, client));
    String name = before.isPresent() ? null : nameOf(call);
    AuthClientType type = before.isPresent() ? null : AuthClientType.WEB;
    ClientRepresentation representation =
        draft(call, document.toChange(slug, name, type), before.orElse(null));
    representation.getAttributes().putAll(pages(call, document));
    AuthClients clients = call.session().getProvider(AuthClients.class);
    ClientModel client =
        before
            .map(existing -> update(clients, existing, representation))
            .orElseGet(() -> clients.create(call.realm(), representation));
    // The realm's default scopes may have made a new one strong.
    AuthClientsResource.requireStrengthOf(call, client);
    RedirectsDocument saved = RedirectsDocument.of(client);
    call.record(
        before.isPresent() ? OperationType.UPDATE : OperationType.CREATE,
        ResourceType.CLIENT.name(),
        "clients/" + client.getId(),
        saved);
    return saved;
  }

  private static ClientModel update(
      AuthClients clients, ClientModel client, ClientRepresentation change) {
    clients.update(client, change);
    return client;
  }

  private static String nameOf(Call call) {
    String displayName = call.realm().getDisplayName();
    return displayName == null || displayName.isBlank() ? call.realm().getName() : displayName;
  }

  private static ClientRepresentation draft(Call call, ClientChange change, ClientModel before) {
    try {
      return new ClientDraft(call, change, before).representation();
    } catch (Problem problem) {
      if (problem.errors().isEmpty()) {
        throw problem;
      }
      throw Problem.invalid(problem.errors().stream().map(RedirectsResource::renamed).toList());
    }
  }

  private static FieldError renamed(FieldError error) {
    String[] path = error.field().split("\\.", 2);
    String field = NAMES.getOrDefault(path[0], path[0]);
    return new FieldError(
        "config." + field + (path.length > 1 ? "." + path[1] : ""), error.message(), error.code());
  }

  /** The pages that only the document has; empty, which removes the attribute, for none. */
  private static Map<String, String> pages(Call call, RedirectsDocument document) {
    Map<String, String[]> pages = new LinkedHashMap<>();
    pages.put("logoUri", new String[] {ClientAttributes.LOGO, document.logoUri()});
    pages.put("ssoSuccess", new String[] {ClientAttributes.SSO_SUCCESS, document.ssoSuccess()});
    pages.put(
        "dirSyncSuccess",
        new String[] {ClientAttributes.DIRECTORY_SUCCESS, document.dirSyncSuccess()});
    pages.put(
        "logStreamsSuccess",
        new String[] {ClientAttributes.LOG_STREAMS_SUCCESS, document.logStreamsSuccess()});
    pages.put(
        "domainVerifySuccess",
        new String[] {ClientAttributes.DOMAIN_SUCCESS, document.domainVerifySuccess()});
    ProjectRules rules = ProjectRules.of(call.session(), call.realm());
    List<FieldError> errors = new ArrayList<>();
    Map<String, String> attributes = new LinkedHashMap<>();
    pages.forEach(
        (field, page) -> {
          if (page[1] != null) {
            rules
                .page(page[1])
                .ifPresent(
                    wrong ->
                        errors.add(
                            new FieldError("config." + field, wrong.message(), wrong.code())));
          }
          attributes.put(page[0], ProjectRules.normalPage(RedirectsDocument.nullToEmpty(page[1])));
        });
    if (!errors.isEmpty()) {
      throw Problem.invalid(errors);
    }
    return attributes;
  }

  private static Optional<ClientModel> defaultClient(Call call) {
    return call.session()
        .getProvider(AuthClients.class)
        .byClientId(call.realm(), call.realm().getName());
  }
}
