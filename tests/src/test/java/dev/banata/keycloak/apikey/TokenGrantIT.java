package dev.banata.keycloak.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.banata.keycloak.api.TestKey;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.Http;
import dev.banata.keycloak.server.Http.Answer;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("diagonal")
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TokenGrantIT {

  private static final String GRANT = "urn:banata:oauth:grant-type:api-key";

  private TestProjects projects;
  private TestProject project;
  private TestProject other;

  @BeforeAll
  void connect(TestServer server) {
    projects = new TestProjects(server);
    other = projects.create();
  }

  @BeforeEach
  void newProject() {
    project = projects.create();
  }

  private Http exchanged(TestKey key) {
    JsonNode answer = project.exchange(key.text()).expect(200).json();
    return projects.anonymous().bearer(answer.get("access_token").asText());
  }

  private TestKey narrow(String... permissions) {
    return project.newKey(Map.of("permissions", List.of(permissions)));
  }

  private String admin(String rest) {
    return "/admin/realms/" + project.slug() + rest;
  }

  private Answer token(Map<String, String> form, String... headers) {
    return projects
        .anonymous()
        .postForm("/realms/" + project.slug() + "/protocol/openid-connect/token", form, headers);
  }

  @Test
  void aFullKeyIsTheWholeAdministrationOfItsRealm() {
    JsonNode answer = project.exchange(project.fullKey().text()).expect(200).json();
    Http http = projects.anonymous().bearer(answer.get("access_token").asText());

    // A second may end between the token and its answer.
    assertThat(answer.get("expires_in").asInt()).isBetween(299, 300);
    assertThat(answer.get("token_type").asText()).isEqualTo("Bearer");
    assertThat(answer.has("refresh_token")).isFalse();
    http.get(admin("")).expect(200);
    http.get(admin("/users")).expect(200);
    http.post(admin("/clients"), Map.of("clientId", "made-by-key")).expect(201);
  }

  @Test
  void aNarrowedKeyIsWorthWhatItsPermissionsMapTo() {
    Http reader = exchanged(narrow("user.read"));
    Http manager = exchanged(narrow("user.read", "user.manage", "session.revoke"));
    Http providers = exchanged(narrow("dashboard.*", "sso.read"));

    reader.get(admin("/users")).expect(200);
    reader.post(admin("/users"), Map.of("username", "nobody")).expect(403);
    reader.get(admin("/clients?max=1&clientId=account")).expect(403);
    reader.get(admin("/events")).expect(403);
    manager.post(admin("/users"), Map.of("username", "nobody")).expect(403);
    providers.get(admin("/roles")).expect(403);
    manager.post(admin("/clients"), Map.of("clientId", "x")).expect(403);
  }

  @Test
  void aKeyThatGivesNoRoleThereIsNotExchanged() {
    JsonNode answer =
        project.exchange(narrow("client.*", "email.manage").text()).expect(400).json();

    assertThat(answer.get("error").asText()).isEqualTo("unauthorized_client");
    assertThat(answer.get("error_description").asText()).contains("No permission of this key");
  }

  @Test
  void aValidTokenAtTheManagementApiIsToldToSendTheKey() {
    Http http = exchanged(project.fullKey());

    for (String path : List.of("/api/auth/banata/projects/list", admin("/banata/projects/list"))) {
      Answer answer = http.post(path, null).expect(401);
      assertThat(answer.json().get("code").asText()).isEqualTo("INVALID_TOKEN");
      assertThat(answer.json().get("message").asText()).contains("send the key itself");
    }
    String token = project.exchange(project.fullKey().text()).json().get("access_token").asText();
    Http forged = projects.anonymous().bearer(token.substring(0, token.length() - 5) + "AAAAA");
    assertThat(forged.post("/api/auth/banata/projects/list", null).json().get("message").asText())
        .doesNotContain("key");
  }

  @Test
  void aTokenIsRefusedEverywhereElse() {
    Http http = exchanged(project.fullKey());

    http.get("/admin/realms/" + other.slug() + "/users").expect(403);
    http.get("/admin/realms/master/users").expect(403);
    http.post("/admin/realms", Map.of("realm", TestProjects.unique("no"))).expect(401);
    assertThat(http.get("/realms/" + project.slug() + "/protocol/openid-connect/userinfo").status())
        .isIn(401, 403);
    assertThat(
            http.get("/realms/" + project.slug() + "/account", "Accept", "application/json")
                .status())
        .isIn(401, 403);
    http.post("/realms/" + project.slug() + "/banata/projects/list", null).expect(401);
    http.post(admin("/banata/projects/list"), null).expect(401);
    http.post("/api/auth/banata/projects/list", null).expect(401);
  }

  @Test
  void anInvalidKeyIsAnInvalidGrant() {
    for (String key : List.of("nonsense", project.fullKey().text() + "x", other.fullKey().text())) {
      assertThat(project.exchange(key).expect(400).json().get("error").asText())
          .isEqualTo("invalid_grant");
    }
    assertThat(token(Map.of("grant_type", GRANT)).expect(400).json().get("error").asText())
        .isEqualTo("invalid_request");
  }

  @Test
  void credentialsOfAnotherClientCountForNothing() {
    project
        .adminRest()
        .createClient(
            Map.of(
                "clientId",
                "worker",
                "secret",
                "worker-secret",
                "serviceAccountsEnabled",
                true,
                "standardFlowEnabled",
                false));
    String basic =
        Base64.getEncoder().encodeToString("worker:worker-secret".getBytes(StandardCharsets.UTF_8));

    String token =
        token(
                Map.of("grant_type", GRANT, "api_key", project.fullKey().text()),
                "Authorization",
                "Basic " + basic)
            .expect(200)
            .json()
            .get("access_token")
            .asText();
    String claims =
        new String(Base64.getUrlDecoder().decode(token.split("\\.", 3)[1]), StandardCharsets.UTF_8);

    assertThat(claims).contains("\"azp\":\"" + project.fullKey().id() + "\"");
  }

  @Test
  void aTokenEndsWithItsKey() {
    TestKey revoked = project.newKey(Map.of());
    TestKey disabled = project.newKey(Map.of());
    Http ofRevoked = exchanged(revoked);
    Http ofDisabled = exchanged(disabled);
    ofRevoked.get(admin("/users")).expect(200);
    ofDisabled.get(admin("/users")).expect(200);
    project.http().post("/api/auth/api-key/delete", Map.of("keyId", revoked.id())).expect(200);
    project
        .http()
        .post("/api/auth/api-key/update", Map.of("keyId", disabled.id(), "enabled", false))
        .expect(200);

    ofRevoked.get(admin("/users")).expect(401);
    ofDisabled.get(admin("/users")).expect(401);
  }

  @Test
  void narrowingAKeyNarrowsItsTokens() {
    TestKey key = project.newKey(Map.of());
    Http http = exchanged(key);
    http.get(admin("/clients?max=1")).expect(200);
    project
        .http()
        .post(
            "/api/auth/api-key/update",
            Map.of("keyId", key.id(), "permissions", List.of("user.read")))
        .expect(200);

    http.get(admin("/users")).expect(200);
    http.get(admin("/clients?max=1")).expect(403);
  }

  @Test
  void theProjectIsDeletedOnlyByAKeyThatNamesIt() {
    Answer refused = exchanged(project.fullKey()).send("DELETE", admin(""), null).expect(403);
    exchanged(project.fullKey()).send("DELETE", admin("/"), null);

    assertThat(refused.body()).contains("must name the permission project.delete");

    projects.admin().http().get(admin("")).expect(200);
  }

  @Test
  void aKeyOfAnOrganizationIsNotExchanged() {
    String organization = project.adminRest().createOrganization("acme");
    TestKey key = project.newKey(Map.of("organizationId", organization));

    assertThat(project.exchange(key.text()).expect(400).json().get("error").asText())
        .isEqualTo("unauthorized_client");
  }

  /** Who may see or manage clients must not get to the rights of a key by its client. */
  @Test
  void theClientOfAKeyIsNoWayToItsRights() {
    String client = project.adminRest().idOfClient(project.fullKey().id());
    ObjectNode representation =
        (ObjectNode) project.adminRest().get("/clients/" + client).expect(200).json();
    String secret =
        project
            .adminRest()
            .get("/clients/" + client + "/client-secret")
            .expect(200)
            .json()
            .path("value")
            .asText();

    assertThat(
            token(
                    Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        project.fullKey().id(),
                        "client_secret",
                        secret))
                .expect(400)
                .json()
                .get("error")
                .asText())
        .isEqualTo("unauthorized_client");
    representation.put("directAccessGrantsEnabled", true);
    project.adminRest().put("/clients/" + client, representation).expect(400);
    representation.put("publicClient", true);
    project.adminRest().put("/clients/" + client, representation).expect(400);
    project
        .adminRest()
        .post(
            "/clients", Map.of("clientId", "fake", "attributes", Map.of("banata.api-key", "true")))
        .expect(400);
  }

  @Test
  void theClientOfAKeyGoesWithTheKey() {
    TestKey key = project.newKey(Map.of());
    assertThat(project.adminRest().get("/clients?clientId=" + key.id()).expect(200).json())
        .hasSize(1);
    project.http().post("/api/auth/api-key/delete", Map.of("keyId", key.id())).expect(200);

    assertThat(project.adminRest().get("/clients?clientId=" + key.id()).expect(200).json())
        .isEmpty();
  }
}
