package dev.banata.keycloak.outgoing;

import static dev.banata.keycloak.api.AnswerAssert.assertAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.Parallel;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.Http.Answer;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a project's own servers can do to this server and to other projects. The test server allows
 * 127.0.0.1 and [::1]; 127.0.0.2 is the same machine, and denied.
 */
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class NeighboursIT {

  private static final String DENIED = "127.0.0.2";
  private static final String ALLOWED = "127.0.0.1";
  private static final String SECRET = "requirepass=hunter2";
  private static final String USERS = "/api/auth/admin/list-users";
  private static final String SEND = "/api/auth/banata/emails/send";

  private TestServer server;
  private TestProjects projects;
  private TestProject neighbour;

  @BeforeAll
  void start(TestServer shared) {
    server = shared;
    projects = new TestProjects(shared);
    neighbour = projects.create();
  }

  /** As an admin or Terraform does it, past our API. */
  private TestProject sendsBy(String host, int port) {
    TestProject project = projects.create();
    project
        .adminRest()
        .update(
            Map.of(
                "smtpServer",
                Map.of("host", host, "port", Integer.toString(port), "from", "a@example.org")))
        .expect(204);
    return project;
  }

  private static Answer send(TestProject project) {
    return project
        .http()
        .post(
            SEND, Map.of("to", TestProjects.unique("to") + "@example.org", "template", "welcome"));
  }

  private static JsonNode log(TestProject project) {
    return project
        .http()
        .post("/api/auth/banata/emails/log/list", Map.of())
        .expect(200)
        .json()
        .get("data");
  }

  @Test
  void e1_aLongAnswerOfAMailServerTakesNoTime() throws IOException {
    try (StandIn mail = StandIn.mailServer(ALLOWED, "550 " + "a".repeat(30_000))) {
      TestProject project = sendsBy(ALLOWED, mail.port());
      long begin = System.nanoTime();

      Answer answer = send(project).expect(200);

      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
      assertThat(answer.json().get("success").asBoolean()).isFalse();
    }
  }

  @Test
  void e1_anAnswerWithoutEndIsNotReadForEver() throws IOException {
    try (StandIn mail = new StandIn(ALLOWED, "220-x\r\n".repeat(200_000) + "220 x", line -> null)) {
      TestProject project = sendsBy(ALLOWED, mail.port());
      long begin = System.nanoTime();

      assertThat(send(project).json().get("success").asBoolean()).isFalse();

      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    }
  }

  /** Calls of a project while its server says nothing, and of its neighbour meanwhile. */
  private List<Answer> callsOf(StandIn tarpit, int waiting, Supplier<Answer> call)
      throws Exception {
    neighbour.http().post(USERS, Map.of()).expect(200);
    CompletableFuture<List<Answer>> calls =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return Parallel.run(70, i -> call.get());
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    while (tarpit.connections() < waiting) {
      assertThat(calls).isNotDone();
      Thread.sleep(20);
    }
    List<Duration> times = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      long begin = System.nanoTime();
      neighbour.http().post(USERS, Map.of()).expect(200);
      times.add(Duration.ofNanos(System.nanoTime() - begin));
      Thread.sleep(50);
    }
    assertThat(times).as("a neighbour's calls").allMatch(time -> time.toMillis() < 1_000);
    return calls.get();
  }

  @Test
  void e2_aTarpitHoldsItsOwnProjectOnly() throws Exception {
    try (StandIn tarpit = new StandIn(ALLOWED, null, line -> null)) {
      TestProject slow = sendsBy(ALLOWED, tarpit.port());

      List<Answer> calls = callsOf(tarpit, 8, () -> send(slow));

      List<Answer> refused = calls.stream().filter(answer -> answer.status() != 200).toList();
      assertThat(refused).hasSizeBetween(50, 62);
      assertThat(refused)
          .allSatisfy(
              answer -> {
                assertAnswer(answer).isRefused(503, "PROJECT_BUSY");
                assertThat(answer.header("Retry-After")).isNotBlank();
              });
      assertThat(tarpit.connections()).isLessThanOrEqualTo(20);
    }
  }

  /** Keycloak lets all calls of a client wait for the one that fetches its keys. */
  @Test
  void e2_aServerOfKeysHoldsItsOwnProjectOnly() throws Exception {
    try (StandIn tarpit = new StandIn(ALLOWED, null, line -> null)) {
      TestProject slow = projects.create();
      String client = signingClient(slow, "http://" + ALLOWED + ":" + tarpit.port() + "/jwks");
      List<Duration> times = new CopyOnWriteArrayList<>();

      List<Answer> calls =
          callsOf(
              tarpit,
              1,
              () -> {
                long begin = System.nanoTime();
                Answer answer = askForTokenOf(slow, client);
                times.add(Duration.ofNanos(System.nanoTime() - begin));
                return answer;
              });

      assertThat(calls).allMatch(answer -> answer.status() == 400);
      assertThat(times).filteredOn(time -> time.toMillis() < 4_000).hasSizeGreaterThan(40);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        DENIED,
        "2130706434",
        "127.2",
        "0x7f000002",
        "0x7f.0.0.2",
        "::ffff:127.0.0.2",
        "0:0:0:0:0:ffff:7f00:2",
        "0.0.0.0",
        "::"
      })
  void e3_aMailServerInADeniedNetworkIsNotReached(String host) throws IOException {
    try (StandIn mail = StandIn.mailServer("0.0.0.0", "250 ok")) {
      TestProject project = sendsBy(host, mail.port());

      Answer answer = send(project).expect(200);

      assertThat(answer.json().get("success").asBoolean()).as(host).isFalse();
      assertThat(mail.connections()).as(host).isZero();
      assertAnswer(
              project
                  .http()
                  .post(
                      "/api/auth/banata/config/email-providers/save",
                      Map.of(
                          "providers",
                          Map.of(
                              "smtp", Map.of("enabled", true, "host", host, "port", mail.port())))))
          .isInvalid("providers.smtp.host");
    }
  }

  @Test
  void e3_whatAServerSaysIsToldToNobodyButTheLog() throws IOException {
    for (StandIn other :
        List.of(
            new StandIn(ALLOWED, SECRET, line -> SECRET),
            StandIn.mailServer(ALLOWED, "554 " + SECRET),
            StandIn.mailServer(ALLOWED, SECRET))) {
      try (other) {
        TestProject project = sendsBy(ALLOWED, other.port());

        Answer answer = send(project).expect(200);

        assertThat(answer.json().get("success").asBoolean()).isFalse();
        assertThat(answer.body()).doesNotContain("hunter2");
        assertThat(log(project).toString()).doesNotContain("hunter2");
        Answer test =
            project
                .adminRest()
                .post(
                    "/testSMTPConnection",
                    Map.of(
                        "host",
                        ALLOWED,
                        "port",
                        Integer.toString(other.port()),
                        "from",
                        "a@example.org"));
        assertThat(test.body()).doesNotContain("hunter2");
      }
    }
    assertThat(server.keycloak().log()).contains("SMTP failed: ").contains("554 " + SECRET);
  }

  /** A client that signs, whose keys are somewhere; by the Admin REST API. */
  private static String signingClient(TestProject project, String jwksUrl) {
    String clientId = TestProjects.unique("signs");
    Map<String, Object> client = new HashMap<>();
    client.put("clientId", clientId);
    client.put("serviceAccountsEnabled", true);
    client.put("clientAuthenticatorType", "client-jwt");
    client.put("attributes", Map.of("use.jwks.url", "true", "jwks.url", jwksUrl));
    project.adminRest().createClient(client);
    return clientId;
  }

  private static Answer askForToken(TestProject project, String jwksUrl) {
    return askForTokenOf(project, signingClient(project, jwksUrl));
  }

  private static Answer askForTokenOf(TestProject project, String clientId) {
    String realm = "/realms/" + project.slug();
    long now = System.currentTimeMillis() / 1000;
    String issuer =
        project
            .anonymous()
            .get(realm + "/.well-known/openid-configuration")
            .json()
            .get("issuer")
            .asText();
    String assertion =
        base64("{\"alg\":\"RS256\",\"kid\":\"k\"}")
            + "."
            + base64(
                "{\"iss\":\"%1$s\",\"sub\":\"%1$s\",\"aud\":\"%2$s\",\"exp\":%3$d,\"jti\":\"%4$s\"}"
                    .formatted(clientId, issuer, now + 50, TestProjects.unique("j")))
            + ".AAAA";
    return project
        .anonymous()
        .postForm(
            realm + "/protocol/openid-connect/token",
            Map.of(
                "grant_type", "client_credentials",
                "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                "client_assertion", assertion));
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void e3_keysInADeniedNetworkAreNotFetched() throws IOException {
    TestProject project = projects.create();
    try (StandIn web = new StandIn("0.0.0.0", null, line -> null)) {
      for (String host : List.of(DENIED, "0.0.0.0", "2130706434", "[::ffff:127.0.0.2]")) {
        Answer answer = askForToken(project, "http://" + host + ":" + web.port() + "/jwks");

        assertThat(answer.status()).as(host).isEqualTo(400);
        assertThat(web.connections()).as(host).isZero();
      }
    }
  }

  @Test
  void e3_keysAreFetchedWithoutFollowingRedirectsAndNotRepeated() throws IOException {
    TestProject project = projects.create();
    try (StandIn other = new StandIn(ALLOWED, null, line -> null);
        StandIn redirecting =
            new StandIn(
                ALLOWED,
                null,
                line ->
                    line.isEmpty()
                        ? "HTTP/1.1 302 Found\r\nLocation: http://%s:%d/x\r\nContent-Length: 0\r\n"
                            .formatted(ALLOWED, other.port())
                        : null);
        StandIn talking =
            new StandIn(
                ALLOWED,
                null,
                line ->
                    line.isEmpty()
                        ? "HTTP/1.1 200 OK\r\nContent-Length: 19\r\n\r\n" + SECRET
                        : null)) {
      askForToken(project, "http://" + ALLOWED + ":" + redirecting.port() + "/jwks");
      Answer answer = askForToken(project, "http://" + ALLOWED + ":" + talking.port() + "/jwks");

      assertThat(redirecting.heard()).contains("GET /jwks HTTP/1.1");
      assertThat(other.connections()).isZero();
      assertThat(talking.connections()).isEqualTo(1);
      assertThat(answer.body()).doesNotContain("requirepass", "hunter2");
    }
  }

  @Test
  void e3_whatAServerOfKeysSaysIsToldToNobody() throws IOException {
    TestProject project = projects.create();
    for (String said :
        List.of(
            SECRET,
            "HTTP/1.1 " + SECRET,
            "HTTP/1.1 200 OK\r\n" + SECRET + "\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: " + SECRET + "\r\n",
            "HTTP/1.1 200 OK\r\nContent-Encoding: " + SECRET + "\r\n")) {
      try (StandIn web = new StandIn(ALLOWED, null, line -> line.isEmpty() ? said : null)) {
        Answer answer = askForToken(project, "http://" + ALLOWED + ":" + web.port() + "/jwks");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body()).as(said).doesNotContain("requirepass", "hunter2");
        assertThat(web.heard()).contains("GET /jwks HTTP/1.1");
      }
    }
  }

  @Test
  void e1_anAnswerWithKeysIsNotReadForEver() throws IOException {
    TestProject project = projects.create();
    String much = "a".repeat(30_000_000);
    for (String answer :
        List.of(
            "HTTP/1.1 200 OK\r\nX: " + much,
            "HTTP/1.1 200 OK\r\n" + "X: aaaa\r\n".repeat(3_000_000),
            "HTTP/1.1 200 OK\r\nContent-Length: 40000000\r\n\r\n" + much)) {
      try (StandIn web = new StandIn(ALLOWED, null, line -> line.isEmpty() ? answer : null)) {
        assertThat(askForToken(project, "http://" + ALLOWED + ":" + web.port() + "/k").status())
            .isEqualTo(400);

        // What the sockets' buffers hold counts as taken.
        assertThat(web.said()).isPositive().isLessThan(15_000_000);
      }
    }
  }

  @Test
  void e3_aJwksUriThatIsSuchAnAddressIsRefused() {
    TestProject production = projects.create(Map.of("environment", "production"));
    for (String host : List.of("169.254.169.254", "10.0.0.1", "[fd00:ec2::254]", DENIED)) {
      for (TestProject project : List.of(production, neighbour)) {
        assertAnswer(
                project
                    .http()
                    .post(
                        "/api/auth/banata/clients/create",
                        Map.of(
                            "clientId", TestProjects.unique("c"),
                            "name", "Test",
                            "type", "service",
                            "clientAuthentication", "private_key_jwt",
                            "jwksUri", "https://" + host + "/jwks")))
            .isInvalid("jwksUri");
      }
    }
  }
}
