package dev.banata.keycloak.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.client.UriTable.Line;
import dev.banata.keycloak.server.Http;
import dev.banata.keycloak.server.Http.Answer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A way to write clients of one project, which keeps one client to be updated. */
abstract class WritePath {

  final TestProject project;

  WritePath(TestProject project) {
    this.project = project;
  }

  abstract Answer create(String clientId, Line line);

  abstract Answer update(Line line);

  /** True if what is not in its normal form is normalised, and not refused. */
  boolean normalises() {
    return false;
  }

  void remove(String clientId) {
    project.adminRest().delete("/clients/" + project.adminRest().idOfClient(clientId)).expect(204);
  }

  boolean exists(String clientId) {
    return all().contains(clientId);
  }

  /** Client ids and names of all clients of the project. */
  Set<String> all() {
    return clients()
        .flatMap(
            client -> Stream.of(client.path("clientId").asText(), client.path("name").asText()))
        .collect(Collectors.toSet());
  }

  final Stream<JsonNode> clients() {
    return project.adminRest().get("/clients?max=1000").expect(200).json().valueStream();
  }

  private static String field(Line line) {
    return line.kind().equals("origin") ? "webOrigins" : "redirectUris";
  }

  private static String apiField(Line line) {
    return line.kind().equals("origin") ? "trustedOrigins" : "redirectUris";
  }

  /** Our own API. */
  static final class Api extends WritePath {

    private final String web;
    private final String mobile;

    Api(TestProject project) {
      super(project);
      web = project.newClient(Map.of()).get("id").asText();
      mobile = project.newClient(Map.of("type", "mobile")).get("id").asText();
    }

    @Override
    Answer create(String clientId, Line line) {
      return project
          .http()
          .post(
              "/api/auth/banata/clients/create",
              Map.of(
                  "clientId",
                  clientId,
                  "name",
                  "Table",
                  "type",
                  line.isPrivateUse() ? "mobile" : "web",
                  apiField(line),
                  List.of(line.input())));
    }

    @Override
    Answer update(Line line) {
      return project
          .http()
          .post(
              "/api/auth/banata/clients/update",
              Map.of(
                  "id", line.isPrivateUse() ? mobile : web, apiField(line), List.of(line.input())));
    }

    @Override
    boolean normalises() {
      return true;
    }
  }

  /** Keycloak's Admin REST API, which the console calls as well. */
  static final class AdminApi extends WritePath {

    private final String id;

    AdminApi(TestProject project) {
      super(project);
      id = project.adminRest().createClient(Map.of("clientId", TestProjects.unique("kc")));
    }

    @Override
    Answer create(String clientId, Line line) {
      return project
          .adminRest()
          .post("/clients", Map.of("clientId", clientId, field(line), List.of(line.input())));
    }

    @Override
    Answer update(Line line) {
      return project.adminRest().put("/clients/" + id, Map.of(field(line), List.of(line.input())));
    }
  }

  /** The OpenID Connect dynamic client registration. */
  static final class Registration extends WritePath {

    private final Http anonymous;
    private final String initialToken;
    private final String clientId;
    private String token;

    Registration(TestProject project, Http anonymous) {
      super(project);
      this.anonymous = anonymous;
      this.initialToken =
          project
              .adminRest()
              .post("/clients-initial-access", Map.of("count", 10_000, "expiration", 3600))
              .json()
              .get("token")
              .asText();
      JsonNode client =
          register(Map.of("redirect_uris", List.of("https://registered.example/cb")))
              .expect(201)
              .json();
      clientId = client.get("client_id").asText();
      token = client.get("registration_access_token").asText();
    }

    private String path() {
      return "/realms/" + project.slug() + "/clients-registrations/openid-connect";
    }

    private Answer register(Map<String, Object> client) {
      return anonymous.bearer(initialToken).post(path(), client);
    }

    /** The server chooses the client id, so the name has to do. */
    @Override
    Answer create(String name, Line line) {
      return register(Map.of("client_name", name, "redirect_uris", List.of(line.input())));
    }

    @Override
    Answer update(Line line) {
      Map<String, Object> client = new HashMap<>();
      client.put("client_id", clientId);
      client.put("redirect_uris", List.of(line.input()));
      Answer answer = anonymous.bearer(token).send("PUT", path() + "/" + clientId, client);
      if (answer.status() == 200) {
        token = answer.json().get("registration_access_token").asText();
      }
      return answer;
    }

    @Override
    void remove(String name) {
      String id =
          clients()
              .filter(client -> client.path("name").asText().equals(name))
              .map(client -> client.get("id").asText())
              .findFirst()
              .orElseThrow();
      project.adminRest().delete("/clients/" + id).expect(204);
    }
  }

  /** The partial import, which updates by making a client anew. */
  static final class PartialImport extends WritePath {

    private final String clientId = TestProjects.unique("imported");

    PartialImport(TestProject project) {
      super(project);
      project.adminRest().createClient(Map.of("clientId", clientId));
    }

    @Override
    Answer create(String newClientId, Line line) {
      return project
          .adminRest()
          .post(
              "/partialImport",
              Map.of(
                  "ifResourceExists",
                  "OVERWRITE",
                  "clients",
                  List.of(Map.of("clientId", newClientId, field(line), List.of(line.input())))));
    }

    @Override
    Answer update(Line line) {
      return create(clientId, line);
    }
  }
}
