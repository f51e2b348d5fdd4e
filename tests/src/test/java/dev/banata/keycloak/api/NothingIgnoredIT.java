package dev.banata.keycloak.api;

import static dev.banata.keycloak.api.AnswerAssert.assertAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.server.Http;
import dev.banata.keycloak.server.Http.Answer;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What was not understood is refused: each of these was ignored once, and so a key had full access,
 * a check answered about somebody else, a policy was off, or a ban lasted for ever.
 */
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class NothingIgnoredIT {

  private static final String CREATE_KEY = "/api/auth/api-key/create";
  private static final String ROTATE_KEY = "/api/auth/api-key/rotate";
  private static final String CHECK = "/api/auth/banata/rbac/check-permission";
  private static final String CHECK_TOKEN = "/api/auth/banata/tokens/check";
  private static final String CREATE_ORGANIZATION = "/api/auth/organization/create";
  private static final String UPDATE_ORGANIZATION = "/api/auth/organization/update";
  private static final String BAN = "/api/auth/admin/ban-user";
  private static final String CLIENTS = "/api/auth/banata/clients/";

  private TestProject project;
  private Http http;
  private String user;

  @BeforeAll
  void makeProject(TestServer server) {
    project = new TestProjects(server).create();
    http = project.http();
    user = project.newUser().get("id").asText();
  }

  private void assertUnknown(
      String path, Map<String, Object> valid, String field, Object value, String meant) {
    Map<String, Object> request = new HashMap<>(valid);
    request.put(field, value);
    assertUnknown(http.post(path, request), field, "this call", meant);
  }

  private static void assertUnknown(Answer answer, String field, String owner, String meant) {
    assertAnswer(answer).isInvalid(field);
    JsonNode error = answer.json().at("/errors/0");
    assertThat(error.get("field").asText()).isEqualTo(field);
    assertThat(error.get("code").asText()).isEqualTo("unknown_field");
    assertThat(error.get("message").asText())
        .isEqualTo("is not a field of " + owner + "; did you mean " + meant + "?");
  }

  private void assertNoKeyIsMade(String field, Object value, String meant) {
    int before = http.get("/api/auth/api-key/list").expect(200).json().size();
    assertUnknown(CREATE_KEY, Map.of("name", "Narrow"), field, value, meant);
    assertThat(http.get("/api/auth/api-key/list").json()).hasSize(before);
  }

  @Test
  void d1_keyWithPermission() {
    assertNoKeyIsMade("permission", List.of("user.read"), "permissions");
  }

  @Test
  void d2_keyWithScopes() {
    assertNoKeyIsMade("scopes", List.of("user.read"), "permissions");
  }

  @Test
  void d3_keyWithOrganisationId() {
    assertNoKeyIsMade("organisationId", "acme", "organizationId");
  }

  @Test
  void d4_keyWithExpiresIn() {
    assertNoKeyIsMade("expires_in", 86400, "expiresIn");
  }

  @Test
  void d5_keyWithPermissionsTwice() {
    for (String body :
        List.of(
            "{\"name\":\"x\",\"permissions\":[\"user.read\"],\"permissions\":[\"*\"]}",
            "{\"permissions\":[\"user.read\"],\"name\":\"x\",\"\\u0070ermissions\":[\"*\"]}",
            "{\"name\":\"x\",\"metadata\":{\"a\":[{\"b\":1,\"b\":2}]}}")) {
      Answer answer = http.send("POST", CREATE_KEY, body);

      assertAnswer(answer).isRefused(400, "INVALID_JSON");
      assertThat(answer.json().get("message").asText()).contains("same field twice");
    }
    assertAnswer(http.send("POST", CREATE_KEY, "{\"name\":\"x\"} {\"permissions\":[]}"))
        .isRefused(400, "INVALID_JSON");
  }

  @Test
  void d6_checkWithUserIdInSnakeCase() {
    assertUnknown(CHECK, Map.of("permission", "vault.read"), "user_id", user, "userId");
  }

  /** What a client sends whose {@code userId} is undefined. */
  @Test
  void d7_checkWithoutASubject() {
    for (Map<String, Object> request :
        List.<Map<String, Object>>of(
            Map.of("permission", "vault.read"),
            Map.of("permission", "vault.read", "organizationId", organization()))) {
      assertAnswer(http.post(CHECK, request)).isInvalid("userId");
    }
    assertAnswer(
            http.post(
                CHECK,
                Map.of(
                    "permission",
                    "vault.read",
                    "projectId",
                    project.id(),
                    "organizationId",
                    organization())))
        .isInvalid("organizationId");
    assertAnswer(
            http.post(
                "/api/auth/banata/rbac/check-permissions",
                Map.of("permissions", List.of("vault.read"))))
        .isInvalid("userId");
    assertAnswer(http.post("/api/auth/banata/rbac/my-permissions", Map.of())).isInvalid("userId");
  }

  /** The published client names the project, and asks about its own key. */
  @Test
  void aCheckAsThePublishedClientSendsItIsAboutTheCaller() {
    Map<String, Object> own = Map.of("projectId", project.id(), "permission", "vault.read");
    Map<String, Object> about = Map.of("userId", user, "permission", "vault.read");

    assertThat(http.post(CHECK, own).expect(200).json().get("allowed").asBoolean()).isTrue();
    assertThat(http.post(CHECK, about).expect(200).json().get("allowed").asBoolean()).isFalse();
  }

  private static Map<String, Object> token() {
    return Map.of("token", "a.b.c", "audience", "orders-api");
  }

  @Test
  void d8_tokenCheckWithScopes() {
    assertUnknown(CHECK_TOKEN, token(), "scopes", List.of("orders"), "scope");
  }

  @Test
  void d9_tokenCheckWithRequiredScope() {
    assertUnknown(CHECK_TOKEN, token(), "requiredScope", "orders", "scope");
  }

  @Test
  void d10_tokenCheckWithAnEmptyScope() {
    for (String scope : List.of("", " ", "\t")) {
      Map<String, Object> request = new HashMap<>(token());
      request.put("scope", scope);
      assertAnswer(http.post(CHECK_TOKEN, request)).isInvalid("scope");
    }
  }

  private String organization() {
    return http.post(CREATE_ORGANIZATION, Map.of("name", TestProjects.unique("o")))
        .expect(200)
        .json()
        .get("id")
        .asText();
  }

  private void assertNoPolicy(String field, Object value, String meant) {
    assertUnknown(CREATE_ORGANIZATION, Map.of("name", "Acme"), field, value, meant);
    Map<String, Object> update =
        Map.of("organizationId", organization(), "data", Map.of(field, value));
    assertUnknown(http.post(UPDATE_ORGANIZATION, update), "data." + field, "data", meant);
  }

  @Test
  void d11_organizationWithRequireMfaInCapitals() {
    assertNoPolicy("requireMFA", true, "requireMfa");
  }

  @Test
  void d12_organizationWithAllowedDomains() {
    assertNoPolicy("allowedDomains", List.of("acme.example"), "allowedEmailDomains");
  }

  @Test
  void d13_organizationWithMaxMember() {
    assertNoPolicy("maxMember", 5, "maxMembers");
  }

  @Test
  void d14_banWithExpiresIn() {
    assertUnknown(BAN, Map.of("userId", user), "expiresIn", 60, "banExpiresIn");
    JsonNode after =
        http.post("/api/auth/admin/get-user", Map.of("userId", user)).expect(200).json();
    assertThat(after.get("banned").asBoolean()).isFalse();
  }

  @Test
  void d15_rotationWithGracePeriodInSnakeCase() {
    TestKey key = project.newKey(Map.of());
    assertUnknown(
        ROTATE_KEY, Map.of("keyId", key.id()), "grace_period_seconds", 3600, "gracePeriodSeconds");
    assertAnswer(project.as(key).post("/api/auth/banata/projects/list", Map.of())).isOk();
  }

  /** S2 of the results: the key and the client that were made all the same. */
  @Test
  void s2_misspeltExpiryAndAudiences() {
    assertUnknown(CREATE_KEY, Map.of("name", "y"), "expires", "2030-01-01T00:00:00Z", "expiresAt");
    assertUnknown(
        CLIENTS + "create",
        Map.of("clientId", "shop", "name", "Shop", "type", "web"),
        "alowedAudiences",
        List.of("orders"),
        "allowedAudiences");
  }

  @Test
  void clientsHaveTheNamesOfTheContractAndNoOthers() {
    Map<String, Object> request =
        Map.of(
            "clientId",
            TestProjects.unique("c"),
            "name",
            "Shop",
            "type",
            "web",
            "redirectUris",
            List.of("https://shop.example.com/cb"),
            "trustedOrigins",
            List.of("https://shop.example.com"),
            "allowedAudiences",
            List.of("orders"),
            "enabledAuthMethods",
            List.of("passkey"));
    JsonNode client = http.post(CLIENTS + "create", request).expect(200).json().get("client");

    assertThat(client.at("/trustedOrigins/0").asText()).isEqualTo("https://shop.example.com");
    assertThat(client.at("/allowedAudiences/0").asText()).isEqualTo("orders");
    assertThat(client.at("/enabledAuthMethods/0").asText()).isEqualTo("passkey");
    assertThat(client.fieldNames())
        .toIterable()
        .doesNotContain("webOrigins", "audiences", "authMethods");
    Map<String, String> former =
        Map.of(
            "webOrigins",
            "trustedOrigins",
            "audiences",
            "allowedAudiences",
            "authMethods",
            "enabledAuthMethods");
    former.forEach(
        (old, now) -> {
          assertUnknown(
              CLIENTS + "update", Map.of("id", client.get("id").asText()), old, List.of(), now);
          assertUnknown(
              CLIENTS + "create",
              Map.of("clientId", "other", "name", "Other", "type", "web"),
              old,
              List.of(),
              now);
        });
  }

  /** An app changes one field of what it has read, and sends all of it. */
  @Test
  void documentsThatAreSavedAsTheyWereReadAreTaken() {
    for (String document : List.of("branding", "project", "email-providers")) {
      String path = "/api/auth/banata/config/" + document;
      JsonNode read = http.post(path + "/get", Map.of()).expect(200).json();

      assertAnswer(http.post(path + "/save", read)).isOk();
    }
    JsonNode redirects =
        http.post("/api/auth/banata/config/redirects/get", Map.of()).expect(200).json();
    assertAnswer(http.post("/api/auth/banata/config/redirects/save", Map.of("config", redirects)))
        .isOk();
  }

  /** A browser's call after a preflight has the client in its URL. */
  @Test
  void publicSettingsTakeTheClientFromTheQueryToo() {
    String path = "/api/auth/banata/config/public";
    String query = path + "?clientId=" + project.slug();
    Http nobody = project.anonymous();

    JsonNode byBody = nobody.post(path, Map.of("clientId", project.slug())).expect(200).json();
    assertThat(nobody.post(query, Map.of()).expect(200).json()).isEqualTo(byBody);
    assertThat(nobody.post(query, Map.of("clientId", project.slug())).json()).isEqualTo(byBody);
    assertAnswer(nobody.post(query, Map.of("clientId", "other"))).isInvalid("clientId");
    assertAnswer(nobody.post(path + "?client_id=" + project.slug(), Map.of()))
        .isInvalid("client_id");
  }

  /** Contract 20 §2.3: apps of the published client send their own fields there. */
  @Test
  void freeDocumentsTakeAnyField() {
    Map<String, Object> request =
        Map.of(
            "email",
            TestProjects.unique("u") + "@example.org",
            "name",
            "Ada Byron",
            "data",
            Map.of("plan", "gold"),
            "metadata",
            Map.of("permission", Map.of("user_id", 1)));

    JsonNode made =
        http.post("/api/auth/admin/create-user", request).expect(200).json().get("user");

    assertThat(made.at("/metadata/permission/user_id").asInt()).isEqualTo(1);
  }
}
