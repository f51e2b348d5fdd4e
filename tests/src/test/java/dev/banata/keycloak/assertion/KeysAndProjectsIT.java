package dev.banata.keycloak.assertion;

import static dev.banata.keycloak.api.AnswerAssert.assertAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.banata.keycloak.api.AdminRest;
import dev.banata.keycloak.api.TestKey;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.Http;
import dev.banata.keycloak.server.Http.Answer;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What has ended stays ended: slugs, secrets, keys, projects (C5 to C7). */
@Tag("once")
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KeysAndProjectsIT {

  private static final String PROJECTS = "/api/auth/banata/projects/";
  private static final String CLIENTS = "/api/auth/banata/clients/";
  private static final String MODULUS =
      "sXchDaQebHnPiGvyDOAT4saGEUetSyo9MKLOoWFsueri23bOdgWp4Dy1WlUzewbgBHod5pcM9H95GQRV3JDXboIRROSBig"
          + "eC5yjU1hGzHHyXss8UDprecbAYxknTcQkhslANGRUZmdTOQ5qTRsLAt6BTYuyvVRdhS8exSZEy_c4gs_7svlJJQ4H9"
          + "_NxsiIoLwAEk7-Q3UXERGYw_75IDrGA84-lA_-Ct4eTlXHBIY2EaV7t7LjJaynVJCpkv4LKjTTAumiGUIuQhrNhZLu"
          + "F_RJLqHpM2kgWFLU7-VTdL1VbC2tejvcI2BlMkEpk1BzBZI0KQB0GaDWFLN-aEAw3vRw";
  private static final Map<String, Object> KEYS =
      Map.of("keys", List.of(Map.of("kty", "RSA", "kid", "k1", "n", MODULUS, "e", "AQAB")));
  private static final ObjectMapper JSON = new ObjectMapper();

  private TestProjects projects;
  private TestProject project;
  private AdminRest rest;

  @BeforeAll
  void connect(TestServer server) {
    projects = new TestProjects(server);
  }

  @BeforeEach
  void newProject() {
    project = projects.create();
    rest = project.adminRest();
  }

  private Http exchanged(TestKey key) {
    return projects
        .anonymous()
        .bearer(project.exchange(key.text()).expect(200).json().get("access_token").asText());
  }

  // C5

  @Test
  void c5_nobodyActsForAHolderOfAWildcardOfTheDashboard() {
    for (String permission : List.of("dashboard.*", "dashboard.manage")) {
      String slug = TestProjects.unique("r");
      project
          .http()
          .post(
              "/api/auth/banata/config/roles/create",
              Map.of("name", slug, "slug", slug, "permissions", List.of(permission)))
          .expect(200);
      String user =
          project
              .newUser(
                  Map.of(
                      "email",
                      TestProjects.unique("u") + "@example.org",
                      "name",
                      "U",
                      "role",
                      slug))
              .get("id")
              .asText();

      assertAnswer(project.http().post("/api/auth/admin/impersonate-user", Map.of("userId", user)))
          .isRefused(403, "USER_IS_ELEVATED");
    }
  }

  @Test
  void c5_anExchangedTokenOfADisabledProjectDoesNothing() {
    Http token = exchanged(project.fullKey());
    token.get(rest.path("/users")).expect(200);
    rest.update(Map.of("enabled", false)).expect(204);

    Answer read = token.get(rest.path("/users"));
    Answer enabling = token.send("PUT", rest.path(""), Map.of("enabled", true));

    assertThat(read.status()).isEqualTo(401);
    assertThat(enabling.status()).isEqualTo(401);
    assertThat(rest.get("").expect(200).json().get("enabled").asBoolean()).isFalse();
  }

  @Test
  void c5_aFormerSlugIsNoOtherProjects() {
    String former = project.slug();
    String later = TestProjects.unique("p");
    rename(project.id(), later).expect(200);
    TestProject other = projects.create();

    JsonNode created =
        projects
            .admin()
            .http()
            .post(PROJECTS + "create", Map.of("name", "Taken", "slug", former))
            .json();
    Answer renamed = rename(other.id(), former);
    Answer byRest =
        projects.admin().http().post("/admin/realms", Map.of("realm", former, "enabled", true));
    Answer byRename = other.adminRest().update(Map.of("realm", former));

    assertThat(created.get("success").asBoolean()).isFalse();
    assertThat(renamed.json().path("success").asBoolean()).isFalse();
    assertThat(byRest.status()).isEqualTo(400);
    assertThat(byRename.status()).isEqualTo(400);
    projects.admin().http().get("/realms/" + former).expect(404);
    // The project itself can have it back, and then keeps the other one.
    assertThat(rename(project.id(), former).json().path("success").asBoolean()).isTrue();
    assertThat(rename(other.id(), later).json().path("success").asBoolean()).isFalse();
  }

  @Test
  void c5_aSlugThatWasGivenUpInTheConsoleIsKeptToo() {
    String former = project.slug();
    rest.update(Map.of("realm", TestProjects.unique("p"))).expect(204);

    assertThat(rename(projects.create().id(), former).json().path("success").asBoolean()).isFalse();

    projects.admin().http().post(PROJECTS + "delete", Map.of("id", project.id())).expect(200);
    assertThat(rename(projects.create().id(), former).json().path("success").asBoolean()).isTrue();
  }

  private Answer rename(String id, String slug) {
    return projects.admin().http().post(PROJECTS + "update", Map.of("id", id, "slug", slug));
  }

  // C6

  private Answer token(String clientId, String secret) {
    return projects
        .anonymous()
        .postForm(
            "/realms/" + project.slug() + "/protocol/openid-connect/token",
            Map.of(
                "grant_type",
                "client_credentials",
                "client_id",
                clientId,
                "client_secret",
                secret));
  }

  private JsonNode call(String name, Map<String, Object> request) {
    return project.http().post(CLIENTS + name, request).expect(200).json();
  }

  @Test
  void c6_aSecretThatEndedByAnotherMethodNeverReturns() {
    String clientId = TestProjects.unique("c");
    JsonNode created = call("create", Map.of("clientId", clientId, "name", "S", "type", "service"));
    String id = created.at("/client/id").asText();
    String first = created.get("clientSecret").asText();
    String second =
        call("rotate-secret", Map.of("id", id, "overlapSeconds", 600)).get("clientSecret").asText();
    token(clientId, first).expect(200);

    call("update", Map.of("id", id, "clientAuthentication", "private_key_jwt", "jwks", KEYS));
    assertThat(token(clientId, second).status()).isNotEqualTo(200);
    JsonNode back = call("update", Map.of("id", id, "clientAuthentication", "client_secret"));

    assertThat(token(clientId, first).status()).isEqualTo(401);
    assertThat(token(clientId, second).status()).isEqualTo(401);
    assertThat(back.get("clientSecret").asText()).isNotIn(first, second);
    token(clientId, back.get("clientSecret").asText()).expect(200);
  }

  @Test
  void c6_norDoesItOnKeycloaksOwnPath() {
    for (Map<String, Object> between :
        List.<Map<String, Object>>of(
            Map.of("clientAuthenticatorType", "client-jwt"), Map.of("publicClient", true))) {
      String clientId = TestProjects.unique("c");
      JsonNode created =
          call("create", Map.of("clientId", clientId, "name", "S", "type", "service"));
      String path = "/clients/" + created.at("/client/id").asText();
      String first = created.get("clientSecret").asText();
      String second =
          call(
                  "rotate-secret",
                  Map.of("id", created.at("/client/id").asText(), "overlapSeconds", 600))
              .get("clientSecret")
              .asText();
      ObjectNode form = rest.get(path).expect(200).json().deepCopy();

      ObjectNode other = form.deepCopy();
      other.setAll((ObjectNode) JSON.valueToTree(between));
      if (between.containsKey("publicClient")) {
        other.put("serviceAccountsEnabled", false);
      }
      rest.put(path, other).expect(204);
      // The form that was open before.
      Answer stale = rest.put(path, form);
      ObjectNode read = rest.get(path).expect(200).json().deepCopy();
      read.put("publicClient", false);
      read.put("serviceAccountsEnabled", true);
      read.put("clientAuthenticatorType", "client-secret");
      rest.put(path, read).expect(204);

      assertThat(stale.status()).isEqualTo(400);
      assertThat(token(clientId, first).status()).isEqualTo(401);
      assertThat(token(clientId, second).status()).isEqualTo(401);
      String now = rest.get(path + "/client-secret").expect(200).json().get("value").asText();
      token(clientId, now).expect(200);
    }
  }

  @Test
  void c6_aFormFromBeforeARotationDoesNotUndoIt() {
    String clientId = TestProjects.unique("c");
    JsonNode created = call("create", Map.of("clientId", clientId, "name", "S", "type", "service"));
    String id = created.at("/client/id").asText();
    String first = created.get("clientSecret").asText();
    call("rotate-secret", Map.of("id", id, "overlapSeconds", 600));
    JsonNode form = rest.get("/clients/" + id).expect(200).json();
    String last = call("rotate-secret", Map.of("id", id)).get("clientSecret").asText();

    rest.put("/clients/" + id, form);

    assertThat(token(clientId, first).status()).isEqualTo(401);
    token(clientId, last).expect(200);
  }

  // C7

  @Test
  void c7_keysOfADisabledOrganizationDoNothing() {
    String alias = TestProjects.unique("o");
    String organization = rest.createOrganization(alias);
    TestKey key = project.newKey(Map.of("organizationId", organization));
    Http caller = project.as(key);
    caller.get("/api/auth/organization/list").expect(200);

    enable(organization, alias, false);

    assertThat(caller.get("/api/auth/organization/list").status()).isEqualTo(401);
    JsonNode verified =
        project.http().post("/api/auth/api-key/verify", Map.of("key", key.text())).json();
    assertThat(verified.get("valid").asBoolean()).isFalse();
    assertThat(verified.at("/error/code").asText()).isEqualTo("ORGANIZATION_DISABLED");
    enable(organization, alias, true);
    caller.get("/api/auth/organization/list").expect(200);
  }

  private void enable(String organization, String alias, boolean enabled) {
    rest.put(
            "/organizations/" + organization,
            Map.of("id", organization, "name", alias, "alias", alias, "enabled", enabled))
        .expect(204);
  }

  @Test
  void c7_nobodyMakesAClientThatPassesForAKeys() {
    String reserved = "ak_01J9ZQ4Y0V7M3T5W8X2B6C1D4E";

    assertThat(rest.post("/clients", Map.of("clientId", reserved)).status()).isEqualTo(400);
    assertThat(rest.post("/clients", Map.of("clientId", "ak_mine")).status()).isEqualTo(400);
    assertThat(importing(Map.of("clientId", reserved)).status()).isNotEqualTo(200);
    assertThat(
            importing(Map.of("clientId", "other", "attributes", Map.of("banata.api-key", "true")))
                .status())
        .isNotEqualTo(200);
    assertThat(rest.get("/clients?clientId=" + reserved).expect(200).json()).isEmpty();
    assertThat(rest.get("/clients?clientId=other").expect(200).json()).isEmpty();
  }

  private Answer importing(Map<String, Object> client) {
    return rest.post(
        "/partialImport", Map.of("ifResourceExists", "OVERWRITE", "clients", List.of(client)));
  }

  @Test
  void c7_aCopyOfARealmHasNoClientsOfTheOriginalsKeys() {
    TestKey key = project.newKey(Map.of());
    ObjectNode copy =
        rest.post("/partial-export?exportClients=true&exportGroupsAndRoles=true", "")
            .expect(200)
            .json()
            .deepCopy();
    assertThat(copy.get("clients").findValuesAsText("clientId")).contains(key.id());
    String name = TestProjects.unique("copy");
    strip(copy);
    copy.put("realm", name);

    projects.admin().http().post("/admin/realms", copy).expect(201);

    List<String> clients =
        projects
            .admin()
            .http()
            .get("/admin/realms/" + name + "/clients")
            .expect(200)
            .json()
            .findValuesAsText("clientId");
    assertThat(clients).contains("account", "banata").noneMatch(id -> id.startsWith("ak_"));
    project.as(key).get("/api/auth/api-key/list").expect(200);
  }

  /** Ids are the original's. */
  private static void strip(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.remove(List.of("id", "_id", "containerId", "defaultRole"));
    }
    node.forEach(KeysAndProjectsIT::strip);
  }
}
