package dev.banata.keycloak.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.audience.Browser;
import dev.banata.keycloak.server.Checkout;
import dev.banata.keycloak.server.Http;
import dev.banata.keycloak.server.Http.Answer;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.ServerSettings;
import dev.banata.keycloak.server.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The programs of docs/examples, as docs/consumers.md shows them: the APIs accept the tokens that
 * are for them and no others, and each client gets such a token in its way.
 */
@Tag("once")
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ExamplesIT {

  private static final String ORDERS = "orders-api";
  private static final String SECRET = "a secret of examples";
  private static final String PASSWORD = "correct horse";
  private static final List<Example> APIS = List.of(Example.SPRING, Example.QUARKUS, Example.NODE);

  private final Map<Example, String> urls = new EnumMap<>(Example.class);
  private final Map<Example, Program> programs = new EnumMap<>(Example.class);
  private final Map<String, String> refused = new LinkedHashMap<>();
  private String keycloak;
  private TestProject project;
  private RealmKey realmKey;

  @BeforeAll
  void startApis(TestServer server) throws Exception {
    keycloak = server.keycloak().url();
    TestProjects projects = new TestProjects(server);
    project = projects.create();
    realmKey = RealmKey.create("of the realm").importInto(project.adminRest());
    project
        .adminRest()
        .createUser("ada", PASSWORD, Map.of("firstName", "Ada", "lastName", "Byron"));
    makeCaller(project, "caller", ORDERS);
    makeCaller(project, "billing", "billing-api");
    TestProject other = projects.create();
    makeCaller(other, "caller", ORDERS);

    for (Example api : APIS) {
      if (api.canRun()) {
        int port = ServerSettings.freePort();
        urls.put(api, "http://localhost:" + port);
        programs.put(api, api.start(environment("PORT", Integer.toString(port))));
      }
    }
    collectRefusedTokens(other);
    for (Map.Entry<Example, Program> api : programs.entrySet()) {
      api.getValue().awaitAnswers(new Http(urls.get(api.getKey())));
    }
  }

  @AfterAll
  void stopApis() {
    programs.values().forEach(Program::close);
  }

  private void collectRefusedTokens(TestProject other) throws GeneralSecurityException {
    String good = token(project, "caller");
    refused.put("no token", null);
    refused.put("no JWT", "nonsense");
    refused.put("another audience", token(project, "billing"));
    refused.put("another project", token(other, "caller"));
    refused.put(
        "the signature of another token", content(good) + signature(token(project, "caller")));
    refused.put("alg none", realmKey.doNotSign(claims(Map.of())));
    refused.put("no signature", content(good) + ".");
    refused.put("alg HS256 with the public key", realmKey.signWithThePublicKey(claims(Map.of())));
    refused.put(
        "signed with a key that the realm does not have",
        RealmKey.create(realmKey.id()).sign(claims(Map.of())));
    refused.put(
        "a key id that the realm does not have", RealmKey.create("x").sign(claims(Map.of())));
    refused.put("expired", realmKey.sign(claims(Map.of("exp", secondsFromNow(-120)))));
    refused.put("another issuer", realmKey.sign(claims(Map.of("iss", keycloak + "/realms/x"))));
    refused.put("an ID token", realmKey.sign(claims(Map.of("typ", "ID"))));
    refused.put("no audience", realmKey.sign(claims(Map.of("aud", List.of()))));
  }

  private Stream<Arguments> refusals() {
    return APIS.stream()
        .flatMap(api -> refused.keySet().stream().map(reason -> Arguments.of(api, reason)));
  }

  @ParameterizedTest
  @EnumSource(names = {"SPRING", "QUARKUS", "NODE"})
  void anApiAcceptsATokenThatIsForIt(Example api) throws GeneralSecurityException {
    assumeTrue(api.canRun(), "no Node");

    JsonNode answer = orders(api, token(project, "caller")).expect(200).json();
    assertThat(answer.get("client").asText()).isEqualTo("caller");
    assertThat(answer.get("subject").asText()).isNotBlank();

    // What the refused tokens are made from.
    orders(api, realmKey.sign(claims(Map.of()))).expect(200);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("refusals")
  void anApiRefusesAnyOtherToken(Example api, String reason) {
    assumeTrue(api.canRun(), "no Node");

    Answer answer = orders(api, refused.get(reason));

    assertThat(answer.status()).as(answer.toString()).isEqualTo(401);
    assertThat(answer.header("WWW-Authenticate")).startsWithIgnoringCase("Bearer");
  }

  @Test
  void somebodySignsInAtTheWebApp() throws Exception {
    assumeTrue(Example.WEB.canRun(), "no Node");
    int port = ServerSettings.freePort();
    String home = "http://localhost:" + port + "/";
    ObjectNode client = client("shop-web");
    client.putArray("redirectUris").add(home + "callback");
    String secret = create(client).get("clientSecret").asText();
    try (Program web =
        Example.WEB.start(
            environment(
                "PORT",
                Integer.toString(port),
                "CLIENT_SECRET",
                secret,
                "ORDERS_URL",
                ordersUrl()))) {
      web.awaitAnswers(new Http("http://localhost:" + port));
      Browser browser = new Browser(keycloak, home);

      assertThat(browser.open(home)).isEqualTo(home + "sign-in");
      assertThat(browser.open(home + "sign-in")).isNull();
      String callback = browser.submit(Map.of("username", "ada", "password", PASSWORD));
      assertThat(callback).startsWith(home + "callback?");
      assertThat(browser.open(callback)).isEqualTo(home);
      assertThat(browser.open(home)).isNull();

      JsonNode page = new ObjectMapper().readTree(browser.page());
      assertThat(page.get("user").asText()).isEqualTo("ada");
      assertThat(page.at("/orders/client").asText()).isEqualTo("shop-web");

      // The same answer of Keycloak again, by somebody who did not start this sign-in.
      Browser stranger = new Browser(keycloak, home);
      stranger.open(callback);
      assertThat(stranger.page()).contains("No sign-in has been started");
      assertThat(stranger.open(home)).isEqualTo(home + "sign-in");
    }
  }

  @Test
  void aTillIsAllowedOnAnotherDevice() throws Exception {
    assumeTrue(Example.POS.canRun(), "no Node");
    ObjectNode client = client("shop-till");
    String id = create(client).at("/client/id").asText();
    project
        .adminRest()
        .put("/clients/" + id, Map.of("attributes", Map.of("oauth2.device.polling.interval", "1")))
        .expect(204);
    try (Program till = Example.POS.start(environment("ORDERS_URL", ordersUrl()))) {
      Browser phone = new Browser(keycloak, "nothing");
      phone.open(till.awaitLine("or open "));
      phone.submit(Map.of("username", "ada", "password", PASSWORD));
      phone.submit(Map.of("accept", "Yes"));

      assertThat(till.awaitEnd()).contains("200 ", "\"client\":\"shop-till\"");
    }
  }

  @Test
  void aServiceProvesWithItsKeyWhoItIs(@TempDir Path folder) throws Exception {
    assumeTrue(Example.SERVICE.canRun(), "no Node");
    String file = folder.resolve("key.pem").toString();
    String keys;
    try (Program key = Example.KEY.start(Map.of("PRIVATE_KEY_FILE", file))) {
      keys = key.awaitEnd();
    }
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(Path.of(file))))
        .isEqualTo("rw-------");
    JsonNode jwks = new ObjectMapper().readTree(keys);
    String keyId = jwks.at("/keys/0/kid").asText();
    create(client("shop-service").set("jwks", jwks));
    try (Program service =
        Example.SERVICE.start(
            environment("PRIVATE_KEY_FILE", file, "KEY_ID", keyId, "ORDERS_URL", ordersUrl()))) {

      assertThat(service.awaitEnd()).contains("200 ", "\"client\":\"shop-service\"");
    }
  }

  private Answer orders(Example api, String token) {
    Http http = new Http(urls.get(api));
    return (token == null ? http : http.bearer(token)).get("/orders");
  }

  private String ordersUrl() {
    return urls.get(Example.NODE) + "/orders";
  }

  private static String content(String token) {
    return token.substring(0, token.lastIndexOf('.'));
  }

  /** With the dot before it. */
  private static String signature(String token) {
    return token.substring(token.lastIndexOf('.'));
  }

  private String issuer() {
    return keycloak + "/realms/" + project.slug();
  }

  private Map<String, String> environment(String... pairs) {
    Map<String, String> environment = new HashMap<>(Map.of("ISSUER", issuer()));
    for (int i = 0; i < pairs.length; i += 2) {
      environment.put(pairs[i], pairs[i + 1]);
    }
    return environment;
  }

  /** Makes a client that gets tokens for the audience with a secret. */
  private static void makeCaller(TestProject project, String clientId, String audience) {
    project
        .adminRest()
        .createClient(
            Map.of(
                "clientId",
                clientId,
                "secret",
                SECRET,
                "serviceAccountsEnabled",
                true,
                "standardFlowEnabled",
                false,
                "attributes",
                Map.of("banata.audiences", audience)));
  }

  /** As the guide does it: by our API, with a key of the project. */
  private JsonNode create(ObjectNode client) {
    return project.http().post("/api/auth/banata/clients/create", client).expect(200).json();
  }

  /** A client as docs/examples has it. */
  private static ObjectNode client(String name) throws IOException {
    Path file = Checkout.current().root().resolve("docs/examples/clients/" + name + ".json");
    return (ObjectNode) new ObjectMapper().readTree(Files.readString(file));
  }

  private String token(TestProject of, String clientId) {
    return new Http(keycloak)
        .postForm(
            "/realms/" + of.slug() + "/protocol/openid-connect/token",
            Map.of(
                "grant_type", "client_credentials", "client_id", clientId, "client_secret", SECRET))
        .expect(200)
        .json()
        .get("access_token")
        .asText();
  }

  /** Claims that an API accepts, with some of them replaced. */
  private Map<String, Object> claims(Map<String, Object> others) {
    Map<String, Object> claims =
        new HashMap<>(
            Map.of(
                "iss",
                issuer(),
                "aud",
                ORDERS,
                "sub",
                "somebody",
                "azp",
                "caller",
                "typ",
                "Bearer",
                "iat",
                secondsFromNow(-300),
                "exp",
                secondsFromNow(300)));
    claims.putAll(others);
    return claims;
  }

  private static long secondsFromNow(int seconds) {
    return Instant.now().getEpochSecond() + seconds;
  }
}
