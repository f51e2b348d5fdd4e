package dev.banata.keycloak.client;

import dev.banata.keycloak.api.CrossOrigin;
import dev.banata.keycloak.api.Exchange;
import dev.banata.keycloak.api.Problem;
import dev.banata.keycloak.api.PublicCall;
import dev.banata.keycloak.branding.Branding;
import dev.banata.keycloak.branding.Brandings;
import dev.banata.keycloak.project.Project;
import dev.banata.keycloak.project.Projects;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;
import org.keycloak.urls.UrlType;

/**
 * {@code config/public}: what a page may know of a project before anybody has signed in. No
 * credentials, no secrets; a browser may read it from the origins of the client that it names.
 */
public final class PublicConfigResource {

  private static final int NO_CONTENT = 204;

  /** The call after a preflight has the URL of the preflight. */
  private static final Set<String> IN_QUERY = Set.of("clientId");

  private final Exchange exchange;

  public PublicConfigResource(Exchange exchange) {
    this.exchange = exchange;
  }

  record PublicConfigRequest(String clientId) {}

  record PublicProject(String name, String clientId, String logoUrl) {}

  record PublicClient(
      String clientId,
      String name,
      String type,
      List<String> enabledAuthMethods,
      String appHomepage,
      String signInEndpoint,
      String externalSignUpUrl) {

    static PublicClient of(ClientModel client) {
      ClientView view = ClientView.of(client, null);
      return new PublicClient(
          view.clientId(),
          view.name(),
          view.type(),
          view.enabledAuthMethods(),
          view.appHomepage(),
          view.signInEndpoint(),
          view.externalSignUpUrl());
    }
  }

  record PublicConfig(PublicProject project, PublicClient client, Branding branding) {}

  @POST
  @Path("")
  public Response get(String body) {
    AtomicReference<Map<String, String>> headers = new AtomicReference<>(Map.of());
    return exchange.answerPublic(
        body,
        IN_QUERY,
        call -> {
          Found found = find(call, call.input(PublicConfigRequest.class).clientId());
          headers.set(CrossOrigin.headers(call.session(), found.origins()));
          return found.toConfig(call);
        },
        headers::get);
  }

  /** A preflight has no body, so it has to name the client in the query. */
  @OPTIONS
  @Path("")
  public Response preflight() {
    AtomicReference<Map<String, String>> headers = new AtomicReference<>(Map.of());
    Response answer =
        exchange.answerPublic(
            null,
            IN_QUERY,
            call -> {
              Found found = find(call, call.input(PublicConfigRequest.class).clientId());
              headers.set(CrossOrigin.preflight(call.session(), found.origins()));
              return Map.of();
            },
            headers::get);
    return Response.fromResponse(answer).status(NO_CONTENT).entity(null).build();
  }

  /** What a call is about; both null if it names nothing. */
  private record Found(RealmModel realm, ClientModel client) {

    List<String> origins() {
      return client == null || !client.isEnabled() ? List.of() : ClientView.origins(client);
    }

    PublicConfig toConfig(PublicCall call) {
      if (realm == null) {
        return new PublicConfig(null, null, null);
      }
      Project project =
          call.session()
              .getProvider(Projects.class)
              .ofRealm(realm)
              .orElseThrow(PublicConfigResource::notFound);
      return new PublicConfig(
          new PublicProject(project.name(), project.slug(), project.logoUrl()),
          client == null ? null : PublicClient.of(client),
          Brandings.of(realm, client)
              .at(call.session().getContext().getUri(UrlType.FRONTEND).getBaseUri()));
    }
  }

  /** The client id of a project's default client is its slug, so it names the project as well. */
  private static Found find(PublicCall call, String clientId) {
    Optional<RealmModel> realm =
        call.scope().or(() -> Optional.ofNullable(clientId).flatMap(call::project));
    if (realm.isEmpty() && clientId == null) {
      return new Found(null, null);
    }
    RealmModel found =
        realm.filter(RealmModel::isEnabled).orElseThrow(PublicConfigResource::notFound);
    call.session().getContext().setRealm(found);
    String wanted = clientId == null ? found.getName() : clientId;
    Optional<ClientModel> client =
        call.session().getProvider(AuthClients.class).byClientId(found, wanted);
    if (client.isEmpty() && !wanted.equals(found.getName())) {
      throw notFound();
    }
    return new Found(found, client.orElse(null));
  }

  private static Problem notFound() {
    return Problem.notFound("PROJECT_NOT_FOUND", "There is no such project or client.");
  }
}
