package dev.banata.keycloak.audience;

import static dev.banata.keycloak.audience.Tokens.accessToken;
import static dev.banata.keycloak.audience.Tokens.audience;
import static dev.banata.keycloak.audience.Tokens.claims;
import static dev.banata.keycloak.audience.Tokens.error;
import static dev.banata.keycloak.audience.Tokens.texts;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.banata.keycloak.api.AdminRest;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.project.ConsoleSignIn;
import dev.banata.keycloak.server.Http;
import dev.banata.keycloak.server.Http.Answer;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is in {@code aud} of every token, and that no request gets more into it. */
@Tag("diagonal")
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AudiencesIT {

  private static final String ORDERS = "orders-api";
  private static final String BILLING = "https://billing.example/api";
  private static final String FOREIGN = "https://other.example/api";
  private static final String INVALID_TARGET = "invalid_target";

  private TestServer server;
  private TestProjects projects;
  private TestProject project;
  private Tokens tokens;

  /** A client web with two audiences, and others that have none of their own. */
  @BeforeAll
  void makeClients(TestServer shared) {
    server = shared;
    projects = new TestProjects(shared);
    project = projects.create();
    tokens = new Tokens(projects, project, shared.keycloak().url());
    AdminRest rest = project.adminRest();
    rest.doNotDetectBruteForce();
    rest.createUser("ada", Tokens.PASSWORD, Map.of("firstName", "Ada", "lastName", "Byron"));
    Map<String, Object> attributes =
        Map.of(
            "banata.audiences",
            ORDERS + "##" + BILLING,
            "standard.token.exchange.enabled",
            "true",
            "oauth2.device.authorization.grant.enabled",
            "true",
            "oauth2.device.polling.interval",
            "1");
    client("web", Map.of("attributes", attributes));
    client(ORDERS, Map.of("attributes", Map.of("standard.token.exchange.enabled", "true")));
    client("plain", Map.of());
    client(
        "light",
        Map.of(
            "attributes",
            Map.of(
                "client.use.lightweight.access.token.enabled",
                "true",
                "banata.audiences",
                ORDERS)));
    // Neither has this one our scope, nor is its own mapper worth anything.
    client(
        "bare",
        Map.of(
            "defaultClientScopes",
            List.of("basic", "profile"),
            "attributes",
            Map.of("standard.token.exchange.enabled", "true", "banata.audiences", ORDERS),
            "protocolMappers",
            List.of(hardCodedAudience(FOREIGN))));
  }

  private void client(String clientId, Map<String, Object> more) {
    project.adminRest().createClient(Tokens.client(clientId, more));
  }

  private static Map<String, Object> hardCodedAudience(String audience) {
    return Map.of(
        "name",
        "hard-coded",
        "protocol",
        "openid-connect",
        "protocolMapper",
        "oidc-audience-mapper",
        "config",
        Map.of("included.custom.audience", audience, "access.token.claim", "true"));
  }

  private static void assertRefused(Answer answer) {
    assertThat(error(answer)).isEqualTo(INVALID_TARGET);
  }

  @Test
  void aTokenHasExactlyTheAudiencesOfItsClient() {
    assertThat(audience(tokens.password("web"))).containsExactly(ORDERS, BILLING);
    assertThat(audience(tokens.password("plain"))).containsExactly("plain");
    assertThat(audience(tokens.password("light"))).containsExactly(ORDERS);
    assertThat(audience(tokens.password("bare"))).containsExactly(ORDERS);
    assertThat(audience(tokens.service("web"))).containsExactly(ORDERS, BILLING);
    assertThat(audience(tokens.service("plain"))).containsExactly("plain");
  }

  @Test
  void aClientsAudiencesCountFromTheNextTokenOn() {
    String id =
        project
            .adminRest()
            .createClient(
                Tokens.client("moving", Map.of("attributes", Map.of("banata.audiences", ORDERS))));
    JsonNode signedIn = tokens.password("moving").expect(200).json();
    JsonNode narrowed = tokens.password("moving", "audience", ORDERS).expect(200).json();
    Map<String, Object> changed =
        Map.of("clientId", "moving", "attributes", Map.of("banata.audiences", "else"));
    project.adminRest().put("/clients/" + id, changed).expect(204);

    assertThat(audience(tokens.refresh("moving", signedIn))).containsExactly("else");
    assertRefused(tokens.refresh("moving", narrowed));
  }

  @Test
  void serviceAndPasswordRequestsNarrow() {
    assertThat(audience(tokens.service("web", "resource", BILLING))).containsExactly(BILLING);
    assertThat(audience(tokens.service("web", "audience", ORDERS))).containsExactly(ORDERS);
    assertThat(audience(tokens.service("web", "resource", "urn:client:" + ORDERS)))
        .containsExactly(ORDERS);
    assertThat(audience(tokens.service("web", "audience", BILLING + " " + ORDERS)))
        .containsExactlyInAnyOrder(ORDERS, BILLING);
    assertThat(
            audience(
                tokens.service("web", "resource", BILLING, "resource", "urn:client:" + ORDERS)))
        .containsExactlyInAnyOrder(ORDERS, BILLING);
    assertThat(audience(tokens.password("web", "audience", ORDERS, "audience", BILLING)))
        .containsExactlyInAnyOrder(ORDERS, BILLING);
    assertThat(audience(tokens.password("light", "audience", ORDERS))).containsExactly(ORDERS);
  }

  @Test
  void serviceAndPasswordRequestsDoNotWiden() {
    assertRefused(tokens.service("web", "resource", FOREIGN));
    assertRefused(tokens.service("web", "resource", BILLING, "resource", FOREIGN));
    assertRefused(tokens.service("web", "audience", "web"));
    assertRefused(tokens.service("web", "audience", ORDERS.toUpperCase(Locale.ROOT)));
    assertRefused(tokens.service("web", "resource", BILLING + "/"));
    assertRefused(tokens.service("web", "resource", "not-a-uri"));
    assertRefused(tokens.service("web", "resource", BILLING + "#x"));
    assertRefused(tokens.service("plain", "audience", ORDERS));
    assertRefused(tokens.password("web", "audience", FOREIGN));
    assertRefused(tokens.password("bare", "audience", FOREIGN));
    assertRefused(tokens.password("light", "resource", BILLING));
  }

  @Test
  void theCodeFlowNarrowsAndNothingWidensIt() {
    String everything = tokens.code("web");
    JsonNode all = tokens.redeem("web", everything).expect(200).json();
    JsonNode narrow =
        tokens.redeem("web", tokens.code("web", "resource", BILLING)).expect(200).json();

    assertThat(texts(claims(all.get("access_token").asText()).get("aud")))
        .containsExactly(ORDERS, BILLING);
    assertThat(texts(claims(narrow.get("access_token").asText()).get("aud")))
        .containsExactly(BILLING);
    assertThat(audience(tokens.refresh("web", narrow))).containsExactly(BILLING);
    assertThat(audience(tokens.refresh("web", narrow, "resource", BILLING)))
        .containsExactly(BILLING);
    assertRefused(tokens.refresh("web", narrow, "audience", ORDERS));
    assertRefused(
        tokens.redeem("web", tokens.code("web", "resource", BILLING), "audience", ORDERS));
    assertRefused(tokens.redeem("web", tokens.code("web"), "resource", FOREIGN));
  }

  @Test
  void anAuthorizationRequestTakesSeveralTargets() {
    for (String[] request :
        new String[][] {
          {"resource", BILLING, "resource", "urn:client:" + ORDERS},
          {"audience", ORDERS + " " + BILLING},
          {"audience", ORDERS, "resource", BILLING}
        }) {
      JsonNode signedIn = tokens.redeem("web", tokens.code("web", request)).expect(200).json();

      assertThat(texts(claims(signedIn.get("access_token").asText()).get("aud")))
          .containsExactlyInAnyOrder(ORDERS, BILLING);
    }
    JsonNode one = tokens.redeem("web", tokens.code("web", "audience", ORDERS)).expect(200).json();
    assertThat(texts(claims(one.get("access_token").asText()).get("aud"))).containsExactly(ORDERS);
    assertRefused(tokens.refresh("web", one, "resource", BILLING));
  }

  @Test
  void anAuthorizationRequestForMoreIsSentBackBeforeTheSignIn() {
    for (String[] request :
        new String[][] {
          {"resource", FOREIGN},
          {"audience", "plain"},
          {"resource", BILLING, "resource", FOREIGN},
          {"resource", "no-uri"}
        }) {
      assertThat(tokens.authorize("web", Tokens.redirect("web"), request))
          .containsEntry("error", INVALID_TARGET)
          .doesNotContainKey("code");
    }
    assertRefused(
        tokens.post(
            "ext/par/request",
            "web",
            "response_type",
            "code",
            "redirect_uri",
            Tokens.redirect("web"),
            "resource",
            FOREIGN));
  }

  @Test
  void aPushedRequestNarrows() {
    String one = pushed("audience", ORDERS);
    String both = pushed("audience", ORDERS, "resource", BILLING);

    assertThat(audience(tokens.redeem("web", tokens.code("web", "request_uri", one))))
        .containsExactly(ORDERS);
    assertThat(audience(tokens.redeem("web", tokens.code("web", "request_uri", both))))
        .containsExactlyInAnyOrder(ORDERS, BILLING);
  }

  private String pushed(String... parameters) {
    String[] all =
        Stream.concat(
                Stream.of(
                    "response_type",
                    "code",
                    "scope",
                    "openid",
                    "redirect_uri",
                    Tokens.redirect("web")),
                Arrays.stream(parameters))
            .toArray(String[]::new);
    return tokens
        .post("ext/par/request", "web", all)
        .expect(201)
        .json()
        .get("request_uri")
        .asText();
  }

  /** The authorization endpoint takes forms as well. */
  @Test
  void aPostedAuthorizationRequestTakesSeveralTargets() {
    String[] request = {
      "response_type",
      "code",
      "scope",
      "openid",
      "redirect_uri",
      Tokens.redirect("web"),
      "resource",
      BILLING,
      "resource"
    };
    String[] allowed = Stream.concat(Stream.of(request), Stream.of(BILLING)).toArray(String[]::new);
    String[] foreign = Stream.concat(Stream.of(request), Stream.of(FOREIGN)).toArray(String[]::new);

    assertThat(tokens.post("auth", "web", allowed).expect(200).body()).contains("password");
    assertThat(tokens.post("auth", "web", foreign).expect(302).header("Location"))
        .contains("error=" + INVALID_TARGET);
  }

  /** A sign-in does not inherit what an earlier one in the same session asked for. */
  @Test
  void eachCodeIsForWhatItsOwnRequestNamed() {
    String narrow = tokens.code("web", "audience", ORDERS);
    String everything = tokens.code("web");

    assertThat(audience(tokens.redeem("web", everything))).containsExactly(ORDERS, BILLING);
    assertThat(audience(tokens.redeem("web", narrow))).containsExactly(ORDERS);
  }

  @Test
  void aRefreshNarrowsOneTokenOnly() {
    JsonNode signedIn = tokens.password("web").expect(200).json();
    Answer refreshed = tokens.refresh("web", signedIn, "resource", BILLING);

    assertThat(audience(refreshed)).containsExactly(BILLING);
    assertThat(audience(tokens.refresh("web", refreshed.json()))).containsExactly(ORDERS, BILLING);
    assertRefused(tokens.refresh("web", signedIn, "resource", FOREIGN));
    assertRefused(tokens.refresh("web", signedIn, "audience", ORDERS, "audience", "plain"));
  }

  @Test
  void aDeviceNarrowsAndNothingWidensIt() throws InterruptedException {
    assertRefused(tokens.post("auth/device", "web", "scope", "openid", "resource", FOREIGN));
    assertThat(audience(deviceToken(device("audience", ORDERS)))).containsExactly(ORDERS);
    assertThat(audience(deviceToken(device("resource", BILLING)))).containsExactly(BILLING);
    assertThat(audience(deviceToken(device()))).containsExactly(ORDERS, BILLING);
    assertRefused(deviceToken(device("resource", BILLING), "audience", ORDERS));
    JsonNode narrow = deviceToken(device("resource", BILLING)).expect(200).json();
    assertRefused(tokens.refresh("web", narrow, "audience", ORDERS));
  }

  private JsonNode device(String... parameters) {
    String[] all =
        Stream.concat(Stream.of("scope", "openid"), Arrays.stream(parameters))
            .toArray(String[]::new);
    JsonNode device = tokens.post("auth/device", "web", all).expect(200).json();
    tokens.allowDevice(device);
    return device;
  }

  private Answer deviceToken(JsonNode device, String... parameters) {
    String[] all =
        Stream.concat(
                Stream.of("device_code", device.get("device_code").asText()),
                Arrays.stream(parameters))
            .toArray(String[]::new);
    return tokens.token("web", "urn:ietf:params:oauth:grant-type:device_code", all);
  }

  @Test
  void anExchangeNarrowsAndDoesNotWiden() {
    String web = accessToken(tokens.password("web"));
    String narrow = accessToken(tokens.password("web", "audience", ORDERS));
    String bare = accessToken(tokens.password("bare"));

    assertThat(audience(tokens.exchange("web", web))).containsExactly(ORDERS, BILLING);
    assertThat(audience(tokens.exchange("web", web, "audience", ORDERS))).containsExactly(ORDERS);
    assertThat(audience(tokens.exchange("web", web, "resource", BILLING))).containsExactly(BILLING);
    assertThat(audience(tokens.exchange("web", web, "audience", ORDERS, "resource", BILLING)))
        .containsExactlyInAnyOrder(ORDERS, BILLING);
    assertThat(audience(tokens.exchange(ORDERS, web))).containsExactly(ORDERS);
    assertThat(audience(tokens.exchange("bare", bare, "audience", ORDERS))).containsExactly(ORDERS);
    assertRefused(tokens.exchange("web", web, "audience", "plain"));
    assertRefused(tokens.exchange("web", web, "audience", "no-such-client"));
    assertRefused(tokens.exchange("web", web, "resource", FOREIGN));
    assertRefused(tokens.exchange(ORDERS, web, "resource", BILLING));
    // Its own narrow token gives a client no more than that.
    assertThat(audience(tokens.exchange("web", narrow))).containsExactly(ORDERS);
    assertRefused(tokens.exchange("web", narrow, "resource", BILLING));
  }

  @Test
  void introspectionIsForTheAudienceOnly() {
    String web = accessToken(tokens.password("web"));
    String narrow = accessToken(tokens.password("web", "resource", BILLING));
    String light = accessToken(tokens.password("light"));

    JsonNode seen = tokens.introspect(ORDERS, web);
    assertThat(seen.get("active").asBoolean()).isTrue();
    assertThat(texts(seen.get("aud"))).containsExactly(ORDERS, BILLING);
    assertThat(tokens.introspect(ORDERS, light).get("active").asBoolean()).isTrue();
    assertThat(texts(tokens.introspect(ORDERS, light).get("aud"))).containsExactly(ORDERS);
    for (String outsider : List.of("plain", "web")) {
      assertThat(tokens.introspect(outsider, web)).as(outsider).isEqualTo(inactive());
    }
    assertThat(tokens.introspect(ORDERS, narrow)).isEqualTo(inactive());
  }

  private static JsonNode inactive() {
    return JsonNodeFactory.instance.objectNode().put("active", false);
  }

  @Test
  void userinfoTakesTokensOfAnyAudience() {
    for (String token :
        List.of(
            accessToken(tokens.password("web", "resource", BILLING)),
            accessToken(tokens.password("web")),
            accessToken(tokens.password("plain")))) {
      assertThat(
              projects
                  .anonymous()
                  .bearer(token)
                  .get(tokens.realmUrl("/protocol/openid-connect/userinfo"))
                  .expect(200)
                  .json()
                  .has("sub"))
          .isTrue();
    }
  }

  /** Keycloak's own clients work as ever, and take no part in this. */
  @Test
  void theConsolesWorkAsEver() {
    AdminRest rest = project.adminRest();
    String id = rest.createUser("root", Tokens.PASSWORD, Map.of("lastName", "R", "firstName", "R"));
    rest.grantClientRole(id, "realm-management", "realm-admin");
    String keycloak = server.keycloak().url();
    Http admin = project.session("root", Tokens.PASSWORD).http();

    admin.get("/admin/realms/" + project.slug() + "/users").expect(200);
    assertThat(new ConsoleSignIn(keycloak).signIn(project.slug(), "root", Tokens.PASSWORD))
        .isEqualTo(302);
    String redirect = keycloak + "/realms/" + project.slug() + "/account/";
    String code =
        tokens
            .authorize(
                "account-console",
                redirect,
                "code_challenge_method",
                "S256",
                "code_challenge",
                "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM")
            .get("code");
    String token =
        accessToken(
            projects
                .anonymous()
                .postForm(
                    tokens.realmUrl("/protocol/openid-connect/token"),
                    Map.of(
                        "grant_type",
                        "authorization_code",
                        "client_id",
                        "account-console",
                        "code",
                        code,
                        "redirect_uri",
                        redirect,
                        "code_verifier",
                        "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk")));

    assertThat(texts(claims(token).get("aud"))).contains("account");
    assertThat(
            projects
                .anonymous()
                .bearer(token)
                .get(tokens.realmUrl("/account"), "Accept", "application/json")
                .expect(200)
                .json()
                .get("username")
                .asText())
        .isEqualTo("ada");
  }

  @Test
  void aRefusalIsAnEvent() {
    assertRefused(tokens.service("web", "resource", FOREIGN));

    JsonNode events =
        project.adminRest().get("/events?type=CLIENT_LOGIN_ERROR&client=web").expect(200).json();
    assertThat(events).isNotEmpty();
    assertThat(events.get(0).get("error").asText()).isEqualTo(INVALID_TARGET);
    assertThat(events.get(0).at("/details/reason").asText()).contains("may not have tokens");
  }

  @Test
  void everyRealmHasTheScopeAndEveryNewClientGetsIt() {
    String byKeycloak = TestProjects.unique("plain");
    projects
        .admin()
        .http()
        .post("/admin/realms", Map.of("realm", byKeycloak, "enabled", true))
        .expect(201);
    for (AdminRest rest :
        List.of(project.adminRest(), new AdminRest(projects.admin().renewed(), byKeycloak))) {
      JsonNode scope = named(rest.get("/default-default-client-scopes").expect(200).json());
      JsonNode mappers =
          rest.get("/client-scopes/" + scope.get("id").asText() + "/protocol-mappers/models")
              .expect(200)
              .json();
      String client = rest.createClient(Map.of("clientId", TestProjects.unique("c")));

      assertThat(mappers).hasSize(1);
      assertThat(mappers.at("/0/protocolMapper").asText()).isEqualTo("banata-audience-mapper");
      assertThat(
              named(rest.get("/clients/" + client + "/default-client-scopes").expect(200).json()))
          .isNotNull();
      assertThat(
              rest.get("/client-policies/profiles?include-global-profiles=true").expect(200).body())
          .contains("\"banata-audience\"");
    }
  }

  private static JsonNode named(JsonNode scopes) {
    return scopes
        .valueStream()
        .filter(scope -> scope.get("name").asText().equals("banata-audience"))
        .findFirst()
        .orElseThrow();
  }

  /** The console's own view of a client shows what its tokens will have. */
  @Test
  void theConsolesEvaluationShowsTheAudience() {
    AdminRest rest = project.adminRest();
    String user = rest.get("/users?username=ada").expect(200).json().at("/0/id").asText();
    JsonNode example =
        rest.get(
                "/clients/"
                    + rest.idOfClient("web")
                    + "/evaluate-scopes/generate-example-access-token?userId="
                    + user)
            .expect(200)
            .json();

    assertThat(texts(example.get("aud"))).containsExactly(ORDERS, BILLING);
  }

  /** Realms that come with clients keep the audiences that Keycloak's mapper gave them. */
  @Test
  void anAdoptedRealmKeepsItsAudiences() {
    String slug = TestProjects.unique("adopted");
    Map<String, Object> client =
        Tokens.client("legacy", Map.of("protocolMappers", List.of(hardCodedAudience(BILLING))));
    projects
        .admin()
        .http()
        .post(
            "/admin/realms",
            Map.of(
                "realm", slug, "enabled", true, "sslRequired", "none", "clients", List.of(client)))
        .expect(201);
    String token =
        accessToken(
            projects
                .anonymous()
                .postForm(
                    "/realms/" + slug + "/protocol/openid-connect/token",
                    Map.of(
                        "grant_type",
                        "client_credentials",
                        "client_id",
                        "legacy",
                        "client_secret",
                        Tokens.SECRET)));

    assertThat(texts(claims(token).get("aud"))).containsExactly(BILLING);
  }
}
