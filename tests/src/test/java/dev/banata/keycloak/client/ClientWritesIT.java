package dev.banata.keycloak.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.Parallel;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.client.UriTable.Line;
import dev.banata.keycloak.server.Http.Answer;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules hold on every path that writes clients. */
@Tag("diagonal")
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ClientWritesIT {

  private static final String CLIENTS = "/api/auth/banata/clients/";

  private static final Line HTTPS =
      new Line("redirect", "https://elsewhere.example/", "=https://elsewhere.example/");
  private static final Line PRIVATE_USE =
      new Line("redirect", "com.elsewhere.app:/", "=com.elsewhere.app:/");

  private TestProjects projects;
  private TestProject project;

  @BeforeAll
  void makeProject(TestServer server) {
    projects = new TestProjects(server);
    project = projects.create();
  }

  private WritePath open(String path) {
    TestProject own = projects.create();
    return switch (path) {
      case "api" -> new WritePath.Api(own);
      case "admin" -> new WritePath.AdminApi(own);
      case "registration" -> new WritePath.Registration(own, projects.anonymous());
      default -> new WritePath.PartialImport(own);
    };
  }

  @ParameterizedTest
  @Tag("once")
  @ValueSource(strings = {"api", "admin", "registration", "import"})
  void theWholeTableHoldsOnCreationAndUpdate(String name) {
    WritePath path = open(name);
    List<Line> table = new ArrayList<>(UriTable.of("redirect"));
    if (!name.equals("registration")) {
      table.addAll(UriTable.of("origin"));
    }
    List<String> wrong = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    int checked = 0;
    for (Line line : table) {
      if (path.normalises() ? line.input().indexOf(0) >= 0 : isKeycloaksOwn(line.input())) {
        continue;
      }
      checked++;
      boolean accepted = path.normalises() ? line.isAccepted() : line.isNormal();
      String clientId = TestProjects.unique("t");
      Answer created = path.create(clientId, line);
      check(accepted, path, line, created, wrong);
      if (created.status() < 300) {
        path.remove(clientId);
      } else {
        refused.add(clientId);
      }
      check(accepted, path, line, path.update(line), wrong);
      if (accepted && line.kind().equals("redirect")) {
        // So that the next one is not its callback.
        path.update(line.isPrivateUse() ? PRIVATE_USE : HTTPS);
      }
    }

    assertThat(wrong).isEmpty();
    assertThat(path.all()).doesNotContainAnyElementsOf(refused);
    assertThat(checked).isGreaterThan(300);
  }

  /** Keycloak leaves out blank values before anybody can judge them, and knows a plus. */
  private static boolean isKeycloaksOwn(String input) {
    return input.isBlank() || input.equals("+");
  }

  private static void check(
      boolean accepted, WritePath path, Line line, Answer answer, List<String> wrong) {
    boolean ok = answer.status() >= 200 && answer.status() < 300;
    int refusal = path.normalises() ? 422 : 400;
    if (accepted ? !ok : answer.status() != refusal) {
      wrong.add(line + " -> " + answer);
    }
    if (!accepted && path.normalises() && !answer.body().contains(line.outcome())) {
      // The length is judged before all else.
      if (!List.of("empty", "too_long").contains(line.outcome())) {
        wrong.add(line + " without its code -> " + answer);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"admin", "registration", "import"})
  void aRefusalSaysWhatIsWrongAndLeavesNothing(String name) {
    WritePath path = open(name);
    Line line = new Line("redirect", "https://app.example.com/*", "wildcard");

    Answer created = path.create("refused-client", line);
    Answer updated = path.update(line);

    for (Answer answer : List.of(created, updated)) {
      assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
      assertThat(answer.json().get("error").asText()).isEqualTo("invalid_redirect_uri");
      assertThat(answer.json().get("error_description").asText())
          .contains("redirectUris", "https://app.example.com/*", "wildcards");
    }
    assertThat(path.exists("refused-client")).isFalse();
  }

  @Test
  void aRealmIsNotImportedWithAClientThatBreaksARule() {
    for (String uri :
        List.of("https://app.example.com/*", "http://app.example.com/cb", "/cb", "*")) {
      Answer refused = importRealm(TestProjects.unique("r"), "development", uri);

      assertThat(refused.status()).as(refused.toString()).isEqualTo(400);
      assertThat(refused.json().get("error_description").asText()).contains("redirectUris");
    }
    String slug = TestProjects.unique("r");
    Answer production = importRealm(slug, "production", "http://localhost:3000/cb");
    assertThat(production.status()).as(production.toString()).isEqualTo(400);
    assertThat(projects.admin().http().get("/admin/realms/" + slug).status()).isIn(403, 404);

    assertThat(importRealm(slug, "development", "http://localhost:3000/cb").status())
        .isEqualTo(201);
  }

  private Answer importRealm(String slug, String environment, String redirectUri) {
    Answer answer =
        projects
            .admin()
            .http()
            .post(
                "/admin/realms",
                Map.of(
                    "realm",
                    slug,
                    "enabled",
                    true,
                    "attributes",
                    Map.of("banata.environment", environment),
                    "clients",
                    List.of(Map.of("clientId", "app", "redirectUris", List.of(redirectUri)))));
    projects.admin().renewed();
    return answer;
  }

  @Test
  void otherFieldsHoldToo() {
    Map<String, Map<String, Object>> wrong =
        Map.of(
            "webOrigins", Map.of("webOrigins", List.of("*")),
            "postLogoutRedirectUris",
                Map.of(
                    "attributes",
                    Map.of(
                        "post.logout.redirect.uris", "https://a.example/x##https://a.example/*")),
            "type", Map.of("attributes", Map.of("banata.type", "nonsense")),
            "implicitFlowEnabled",
                Map.of("implicitFlowEnabled", true, "attributes", Map.of("banata.type", "web")));
    wrong.forEach(
        (field, fields) -> {
          Map<String, Object> client = new HashMap<>(fields);
          client.put("clientId", TestProjects.unique("c"));
          Answer refused = project.adminRest().post("/clients", client);

          assertThat(refused.status()).as(refused.toString()).isEqualTo(400);
          assertThat(refused.json().get("error").asText()).isEqualTo("invalid_client_metadata");
          assertThat(refused.json().get("error_description").asText()).contains(field);
        });
    project
        .adminRest()
        .createClient(
            Map.of(
                "clientId", TestProjects.unique("c"),
                "redirectUris", List.of("https://plus.example.com/cb"),
                "webOrigins", List.of("+"),
                "attributes", Map.of("post.logout.redirect.uris", "+")));
  }

  @Test
  void theServersOwnUrlsAndBuiltInClientsAreLeftAlone() {
    String console =
        projects.anonymous().get("/realms/" + project.slug()).json().get("token-service").asText();
    Answer refused =
        project
            .adminRest()
            .post(
                "/clients",
                Map.of(
                    "clientId", TestProjects.unique("c"),
                    "redirectUris", List.of(console.replaceFirst("/protocol/.*", "/account/"))));
    assertThat(refused.status()).as(refused.toString()).isEqualTo(400);
    assertThat(refused.body()).contains("server");

    String account = project.adminRest().idOfClient("account");
    project.adminRest().put("/clients/" + account, Map.of("name", "My account")).expect(204);
    projects
        .master()
        .createClient(
            Map.of(
                "clientId", TestProjects.unique("m"), "redirectUris", List.of("https://m.test/*")));
  }

  @Test
  void aClientThatBrokeARuleBeforeCanBeChangedElsewhere() {
    TestProject own = projects.create();
    String old = "http://localhost:3000/" + TestProjects.unique("cb");
    String id =
        own.adminRest().createClient(Map.of("clientId", "old", "redirectUris", List.of(old)));
    projects
        .admin()
        .http()
        .post(
            "/api/auth/banata/projects/update", Map.of("id", own.id(), "environment", "production"))
        .expect(200);

    own.adminRest().put("/clients/" + id, Map.of("name", "Renamed")).expect(204);
    own.adminRest()
        .put("/clients/" + id, Map.of("redirectUris", List.of(old, "https://app.example.com/cb")))
        .expect(204);
    Answer more =
        own.adminRest()
            .put(
                "/clients/" + id, Map.of("redirectUris", List.of(old, "http://localhost:3001/cb")));
    own.http().post(CLIENTS + "update", Map.of("id", id, "name", "Again")).expect(200);
    JsonNode report = own.http().post(CLIENTS + "violations", Map.of()).expect(200).json();

    assertThat(more.status()).isEqualTo(400);
    assertThat(more.json().get("error_description").asText())
        .contains("localhost:3001")
        .doesNotContain(old);
    assertThat(report.get("data")).hasSize(1);
    assertThat(report.at("/data/0/clientId").asText()).isEqualTo("old");
    // Keycloak itself has made its origin of it.
    assertThat(
            report.at("/data/0/violations").valueStream().map(each -> each.get("field").asText()))
        .containsExactly("redirectUris", "trustedOrigins");
    assertThat(report.at("/data/0/violations/0/code").asText()).isEqualTo("loopback");
    assertThat(report.at("/data/0/violations/0/value").asText()).isEqualTo(old);
  }

  @Test
  void productionKeepsToItsDomains() {
    TestProject own = projects.create(Map.of("environment", "production"));
    own.adminRest()
        .update(
            Map.of(
                "attributes",
                Map.of("banata.environment", "production", "banata.auth-domains", "example.com")))
        .expect(204);
    Function<String, Answer> create =
        uri ->
            own.http()
                .post(
                    CLIENTS + "create",
                    Map.of(
                        "clientId",
                        TestProjects.unique("c"),
                        "name",
                        "Test",
                        "type",
                        "web",
                        "redirectUris",
                        List.of(uri)));

    assertThat(create.apply("https://app.example.com/cb").status()).isEqualTo(200);
    Map.of(
            "https://app.example.org/cb", "foreign_host",
            "http://localhost:3000/cb", "loopback",
            "http://app.example.com/cb", "plain_http")
        .forEach(
            (uri, code) -> {
              Answer refused = create.apply(uri);
              assertThat(refused.status()).as(refused.toString()).isEqualTo(422);
              assertThat(refused.json().at("/errors/0/code").asText()).isEqualTo(code);
              assertThat(refused.json().at("/errors/0/field").asText()).isEqualTo("redirectUris.0");
            });
  }

  @Test
  void noTwoClientsOfAProjectShareACallback() {
    TestProject own = projects.create();
    own.newClient(Map.of("redirectUris", List.of("https://a.example/cb")));
    own.newClient(Map.of("type", "desktop", "redirectUris", List.of("http://127.0.0.1/cb")));

    for (String uri :
        List.of("https://a.example/cb", "http://127.0.0.1/cb", "http://127.0.0.1:3000/cb")) {
      Answer refused =
          own.adminRest()
              .post(
                  "/clients",
                  Map.of("clientId", TestProjects.unique("c"), "redirectUris", List.of(uri)));
      assertThat(refused.status()).as(refused.toString()).isEqualTo(400);
      assertThat(refused.body()).contains("another client");
    }
    Answer byApi =
        own.http()
            .post(
                CLIENTS + "create",
                Map.of(
                    "clientId",
                    TestProjects.unique("c"),
                    "name",
                    "Test",
                    "type",
                    "web",
                    "redirectUris",
                    List.of("https://A.example:443/cb")));
    assertThat(byApi.status()).isEqualTo(422);
    assertThat(byApi.json().at("/errors/0/code").asText()).isEqualTo("shared");
    own.newClient(Map.of("redirectUris", List.of("http://localhost:3000/cb")));
    own.newClient(Map.of("redirectUris", List.of("http://localhost:3001/cb")));
  }

  @Test
  void aCallbackIsFreeAgainWhenItsClientGivesItUp() {
    TestProject own = projects.create();
    String uri = "https://b.example/cb";
    String first = own.newClient(Map.of("redirectUris", List.of(uri))).get("id").asText();
    own.http().post(CLIENTS + "update", Map.of("id", first, "redirectUris", List.of())).expect(200);
    String second = own.newClient(Map.of("redirectUris", List.of(uri))).get("id").asText();
    own.http().post(CLIENTS + "delete", Map.of("id", second)).expect(200);

    assertThat(
            own.newClient(Map.of("redirectUris", List.of(uri))).get("redirectUris").get(0).asText())
        .isEqualTo(uri);
  }

  @Test
  void environmentsOfOneOwnerShareNoCallback() {
    TestProject development = projects.create(Map.of("environment", "development"));
    TestProject other = projects.create(Map.of("environment", "development"));
    TestProject staging = projects.create(Map.of("environment", "staging"));
    String uri = "https://" + TestProjects.unique("h") + ".example/cb";
    development.newClient(Map.of("redirectUris", List.of(uri)));

    other.newClient(Map.of("redirectUris", List.of(uri)));
    Answer refused =
        staging
            .adminRest()
            .post("/clients", Map.of("clientId", "app", "redirectUris", List.of(uri)));
    assertThat(refused.status()).as(refused.toString()).isEqualTo(400);
    Answer imported = importRealm(TestProjects.unique("r"), "staging", uri);
    assertThat(imported.status()).as(imported.toString()).isEqualTo(400);

    TestProjects.TestAdmin stranger = projects.newAdmin("create-realm");
    JsonNode theirs =
        stranger
            .http()
            .post(
                "/api/auth/banata/projects/create",
                Map.of("name", "T", "slug", TestProjects.unique("t"), "environment", "staging"))
            .expect(200)
            .json()
            .get("project");
    stranger
        .session()
        .renewed()
        .http()
        .post(
            CLIENTS + "create",
            Map.of(
                "projectId", theirs.get("id").asText(),
                "clientId", "app",
                "name", "App",
                "type", "web",
                "redirectUris", List.of(uri)))
        .expect(200);
  }

  @Test
  void ofCreationsAtTheSameTimeOneWins() throws InterruptedException, ExecutionException {
    TestProject own = projects.create();
    List<Integer> statuses =
        Parallel.run(
                8,
                i ->
                    own.http()
                        .post(
                            CLIENTS + "create",
                            Map.of(
                                "clientId",
                                "race-" + i,
                                "name",
                                "Race",
                                "type",
                                "web",
                                "redirectUris",
                                List.of("https://race.example/cb"))))
            .stream()
            .map(Answer::status)
            .toList();

    assertThat(statuses).containsOnlyOnce(200).allMatch(status -> status < 500);
    assertThat(Stream.of(own.http().post(CLIENTS + "list", Map.of()).json().get("data")))
        .allMatch(clients -> clients.size() == 1);
  }
}
