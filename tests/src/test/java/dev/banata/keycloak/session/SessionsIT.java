package dev.banata.keycloak.session;

import static dev.banata.keycloak.api.AnswerAssert.assertAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.banata.keycloak.api.AdminRest;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.api.TestProjects.TestAdmin;
import dev.banata.keycloak.audience.Browser;
import dev.banata.keycloak.server.Http;
import dev.banata.keycloak.server.Http.Answer;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Bans, sessions and those who act for users, seen from the token endpoint as well. */
@Tag("diagonal")
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SessionsIT {

  private static final String ADMIN = "/api/auth/admin/";
  private static final String PASSWORD = "correct horse";
  private static final String SECRET = "a secret of clients";
  private static final String IMPERSONATION = "urn:banata:oauth:grant-type:impersonation";
  private static final ObjectMapper JSON = new ObjectMapper();

  private TestServer server;
  private TestProjects projects;
  private TestProject other;
  private TestProject project;
  private AdminRest rest;
  private String ada;

  @BeforeAll
  void connect(TestServer shared) {
    server = shared;
    projects = new TestProjects(shared);
    other = projects.create();
  }

  @BeforeEach
  void makeProject() {
    project = projects.create();
    rest = project.adminRest();
    rest.doNotDetectBruteForce();
    client("web");
    ada = newUser("ada@example.org");
  }

  private String newUser(String email) {
    return project
        .newUser(Map.of("email", email, "name", "Ada Byron", "password", PASSWORD))
        .get("id")
        .asText();
  }

  private void client(String clientId) {
    rest.createClient(
        Map.of(
            "clientId",
            clientId,
            "secret",
            SECRET,
            "redirectUris",
            List.of("https://" + clientId + ".example/callback"),
            "directAccessGrantsEnabled",
            true));
  }

  private Answer call(String path, Map<String, Object> body) {
    return project.http().post(ADMIN + path, body);
  }

  private Answer ofUser(String path, String userId) {
    return call(path, Map.of("userId", userId));
  }

  private Answer openId(String endpoint, Map<String, String> form, String... headers) {
    return projects
        .anonymous()
        .postForm(
            "/realms/" + project.slug() + "/protocol/openid-connect/" + endpoint, form, headers);
  }

  private Answer token(String clientId, String grant, String... parameters) {
    Map<String, String> form = new HashMap<>();
    form.put("client_id", clientId);
    form.put("client_secret", SECRET);
    form.put("grant_type", grant);
    for (int i = 0; i < parameters.length; i += 2) {
      form.put(parameters[i], parameters[i + 1]);
    }
    return openId("token", form, "User-Agent", "Netscape/4.0");
  }

  private Answer signIn(String password, String scope) {
    return token(
        "web", "password", "username", "ada@example.org", "password", password, "scope", scope);
  }

  private Answer refresh(JsonNode tokens) {
    return token("web", "refresh_token", "refresh_token", tokens.get("refresh_token").asText());
  }

  private Answer userinfo(String accessToken) {
    return projects
        .anonymous()
        .bearer(accessToken)
        .get("/realms/" + project.slug() + "/protocol/openid-connect/userinfo");
  }

  private boolean isActive(String accessToken) {
    boolean introspected =
        openId(
                "token/introspect",
                Map.of("client_id", "web", "client_secret", SECRET, "token", accessToken))
            .expect(200)
            .json()
            .get("active")
            .asBoolean();
    boolean checked =
        project
            .http()
            .post("/api/auth/banata/tokens/check", Map.of("token", accessToken, "audience", "web"))
            .expect(200)
            .json()
            .get("active")
            .asBoolean();
    assertThat(checked).isEqualTo(introspected);
    return checked;
  }

  private JsonNode sessions(String userId) {
    return ofUser("list-user-sessions", userId).expect(200).json().get("sessions");
  }

  private static JsonNode claims(JsonNode tokens) {
    String payload = tokens.get("access_token").asText().split("\\.", 3)[1];
    try {
      return JSON.readTree(Base64.getUrlDecoder().decode(payload));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> banned(boolean value) {
    return call("list-users", Map.of("filterField", "banned", "filterValue", value))
        .expect(200)
        .json()
        .get("users")
        .findValuesAsText("id");
  }

  private static void awaitEnd(Instant end) throws InterruptedException {
    Thread.sleep(Math.max(0, end.toEpochMilli() - System.currentTimeMillis() + 50));
  }

  @Test
  void aBanBlocksAllAtOnceAndEndsByItself() throws InterruptedException {
    JsonNode online = signIn(PASSWORD, "openid").expect(200).json();
    JsonNode offline = signIn(PASSWORD, "openid offline_access").expect(200).json();
    String access = online.get("access_token").asText();
    assertThat(isActive(access)).isTrue();
    JsonNode user =
        call("ban-user", Map.of("userId", ada, "banReason", "Spam", "banExpiresIn", 3))
            .expect(200)
            .json()
            .get("user");
    Instant end = Instant.parse(user.get("banExpires").asText());

    assertThat(user.get("banned").asBoolean()).isTrue();
    assertThat(user.get("banReason").asText()).isEqualTo("Spam");
    assertThat(signIn(PASSWORD, "openid").status()).isEqualTo(400);
    assertThat(refresh(online).status()).isEqualTo(400);
    assertThat(refresh(offline).status()).isEqualTo(400);
    assertThat(userinfo(access).status()).isEqualTo(401);
    assertThat(isActive(access)).isFalse();
    assertThat(isActive(offline.get("access_token").asText())).isFalse();
    assertThat(sessions(ada)).isEmpty();
    assertAnswer(ofUser("impersonate-user", ada)).isRefused(403, "BANNED_USER");
    assertThat(banned(true)).containsExactly(ada);
    assertThat(banned(false)).isEmpty();
    awaitEnd(end);

    JsonNode later = ofUser("get-user", ada).expect(200).json();
    assertThat(later.get("banned").asBoolean()).isFalse();
    assertThat(later.get("banReason").isNull()).isTrue();
    assertThat(later.get("banExpires").isNull()).isTrue();
    assertThat(banned(true)).isEmpty();
    assertThat(banned(false)).containsExactly(ada);
    assertThat(rest.get("/users/" + ada).json().get("enabled").asBoolean()).isTrue();
    assertThat(refresh(online).status()).isEqualTo(400);
    assertThat(refresh(offline).status()).isEqualTo(400);
    JsonNode again = signIn(PASSWORD, "openid").expect(200).json();
    assertThat(isActive(again.get("access_token").asText())).isTrue();
    assertThat(userinfo(again.get("access_token").asText()).status()).isEqualTo(200);
    refresh(again).expect(200);
  }

  /** The other provider is the admin realm: a project has no callbacks within its own server. */
  @Test
  void noBannedUserComesInThroughTheBrowserOrAnotherProvider() {
    String keycloak = server.keycloak().url();
    String home = keycloak + "/realms/master";
    String openIdOfHome = home + "/protocol/openid-connect";
    TestAdmin homeUser = projects.newAdmin();
    String nameAtHome = homeUser.session().username();
    projects
        .master()
        .createClient(
            Map.of(
                "clientId",
                "broker-of-" + project.slug(),
                "secret",
                SECRET,
                "redirectUris",
                List.of(keycloak + "/realms/" + project.slug() + "/broker/home/endpoint")));
    rest.post(
            "/identity-provider/instances",
            Map.of(
                "alias",
                "home",
                "providerId",
                "oidc",
                "config",
                Map.of(
                    "clientId",
                    "broker-of-" + project.slug(),
                    "clientSecret",
                    SECRET,
                    "clientAuthMethod",
                    "client_secret_post",
                    "issuer",
                    home,
                    "authorizationUrl",
                    openIdOfHome + "/auth",
                    "tokenUrl",
                    openIdOfHome + "/token",
                    "jwksUrl",
                    openIdOfHome + "/certs",
                    "useJwksUrl",
                    "true",
                    "validateSignature",
                    "true")))
        .expect(201);
    rest.post(
            "/users/" + ada + "/federated-identity/home",
            Map.of("identityProvider", "home", "userId", homeUser.id(), "userName", nameAtHome))
        .expect(204);
    assertThat(ofUser("list-user-accounts", ada).json().findValuesAsText("providerId"))
        .contains("credential", "home");
    assertThat(browse(nameAtHome, "home")).startsWith("https://web.example/callback?");
    assertThat(browse("ada@example.org", null)).startsWith("https://web.example/callback?");
    ofUser("ban-user", ada).expect(200);

    assertThat(browse(nameAtHome, "home")).containsIgnoringCase("disabled");
    assertThat(browse("ada@example.org", null)).containsIgnoringCase("disabled");
    assertThat(sessions(ada)).isEmpty();
  }

  /**
   * Where a sign-in in a new browser ends: the URL of the application, or the page that is shown.
   */
  private String browse(String username, String provider) {
    String application = "https://web.example/callback";
    Browser browser = new Browser(server.keycloak().url(), application);
    String url =
        server.keycloak().url()
            + "/realms/"
            + project.slug()
            + "/protocol/openid-connect/auth?client_id=web&response_type=code&scope=openid"
            + "&redirect_uri="
            + application
            + (provider == null ? "" : "&kc_idp_hint=" + provider);
    assertThat(browser.open(url)).isNull();
    String end = browser.submit(Map.of("username", username, "password", PASSWORD));
    return end == null ? browser.page() : end;
  }

  @Test
  void whoeverDecidesAnewEndsTheBan() throws InterruptedException {
    String eve = newUser("eve@example.org");
    Instant end = Instant.now().plusMillis(1500);
    for (String user : List.of(ada, eve)) {
      call("ban-user", Map.of("userId", user, "banExpires", end.toEpochMilli())).expect(200);
    }
    // One is enabled and disabled again before the end, the other is disabled after it.
    rest.put("/users/" + ada, Map.of("enabled", true)).expect(204);
    assertThat(ofUser("get-user", ada).json().get("banned").asBoolean()).isFalse();
    rest.put("/users/" + ada, Map.of("enabled", false)).expect(204);
    awaitEnd(end);
    assertThat(ofUser("get-user", eve).json().get("banned").asBoolean()).isFalse();
    rest.put("/users/" + eve, Map.of("enabled", false)).expect(204);

    for (String user : List.of(ada, eve)) {
      JsonNode banned = ofUser("get-user", user).expect(200).json();
      assertThat(banned.get("banned").asBoolean()).isTrue();
      assertThat(banned.get("banExpires").isNull()).isTrue();
    }
    assertThat(signIn(PASSWORD, "openid").status()).isEqualTo(400);
    assertThat(ofUser("unban-user", ada).expect(200).json().at("/user/banned").asBoolean())
        .isFalse();
    signIn(PASSWORD, "openid").expect(200);
  }

  @Test
  void aSaveInTheConsoleKeepsABanAndWhatItSays() {
    call("ban-user", Map.of("userId", ada, "banExpiresIn", 600)).expect(200);
    JsonNode shown = rest.get("/users/" + ada).expect(200).json();
    rest.put("/users/" + ada, shown).expect(204);

    JsonNode user = ofUser("get-user", ada).expect(200).json();
    assertThat(user.get("banReason").asText()).isEqualTo("Disabled by admin");
    assertThat(user.get("banExpires").isNull()).isFalse();
  }

  @Test
  void whereUsersWriteSuchAttributesNoBanEndsByItself() {
    JsonNode profile = rest.get("/users/profile").expect(200).json();
    rest.put(
            "/users/profile",
            Map.of("attributes", profile.get("attributes"), "unmanagedAttributePolicy", "ENABLED"))
        .expect(200);
    rest.put(
            "/users/" + ada,
            Map.of(
                "enabled",
                false,
                "email",
                "ada@example.org",
                "attributes",
                Map.of("banExpires", List.of("2020-01-01T00:00:00.000Z"))))
        .expect(204);

    assertThat(ofUser("get-user", ada).json().get("banned").asBoolean()).isTrue();
    assertThat(banned(true)).containsExactly(ada);
    assertThat(signIn(PASSWORD, "openid").status()).isEqualTo(400);
  }

  @Test
  void aBanNeedsATimeToCome() {
    assertAnswer(call("ban-user", Map.of("userId", ada, "banExpires", 1))).isInvalid("banExpires");
    assertAnswer(
            call(
                "ban-user",
                Map.of("userId", ada, "banExpires", 253402300799999L, "banExpiresIn", 5)))
        .isInvalid("banExpiresIn");
    TestAdmin admin = projects.newAdmin("admin");
    assertAnswer(
            admin.http().post(ADMIN + "ban-user", Map.of("userId", ada, "projectId", project.id())))
        .isOk();
  }

  @Test
  void sessionsSayWhatTheyAreAndEndAsTold() {
    JsonNode first = signIn(PASSWORD, "openid").expect(200).json();
    JsonNode second = signIn(PASSWORD, "openid offline_access").expect(200).json();
    JsonNode all = sessions(ada);
    assertThat(all).hasSize(2);
    JsonNode session =
        all.valueStream()
            .filter(each -> !each.get("offline").asBoolean())
            .findFirst()
            .orElseThrow();

    assertThat(session.get("id").asText()).isEqualTo(claims(first).get("sid").asText());
    assertThat(session.get("userId").asText()).isEqualTo(ada);
    assertThat(session.get("userAgent").asText()).isEqualTo("Netscape/4.0");
    assertThat(session.get("ipAddress").asText()).isNotBlank();
    assertThat(session.get("clients").get(0).asText()).isEqualTo("web");
    assertThat(session.get("projectId").asText()).isEqualTo(project.id());
    assertThat(Instant.parse(session.get("expiresAt").asText())).isAfter(Instant.now());
    assertThat(session.has("token")).isFalse();
    assertThat(session.get("impersonatedBy").isNull()).isTrue();
    // Of another project, and to a key that is limited to an organization: unknown.
    Map<String, Object> id = Map.of("sessionId", session.get("id").asText());
    assertAnswer(other.http().post(ADMIN + "revoke-user-session", id))
        .isRefused(404, "SESSION_NOT_FOUND");
    Http acme =
        project.as(project.newKey(Map.of("organizationId", rest.createOrganization("acme"))));
    assertAnswer(acme.post(ADMIN + "revoke-user-session", id)).isRefused(404, "SESSION_NOT_FOUND");
    assertAnswer(acme.post(ADMIN + "list-user-sessions", Map.of("userId", ada)))
        .isRefused(404, "USER_NOT_FOUND");
    assertAnswer(acme.post(ADMIN + "impersonate-user", Map.of("userId", ada)))
        .isRefused(403, "PERMISSION_DENIED");

    call("revoke-user-session", id).expect(200);
    assertAnswer(call("revoke-user-session", id)).isRefused(404, "SESSION_NOT_FOUND");
    assertThat(refresh(first).status()).isEqualTo(400);
    assertThat(isActive(first.get("access_token").asText())).isFalse();
    refresh(second).expect(200);
    ofUser("revoke-user-sessions", ada).expect(200);
    assertThat(refresh(second).status()).isEqualTo(400);
    assertThat(sessions(ada)).isEmpty();
  }

  @Test
  void aGuestsSessionsAreNothingForAnOrganization() {
    String acme = rest.createOrganization("acme");
    rest.addGuest(acme, ada);
    Http key = project.as(project.newKey(Map.of("organizationId", acme)));
    signIn(PASSWORD, "openid").expect(200);
    Map<String, Object> id = Map.of("sessionId", sessions(ada).get(0).get("id").asText());

    for (String path : List.of("list-user-sessions", "list-user-accounts", "ban-user")) {
      assertAnswer(key.post(ADMIN + path, Map.of("userId", ada)))
          .isRefused(403, "USER_NOT_MANAGED");
    }
    assertAnswer(key.post(ADMIN + "revoke-user-session", id)).isRefused(403, "USER_NOT_MANAGED");
    assertAnswer(
            key.post(
                ADMIN + "set-user-password", Map.of("userId", ada, "newPassword", "taken over!")))
        .isRefused(403, "USER_NOT_MANAGED");
    assertAnswer(key.post(ADMIN + "set-role", Map.of("userId", ada, "role", "user")))
        .isRefused(403, "USER_NOT_MANAGED");
  }

  @Test
  void aPasswordThatIsSetAnywhereEndsTheSessions() {
    JsonNode first = signIn(PASSWORD, "openid offline_access").expect(200).json();
    call("set-user-password", Map.of("userId", ada, "newPassword", "battery staple")).expect(200);
    assertThat(refresh(first).status()).isEqualTo(400);
    assertThat(isActive(first.get("access_token").asText())).isFalse();
    JsonNode second = signIn("battery staple", "openid").expect(200).json();
    rest.put(
            "/users/" + ada + "/reset-password",
            Map.of("type", "password", "value", "third time", "temporary", false))
        .expect(204);

    assertThat(refresh(second).status()).isEqualTo(400);
    signIn("third time", "openid").expect(200);
    assertAnswer(call("set-user-password", Map.of("userId", ada, "newPassword", "short")))
        .isInvalid("newPassword");
    String bare =
        project.newUser(Map.of("email", "bare@example.org", "name", "Bare")).get("id").asText();
    assertThat(ofUser("list-user-accounts", bare).json().get("accounts")).isEmpty();
    call("set-user-password", Map.of("userId", bare, "newPassword", PASSWORD)).expect(200);
    JsonNode accounts = ofUser("list-user-accounts", bare).json().get("accounts");
    assertThat(accounts).hasSize(1);
    assertThat(accounts.get(0).get("providerId").asText()).isEqualTo("credential");
  }

  private Answer redeem(String clientId, String token, String... more) {
    String[] parameters = new String[more.length + 2];
    parameters[0] = "token";
    parameters[1] = token;
    System.arraycopy(more, 0, parameters, 2, more.length);
    return token(clientId, IMPERSONATION, parameters);
  }

  @Test
  void anImpersonationIsShortAndSaysWhoActs() throws IOException {
    rest.update(Map.of("eventsEnabled", true, "ssoSessionMaxLifespan", 7200)).expect(204);
    JsonNode begun = ofUser("impersonate-user", ada).expect(200).json();
    String token = begun.at("/session/token").asText();
    assertThat(begun.at("/session/impersonatedBy").asText()).isEqualTo(project.fullKey().id());
    assertThat(begun.at("/user/id").asText()).isEqualTo(ada);
    Instant ends = Instant.parse(begun.at("/session/expiresAt").asText());
    assertThat(ends).isBetween(Instant.now().plusSeconds(3500), Instant.now().plusSeconds(3601));
    JsonNode tokens = redeem("web", token, "scope", "openid").expect(200).json();

    assertThat(claims(tokens).get("sub").asText()).isEqualTo(ada);
    assertThat(claims(tokens).at("/act/sub").asText()).isEqualTo(project.fullKey().id());
    assertThat(claims(tokens).at("/act/iss").asText()).endsWith("/realms/" + project.slug());
    assertThat(claims(tokens).get("aud").asText()).isEqualTo("web");
    assertThat(claims(tokens).get("exp").asLong()).isLessThanOrEqualTo(ends.getEpochSecond());
    assertThat(tokens.get("refresh_expires_in").asLong()).isLessThanOrEqualTo(3600);
    JsonNode refreshed = refresh(tokens).expect(200).json();
    assertThat(claims(refreshed).at("/act/sub").asText()).isEqualTo(project.fullKey().id());
    assertThat(userinfo(refreshed.get("access_token").asText()).status()).isEqualTo(200);
    assertThat(redeem("web", token).json().get("error").asText()).isEqualTo("invalid_grant");
    JsonNode listed = sessions(ada).get(0);
    assertThat(listed.get("impersonatedBy").asText()).isEqualTo(project.fullKey().id());
    assertThat(listed.has("token")).isFalse();
    JsonNode events = rest.get("/events?type=IMPERSONATE&user=" + ada).expect(200).json();
    assertThat(events).hasSize(2);
    assertThat(events.get(0).at("/details/impersonator").asText())
        .isEqualTo(project.fullKey().id());
    assertThat(server.keycloak().log()).doesNotContain(token);

    call("revoke-user-session", Map.of("sessionId", listed.get("id").asText())).expect(200);
    assertThat(refresh(refreshed).status()).isEqualTo(400);
    assertThat(isActive(refreshed.get("access_token").asText())).isFalse();
  }

  @Test
  void theTokenOfAnImpersonationIsGoodForLittle() {
    client("offline");
    rest.createPasswordClient("public");
    String token = ofUser("impersonate-user", ada).expect(200).json().at("/session/token").asText();
    assertThat(
            openId(
                    "token",
                    Map.of("grant_type", IMPERSONATION, "client_id", "public", "token", token))
                .expect(400)
                .json()
                .get("error")
                .asText())
        .isEqualTo("unauthorized_client");
    assertThat(userinfo(token).status()).isEqualTo(401);
    assertThat(projects.anonymous().bearer(token).get(ADMIN + "list-users").status())
        .isEqualTo(401);
    // Offline tokens would outlive it; and a token that was tried is used.
    assertThat(redeem("offline", token, "scope", "openid offline_access").status()).isEqualTo(400);
    assertThat(redeem("web", token).status()).isEqualTo(400);
    // It ends with its session, and with the right to be acted for.
    String revoked =
        ofUser("impersonate-user", ada).expect(200).json().at("/session/token").asText();
    call("revoke-user-session", Map.of("sessionToken", revoked)).expect(200);
    assertThat(redeem("web", revoked).status()).isEqualTo(400);
    String late = ofUser("impersonate-user", ada).expect(200).json().at("/session/token").asText();
    call("set-role", Map.of("userId", ada, "role", "super_admin")).expect(200);
    assertThat(redeem("web", late).status()).isEqualTo(400);
    assertAnswer(ofUser("impersonate-user", ada)).isRefused(403, "USER_IS_ELEVATED");
    assertAnswer(call("stop-impersonating", Map.of()))
        .isRefused(400, "YOU_ARE_NOT_IMPERSONATING_ANYONE");
  }

  @Test
  void onlyWhoMayImpersonatesAndOnlyInHisProject() {
    Http manager =
        project.as(
            project.newKey(
                Map.of("permissions", List.of("user.read", "user.manage", "dashboard.manage"))));
    assertAnswer(manager.post(ADMIN + "impersonate-user", Map.of("userId", ada)))
        .isRefused(403, "PERMISSION_DENIED");
    assertAnswer(other.http().post(ADMIN + "impersonate-user", Map.of("userId", ada)))
        .isRefused(404, "USER_NOT_FOUND");
    // As Keycloak's console has it: managing users is not enough, the role impersonation is needed.
    TestAdmin admin = projects.newAdmin();
    String realmClient = project.slug() + "-realm";
    projects.master().grantClientRole(admin.id(), realmClient, "manage-users");
    Map<String, Object> request = Map.of("userId", ada, "projectId", project.id());
    assertAnswer(admin.http().post(ADMIN + "impersonate-user", request))
        .isRefused(403, "PERMISSION_DENIED");
    projects.master().grantClientRole(admin.id(), realmClient, "impersonation");
    JsonNode begun =
        admin
            .session()
            .renewed()
            .http()
            .post(ADMIN + "impersonate-user", request)
            .expect(200)
            .json();
    JsonNode tokens = redeem("web", begun.at("/session/token").asText()).expect(200).json();

    assertThat(claims(tokens).at("/act/sub").asText()).isEqualTo(admin.id());
    assertThat(claims(tokens).at("/act/iss").asText()).endsWith("/realms/master");
  }

  @Test
  void rolesOfTheProjectAndOfOrganizationsAreApart() {
    JsonNode user =
        call("set-role", Map.of("userId", ada, "role", List.of("member", "admin")))
            .expect(200)
            .json()
            .get("user");
    assertThat(user.get("role").asText()).isEqualTo("admin,member");
    assertThat(ask(Map.of("userId", ada, "permission", "member.invite"))).isTrue();
    assertThat(ask(Map.of("userId", ada, "permission", "dashboard.manage"))).isFalse();
    call("set-role", Map.of("userId", ada, "role", "")).expect(200);
    // Whatever somebody is in an organization gives nothing in the project.
    String acme = rest.createOrganization("acme");
    rest.addGuest(acme, ada);
    String group = rest.createGroup("/organizations/" + acme + "/groups", "super_admin");
    JsonNode role = rest.get("/roles/super_admin").expect(200).json();
    assertThat(
            rest.post(
                    "/organizations/" + acme + "/groups/" + group + "/role-mappings/realm",
                    List.of(role))
                .status())
        .isIn(200, 204);
    assertThat(
            rest.put("/organizations/" + acme + "/groups/" + group + "/members/" + ada, null)
                .status())
        .isIn(200, 201, 204);

    assertThat(ofUser("get-user", ada).json().get("role").asText()).isEqualTo("user");
    assertThat(ask(Map.of("userId", ada, "permission", "organization.read"))).isFalse();
    ofUser("impersonate-user", ada).expect(200);
    JsonNode tokens = signIn(PASSWORD, "openid").expect(200).json();
    assertThat(claims(tokens).at("/realm_access/roles").toString()).doesNotContain("super_admin");
    assertAnswer(
            projects
                .anonymous()
                .bearer(tokens.get("access_token").asText())
                .get("/realms/" + project.slug() + "/banata/api/auth/admin/list-users"))
        .isRefused(401, "INVALID_TOKEN");
  }

  private boolean ask(Map<String, Object> request) {
    return call("has-permission", request).expect(200).json().get("success").asBoolean();
  }

  @Test
  void permissionsAreAskedForInThreeForms() {
    assertThat(ask(Map.of("role", "member", "permission", List.of("organization.read")))).isTrue();
    assertThat(ask(Map.of("role", "member", "permissions", Map.of("member", List.of("read")))))
        .isTrue();
    assertThat(
            ask(Map.of("role", "member", "permissions", List.of("member.read", "member.invite"))))
        .isFalse();
    assertThat(ask(Map.of("role", "super_admin", "permission", "anything.at_all"))).isTrue();
    assertThat(ask(Map.of("role", "nobody", "permission", "organization.read"))).isFalse();
    assertThat(ask(Map.of("role", "offline_access", "permission", "organization.read"))).isFalse();
    assertThat(ask(Map.of("permission", "billing.manage"))).isTrue();
    assertAnswer(
            call(
                "has-permission", Map.of("permission", "a.read", "permissions", List.of("b.read"))))
        .isInvalid("permission");
    assertAnswer(call("has-permission", Map.of("permission", List.of()))).isInvalid("permission");
  }
}
