package dev.banata.keycloak.client;

import static dev.banata.keycloak.api.AnswerAssert.assertAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.AdminRest;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.Http.Answer;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Auth clients by the management API. */
@Tag("diagonal")
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AuthClientsIT {

  private static final String CLIENTS = "/api/auth/banata/clients/";

  /** The RSA key of RFC 7517 appendix A.1. */
  private static final String MODULUS =
      "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";

  private TestProjects projects;
  private TestProject project;

  @BeforeAll
  void makeProject(TestServer server) {
    projects = new TestProjects(server);
    project = projects.create();
  }

  private Answer call(String operation, Map<String, Object> body) {
    return project.http().post(CLIENTS + operation, body);
  }

  private static Map<String, Object> client(String type, Map<String, Object> more) {
    Map<String, Object> client = new HashMap<>(more);
    client.put("clientId", TestProjects.unique("c"));
    client.put("name", "Test");
    client.put("type", type);
    return client;
  }

  private JsonNode keycloak(String id) {
    return project.adminRest().get("/clients/" + id).expect(200).json();
  }

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

  @ParameterizedTest
  @CsvSource({
    "web,true,false,false,false,client_secret",
    "mobile,true,false,false,true,none",
    "desktop,true,false,false,true,none",
    "pos,false,true,false,true,none",
    "service,false,false,true,false,client_secret"
  })
  void aTypeHasItsGrantsAndNoOther(
      String type,
      boolean code,
      boolean device,
      boolean service,
      boolean isPublic,
      String authentication) {
    Answer created = call("create", client(type, Map.of()));

    assertAnswer(created).isOk();
    JsonNode view = created.json().get("client");
    assertThat(view.get("type").asText()).isEqualTo(type);
    assertThat(view.get("clientAuthentication").asText()).isEqualTo(authentication);
    assertThat(created.json().get("clientSecret").isNull()).isEqualTo(isPublic);
    JsonNode keycloak = keycloak(view.get("id").asText());
    assertThat(keycloak.get("standardFlowEnabled").asBoolean()).isEqualTo(code);
    assertThat(keycloak.get("serviceAccountsEnabled").asBoolean()).isEqualTo(service);
    assertThat(keycloak.get("publicClient").asBoolean()).isEqualTo(isPublic);
    assertThat(keycloak.get("implicitFlowEnabled").asBoolean()).isFalse();
    assertThat(keycloak.get("directAccessGrantsEnabled").asBoolean()).isFalse();
    assertThat(keycloak.get("fullScopeAllowed").asBoolean()).isFalse();
    JsonNode attributes = keycloak.get("attributes");
    assertThat(attributes.path("oauth2.device.authorization.grant.enabled").asBoolean())
        .isEqualTo(device);
    assertThat(attributes.path("pkce.code.challenge.method").asText())
        .isEqualTo(code ? "S256" : "");
  }

  @Test
  void everyFieldIsKept() {
    Map<String, Object> fields = new HashMap<>();
    fields.put("redirectUris", List.of("https://all.example.com/cb"));
    fields.put("postLogoutRedirectUris", List.of("https://all.example.com/bye"));
    fields.put("trustedOrigins", List.of("https://all.example.com"));
    fields.put("allowedAudiences", List.of("orders", "billing"));
    fields.put("enabledAuthMethods", List.of("passkey", "emailOtp"));
    fields.put("appHomepage", "https://all.example.com/");
    fields.put("signInEndpoint", "https://all.example.com/login");
    fields.put("externalSignUpUrl", "https://all.example.com/sign-up");
    fields.put("invitationUrl", "https://all.example.com/invite");
    fields.put("passwordResetUrl", "https://all.example.com/reset");
    Answer created = call("create", client("web", fields));
    assertAnswer(created).isOk();
    String id = created.json().at("/client/id").asText();

    JsonNode read = call("get", Map.of("id", id)).expect(200).json();

    assertThat(read).isEqualTo(created.json().get("client"));
    fields.forEach(
        (field, value) -> {
          if (value instanceof List<?> list) {
            assertThat(read.get(field).valueStream().map(JsonNode::asText))
                .as(field)
                .containsExactlyInAnyOrderElementsOf(list.stream().map(String::valueOf).toList());
          } else {
            assertThat(read.get(field).asText()).as(field).isEqualTo(value);
          }
        });
    assertThat(created.json().get("clientSecret").asText()).hasSizeGreaterThan(40);
    assertThat(read.toString()).doesNotContain(created.json().get("clientSecret").asText());
    JsonNode keycloak = keycloak(id);
    assertThat(keycloak.at("/redirectUris/0").asText()).isEqualTo("https://all.example.com/cb");
    assertThat(keycloak.get("attributes").get("banata.audiences").asText())
        .isEqualTo("orders##billing");

    Map<String, Object> cleared = new HashMap<>();
    cleared.put("id", id);
    fields.forEach((field, value) -> cleared.put(field, null));
    JsonNode after = call("update", cleared).expect(200).json().get("client");
    assertThat(after.get("redirectUris")).isEmpty();
    assertThat(after.get("postLogoutRedirectUris")).isEmpty();
    assertThat(after.get("trustedOrigins")).isEmpty();
    assertThat(after.at("/allowedAudiences/0").asText()).isEqualTo(read.get("clientId").asText());
    assertThat(after.get("enabledAuthMethods").isNull()).isTrue();
    assertThat(after.get("appHomepage").isNull()).isTrue();
    assertThat(after.get("signInEndpoint").isNull()).isTrue();
  }

  @Test
  void whatDoesNotFitATypeIsRefusedWithTheField() {
    String id =
        project
            .newClient(
                Map.of(
                    "redirectUris", List.of("https://fit.example.com/cb"),
                    "trustedOrigins", List.of("https://fit.example.com")))
            .get("id")
            .asText();

    assertAnswer(call("update", Map.of("id", id, "type", "service")))
        .isInvalid("redirectUris")
        .isInvalid("trustedOrigins");
    assertAnswer(call("update", Map.of("id", id, "type", "desktop")))
        .isInvalid("redirectUris")
        .isInvalid("clientAuthentication");
    assertAnswer(call("create", client("mobile", Map.of("clientAuthentication", "client_secret"))))
        .isInvalid("clientAuthentication");
    assertAnswer(
            call(
                "create", client("service", Map.of("redirectUris", List.of("https://x.example/")))))
        .isInvalid("redirectUris");
    assertAnswer(call("create", client("web", Map.of("jwksUri", "https://x.example/jwks"))))
        .isInvalid("jwksUri");
    assertAnswer(call("create", client("web", Map.of("appHomepage", "javascript:alert(1)"))))
        .isInvalid("appHomepage");
    assertAnswer(
            call(
                "update",
                Map.of(
                    "id",
                    id,
                    "type",
                    "mobile",
                    "clientAuthentication",
                    "none",
                    "redirectUris",
                    List.of("com.example.app:/cb"))))
        .isOk();
    assertThat(keycloak(id).get("publicClient").asBoolean()).isTrue();
    assertThat(keycloak(id).get("attributes").get("banata.type").asText()).isEqualTo("mobile");
    Answer secret =
        call(
            "update",
            Map.of(
                "id",
                id,
                "type",
                "service",
                "clientAuthentication",
                "client_secret",
                "redirectUris",
                List.of(),
                "trustedOrigins",
                List.of()));
    assertAnswer(secret).isOk();
    assertThat(
            token(
                    secret.json().at("/client/clientId").asText(),
                    secret.json().get("clientSecret").asText())
                .status())
        .isEqualTo(200);
  }

  @Test
  void nobodyGivesAClientRightsByThisApi() {
    String id = project.newClient(Map.of()).get("id").asText();
    for (String field :
        List.of("protocolMappers", "defaultClientScopes", "fullScopeAllowed", "attributes")) {
      assertAnswer(call("create", client("web", Map.of(field, List.of())))).isInvalid(field);
      assertAnswer(call("update", Map.of("id", id, field, List.of()))).isInvalid(field);
    }
  }

  @Test
  void bothSecretsWorkInTheOverlapAndOneWithout() {
    Answer created = call("create", client("service", Map.of()));
    String id = created.json().at("/client/id").asText();
    String clientId = created.json().at("/client/clientId").asText();
    String first = created.json().get("clientSecret").asText();
    assertThat(token(clientId, first).status()).isEqualTo(200);

    Answer rotated = call("rotate-secret", Map.of("id", id, "overlapSeconds", 600));
    assertAnswer(rotated).isOk();
    String second = rotated.json().get("clientSecret").asText();
    assertThat(second).isNotEqualTo(first);
    assertThat(rotated.json().at("/client/secretOverlapEndsAt").isNull()).isFalse();
    assertThat(token(clientId, first).status()).isEqualTo(200);
    assertThat(token(clientId, second).status()).isEqualTo(200);
    assertThat(token(clientId, "nonsense").status()).isEqualTo(401);
    assertAnswer(call("rotate-secret", Map.of("id", id, "overlapSeconds", 60)))
        .isRefused(409, "ROTATION_IN_PROGRESS");
    // A leak ends both at once.
    String last =
        call("rotate-secret", Map.of("id", id)).expect(200).json().get("clientSecret").asText();
    assertThat(token(clientId, first).status()).isEqualTo(401);
    assertThat(token(clientId, second).status()).isEqualTo(401);
    assertThat(token(clientId, last).status()).isEqualTo(200);

    String other = project.newClient(Map.of("type", "service")).get("id").asText();
    Answer now = call("rotate-secret", Map.of("id", other));
    String third = now.json().get("clientSecret").asText();
    Answer fourth = call("rotate-secret", Map.of("id", other, "overlapSeconds", 0));
    String otherClientId = now.json().at("/client/clientId").asText();
    assertThat(token(otherClientId, third).status()).isEqualTo(401);
    assertThat(token(otherClientId, fourth.json().get("clientSecret").asText()).status())
        .isEqualTo(200);
    assertAnswer(
            call(
                "rotate-secret",
                Map.of("id", project.newClient(Map.of("type", "mobile")).get("id").asText())))
        .isRefused(409, "CLIENT_HAS_NO_SECRET");
  }

  @Test
  void aServiceCanHaveKeysInsteadOfASecret() {
    Map<String, Object> key = Map.of("kty", "RSA", "kid", "k1", "n", MODULUS, "e", "AQAB");
    Map<String, Object> jwt = Map.of("clientAuthentication", "private_key_jwt");

    assertAnswer(call("create", client("service", jwt))).isInvalid("jwks");
    for (Map<String, Object> bad :
        List.<Map<String, Object>>of(
            Map.of("kty", "oct", "kid", "k", "k", "AAAA"),
            Map.of("kty", "RSA", "kid", "k", "n", MODULUS, "e", "AQAB", "d", "AAAA"),
            Map.of("kty", "RSA", "kid", "k", "n", "AQAB", "e", "AQAB"))) {
      Map<String, Object> fields = new HashMap<>(jwt);
      fields.put("jwks", Map.of("keys", List.of(bad)));
      assertAnswer(call("create", client("service", fields))).isInvalid("jwks");
    }
    Map<String, Object> fields = new HashMap<>(jwt);
    fields.put("jwks", Map.of("keys", List.of(key)));
    fields.put("signingAlgorithm", "PS256");
    Answer created = call("create", client("service", fields));

    assertAnswer(created).isOk();
    assertThat(created.json().get("clientSecret").isNull()).isTrue();
    assertThat(created.json().at("/client/jwks/keys/0/kid").asText()).isEqualTo("k1");
    JsonNode keycloak = keycloak(created.json().at("/client/id").asText());
    assertThat(keycloak.get("clientAuthenticatorType").asText()).isEqualTo("client-jwt");
    assertThat(keycloak.at("/attributes/token.endpoint.auth.signing.alg").asText())
        .isEqualTo("PS256");
    fields.remove("jwks");
    fields.put("jwksUri", "http://keys.example/jwks");
    assertAnswer(call("create", client("service", fields))).isInvalid("jwksUri");
    fields.put("jwksUri", "https://keys.example/jwks");
    assertAnswer(call("create", client("service", fields))).isOk();
  }

  @Test
  void clientsThatWereMadeElsewhereAreAuthClientsButNotKeycloaksOwn() {
    TestProject own = projects.create();
    AdminRest rest = own.adminRest();
    rest.createClient(Map.of("clientId", "made-web", "publicClient", true));
    rest.createClient(
        Map.of(
            "clientId",
            "made-mobile",
            "publicClient",
            true,
            "redirectUris",
            List.of("com.example.app:/cb")));
    rest.createClient(
        Map.of(
            "clientId",
            "made-desktop",
            "publicClient",
            true,
            "redirectUris",
            List.of("http://127.0.0.1/cb")));
    rest.createClient(
        Map.of(
            "clientId", "made-service",
            "standardFlowEnabled", false,
            "serviceAccountsEnabled", true));
    rest.createClient(
        Map.of(
            "clientId",
            "made-pos",
            "standardFlowEnabled",
            false,
            "attributes",
            Map.of("oauth2.device.authorization.grant.enabled", "true")));
    rest.createClient(Map.of("clientId", "made-saml", "protocol", "saml"));

    JsonNode list = own.http().post(CLIENTS + "list", Map.of()).expect(200).json();

    assertThat(list.get("data").valueStream().map(c -> c.get("clientId").asText()))
        .containsExactly("made-desktop", "made-mobile", "made-pos", "made-service", "made-web");
    assertThat(list.get("data").valueStream())
        .allMatch(c -> c.get("clientId").asText().equals("made-" + c.get("type").asText()));
    String key = own.fullKey().id();
    for (String hidden :
        List.of(
            "account",
            "account-console",
            "admin-cli",
            "broker",
            "realm-management",
            "security-admin-console",
            "banata",
            "made-saml",
            key)) {
      Answer get = own.http().post(CLIENTS + "get", Map.of("id", hidden));
      assertAnswer(get).isRefused(404, "CLIENT_NOT_FOUND");
      assertAnswer(own.http().post(CLIENTS + "delete", Map.of("id", hidden)))
          .isRefused(404, "CLIENT_NOT_FOUND");
      if (!hidden.equals("made-saml")) {
        Map<String, Object> client = client("web", Map.of());
        client.put("clientId", hidden);
        assertAnswer(own.http().post(CLIENTS + "create", client)).isInvalid("clientId");
      }
    }
    Map<String, Object> again = client("web", Map.of());
    again.put("clientId", "made-web");
    assertAnswer(own.http().post(CLIENTS + "create", again)).isRefused(409, "CLIENT_EXISTS");
  }

  @Test
  void pagesInBothDirections() {
    TestProject own = projects.create();
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      Map<String, Object> fields = new HashMap<>();
      fields.put("clientId", "page-" + i);
      own.newClient(fields);
      made.add("page-" + i);
    }
    List<String> read = new ArrayList<>();
    String after = null;
    JsonNode page;
    do {
      Map<String, Object> request = new HashMap<>(Map.of("limit", 2));
      if (after != null) {
        request.put("after", after);
      }
      page = own.http().post(CLIENTS + "list", request).expect(200).json();
      page.get("data").forEach(c -> read.add(c.get("clientId").asText()));
      after = page.at("/listMetadata/after").asText(null);
    } while (!page.at("/listMetadata/after").isNull());
    JsonNode back =
        own.http()
            .post(
                CLIENTS + "list",
                Map.of("limit", 2, "before", page.at("/listMetadata/before").asText()))
            .expect(200)
            .json();

    assertThat(read).containsExactlyElementsOf(made);
    assertThat(back.get("data").valueStream().map(c -> c.get("clientId").asText()))
        .containsExactly("page-2", "page-3");
    assertThat(own.http().post(CLIENTS + "list", Map.of("search", "GE-3")).json().get("data"))
        .hasSize(1);
    assertAnswer(own.http().post(CLIENTS + "list", Map.of("after", "nonsense"))).isInvalid("after");
  }

  /** A key that may manage clients is worth nothing at Keycloak's own API of clients. */
  @Test
  void aNarrowedKeysTokenReachesNoClient() {
    String key =
        project
            .newKey(Map.of("permissions", List.of("client.read", "client.manage", "user.read")))
            .text();
    String token = project.exchange(key).expect(200).json().get("access_token").asText();
    String id = project.newClient(Map.of()).get("id").asText();
    String clients = "/admin/realms/" + project.slug() + "/clients";

    for (Answer answer :
        List.of(
            projects.anonymous().bearer(token).get(clients),
            projects.anonymous().bearer(token).get(clients + "/" + id + "/client-secret"),
            projects.anonymous().bearer(token).post(clients, Map.of("clientId", "x")),
            projects.anonymous().bearer(token).send("PUT", clients + "/" + id, Map.of("name", "x")),
            projects
                .anonymous()
                .bearer(token)
                .post(
                    clients + "/" + id + "/protocol-mappers/models",
                    Map.of("name", "x", "protocolMapper", "oidc-hardcoded-role-mapper")))) {
      assertThat(answer.status()).as(answer.toString()).isEqualTo(403);
    }
  }

  /** An admin of clients alone, at Keycloak's own API. */
  @Test
  void whoManagesClientsOnlyGivesThemNoRights() {
    TestProjects.TestAdmin admin = projects.newAdmin();
    projects.master().grantClientRole(admin.id(), project.slug() + "-realm", "manage-clients");
    AdminRest rest = new AdminRest(admin.session(), project.slug());
    String id = rest.createClient(Map.of("clientId", TestProjects.unique("c")));
    List<Map<String, Object>> bad =
        List.of(
            mapper("oidc-hardcoded-role-mapper", Map.of("role", "realm-management.realm-admin")),
            mapper("oidc-hardcoded-claim-mapper", Map.of("claim.name", "x", "claim.value", "y")),
            mapper("oidc-audience-mapper", Map.of("included.custom.audience", "other")),
            mapper("oidc-usermodel-client-role-mapper", Map.of()),
            mapper("script-x.js", Map.of()),
            mapper(
                "oidc-usermodel-attribute-mapper",
                Map.of("user.attribute", "a", "claim.name", "realm_access.roles")));
    for (Map<String, Object> mapper : bad) {
      for (Answer answer :
          List.of(
              rest.post(
                  "/clients",
                  Map.of("clientId", TestProjects.unique("c"), "protocolMappers", List.of(mapper))),
              rest.put("/clients/" + id, Map.of("protocolMappers", List.of(mapper))))) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
        assertThat(answer.body()).contains("protocolMappers");
      }
    }
    Map<String, Object> good =
        mapper(
            "oidc-usermodel-attribute-mapper",
            Map.of("user.attribute", "a", "claim.name", "department"));
    rest.put("/clients/" + id, Map.of("protocolMappers", List.of(good))).expect(204);
    assertThat(
            rest.post(
                    "/clients",
                    Map.of(
                        "clientId",
                        TestProjects.unique("c"),
                        "fullScopeAllowed",
                        false,
                        "defaultClientScopes",
                        List.of("profile")))
                .status())
        .isEqualTo(201);
  }

  /** The account console gets all that a user may do to his account, so it is not for them. */
  @Test
  void whoManagesClientsOnlyChangesNoneOfKeycloaksOwn() {
    TestProjects.TestAdmin admin = projects.newAdmin();
    projects.master().grantClientRole(admin.id(), project.slug() + "-realm", "manage-clients");
    AdminRest rest = new AdminRest(admin.session(), project.slug());
    for (String own : List.of("account-console", "security-admin-console", "admin-cli")) {
      String id = rest.get("/clients?clientId=" + own).expect(200).json().get(0).get("id").asText();
      for (Map<String, Object> change :
          List.<Map<String, Object>>of(
              Map.of("redirectUris", List.of("https://evil.example/callback")),
              Map.of("rootUrl", "https://evil.example"),
              Map.of("directAccessGrantsEnabled", true))) {
        assertThat(rest.put("/clients/" + id, change).status()).isEqualTo(400);
      }
    }
  }

  /** Names that Keycloak may come to use are no way around the rules. */
  @ParameterizedTest
  @ValueSource(strings = {"admin-permissions", "_system"})
  void aReservedNameIsUnderTheRules(String clientId) {
    assertThat(
            project
                .adminRest()
                .post(
                    "/clients",
                    Map.of("clientId", clientId, "redirectUris", List.of("https://evil.example/*")))
                .status())
        .isEqualTo(400);
  }

  private static Map<String, Object> mapper(String type, Map<String, String> config) {
    return Map.of(
        "name",
        TestProjects.unique("m"),
        "protocol",
        "openid-connect",
        "protocolMapper",
        type,
        "config",
        config);
  }

  @Test
  void theRedirectsDocumentIsTheDefaultClient() {
    TestProject own = projects.create();
    String redirects = "/api/auth/banata/config/redirects/";
    assertThat(own.http().post(redirects + "get", null).expect(200).json()).isEmpty();

    Map<String, Object> document = new HashMap<>();
    document.put("redirectUris", List.of("https://Shop.example.com/cb"));
    document.put("signOutRedirects", List.of("https://shop.example.com/bye"));
    document.put("appHomepage", "https://shop.example.com/");
    document.put("userInvitation", "https://shop.example.com/invite");
    document.put("logoUri", "https://shop.example.com/logo.png");
    document.put("ssoSuccess", "https://shop.example.com/sso");
    JsonNode saved =
        own.http().post(redirects + "save", Map.of("config", document)).expect(200).json();

    document.put("redirectUris", List.of("https://shop.example.com/cb"));
    assertThat(saved).hasSize(document.size());
    assertThat(saved.at("/redirectUris/0").asText()).isEqualTo("https://shop.example.com/cb");
    assertThat(own.http().post(redirects + "get", Map.of()).json()).isEqualTo(saved);
    JsonNode client = own.http().post(CLIENTS + "get", Map.of("id", own.slug())).json();
    assertThat(client.get("type").asText()).isEqualTo("web");
    assertThat(client.get("invitationUrl").asText()).isEqualTo("https://shop.example.com/invite");
    assertAnswer(
            own.http()
                .post(
                    redirects + "save",
                    Map.of("config", Map.of("redirectUris", List.of("https://*.example.com/")))))
        .isInvalid("config.redirectUris.0");
    assertAnswer(
            own.http()
                .post(
                    redirects + "save",
                    Map.of("config", Map.of("ssoSuccess", "http://x.example/"))))
        .isInvalid("config.ssoSuccess");
    assertAnswer(own.http().post(redirects + "save", Map.of("config", Map.of("nonsense", "x"))))
        .isInvalid("config");
    JsonNode cleared =
        own.http()
            .post(redirects + "save", Map.of("config", Map.of("appHomepage", "https://a.example/")))
            .expect(200)
            .json();
    assertThat(cleared).hasSize(1);
  }

  @Test
  void publicSettingsAreReadByTheOriginsOfTheClientThatIsNamed() {
    TestProject own = projects.create();
    own.newClient(Map.of("clientId", "one", "trustedOrigins", List.of("https://one.example.com")));
    own.newClient(Map.of("clientId", "two", "trustedOrigins", List.of("https://two.example.com")));
    String path = "/realms/" + own.slug() + "/banata/config/public";

    Answer one =
        projects
            .anonymous()
            .post(path, Map.of("clientId", "one"), "Origin", "https://one.example.com");
    Answer foreign =
        projects
            .anonymous()
            .post(path, Map.of("clientId", "one"), "Origin", "https://two.example.com");
    Answer preflight =
        projects
            .anonymous()
            .send("OPTIONS", path + "?clientId=two", null, "Origin", "https://two.example.com");
    Answer bySlug =
        projects.anonymous().post("/api/auth/banata/config/public", Map.of("clientId", own.slug()));
    Answer byId =
        projects.anonymous().post("/api/auth/banata/config/public", Map.of("projectId", own.id()));
    Answer nothing = projects.anonymous().post("/api/auth/banata/config/public", Map.of());

    assertAnswer(one).isOk();
    assertThat(one.json().at("/client/clientId").asText()).isEqualTo("one");
    assertThat(one.header("Access-Control-Allow-Origin")).isEqualTo("https://one.example.com");
    assertThat(one.body().toLowerCase(Locale.ROOT)).doesNotContain("secret");
    assertThat(foreign.status()).isEqualTo(200);
    assertThat(foreign.header("Access-Control-Allow-Origin")).isNull();
    assertThat(preflight.header("Access-Control-Allow-Origin"))
        .isEqualTo("https://two.example.com");
    assertThat(bySlug.json().at("/project/clientId").asText()).isEqualTo(own.slug());
    assertThat(byId.json()).isEqualTo(bySlug.json());
    assertThat(nothing.json().get("project").isNull()).isTrue();
    for (Map<String, Object> unknown :
        List.<Map<String, Object>>of(
            Map.of("clientId", "no-such-client"), Map.of("projectId", "no-such-project"))) {
      assertAnswer(projects.anonymous().post("/api/auth/banata/config/public", unknown))
          .isRefused(404, "PROJECT_NOT_FOUND");
    }
    assertAnswer(projects.anonymous().post(path, Map.of("clientId", "no-such-client")))
        .isRefused(404, "PROJECT_NOT_FOUND");
  }
}
