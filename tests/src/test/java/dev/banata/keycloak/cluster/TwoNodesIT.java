package dev.banata.keycloak.cluster;

import static dev.banata.keycloak.api.AnswerAssert.assertAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.banata.keycloak.api.Parallel;
import dev.banata.keycloak.api.TestKey;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.api.TestProjects.TestAdmin;
import dev.banata.keycloak.project.ConsoleSignIn;
import dev.banata.keycloak.server.Http;
import dev.banata.keycloak.server.Http.Answer;
import dev.banata.keycloak.server.KeycloakServer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What one node does holds on the other within a second. */
@Tag("cluster")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(ClusterExtension.class)
final class TwoNodesIT {

  private static final Duration LIMIT = Duration.ofSeconds(1);
  private static final String LIST_USERS = "/api/auth/admin/list-users";

  private Cluster nodes;
  private TestProjects projects;
  private Http second;

  @BeforeAll
  void connect(Cluster cluster) {
    nodes = cluster;
    projects = new TestProjects(nodes.node(0));
    second = new Http(nodes.node(1).url());
  }

  /** Fails unless the second node refuses the key within the limit; it has it in its cache. */
  private void refusedOnSecondNode(TestKey key) throws InterruptedException {
    refused(key, second);
  }

  private static void refused(TestKey key, Http node) throws InterruptedException {
    long end = System.nanoTime() + LIMIT.toNanos();
    Answer answer;
    do {
      answer = node.bearer(key.text()).post(LIST_USERS, null);
      if (answer.status() == 401) {
        return;
      }
      Thread.sleep(50);
    } while (System.nanoTime() < end);
    assertThat(answer.status()).as("after a second: " + answer).isEqualTo(401);
  }

  private void warm(TestKey key) {
    warm(key, second);
  }

  private static void warm(TestKey key, Http node) {
    node.bearer(key.text()).post(LIST_USERS, null).expect(200);
    node.bearer(key.text()).post(LIST_USERS, null).expect(200);
  }

  @Test
  void theNodesAreACluster() throws IOException {
    assertThat(nodes.node(1).log()).containsPattern("Received new cluster view.*\\(2\\)");
  }

  @Test
  void aRevokedKeyEndsOnBoth() throws InterruptedException {
    TestProject project = projects.create();
    TestKey key = project.newKey(Map.of());
    warm(key);
    project.http().post("/api/auth/api-key/delete", Map.of("keyId", key.id())).expect(200);

    refusedOnSecondNode(key);
  }

  @Test
  void aRotatedSecretEndsOnBoth() throws InterruptedException {
    TestProject project = projects.create();
    TestKey key = project.newKey(Map.of());
    warm(key);
    project.http().post("/api/auth/api-key/rotate", Map.of("keyId", key.id())).expect(200);

    refusedOnSecondNode(key);
  }

  /** The lock is the database's: it does not matter which node holds it. */
  @Test
  void aKeyThatIsRevokedHereAndUpdatedThereIsDeadOnBoth()
      throws InterruptedException, ExecutionException {
    TestProject project = projects.create();
    Http first = new Http(nodes.node(0).url());
    for (int i = 0; i < 50; i++) {
      TestKey key = project.newKey(Map.of());
      warm(key);
      List<Answer> answers =
          Parallel.run(
              2,
              node ->
                  node == 0
                      ? project.http().post("/api/auth/api-key/delete", Map.of("keyId", key.id()))
                      : second
                          .bearer(project.fullKey().text())
                          .post(
                              "/api/auth/api-key/update",
                              Map.of("keyId", key.id(), "name", "another")));

      assertThat(answers.get(0).status()).isEqualTo(200);
      assertThat(answers.get(1).status()).isIn(200, 404);
      refused(key, first);
      refusedOnSecondNode(key);
    }
  }

  @Test
  void aNarrowedKeyIsNarrowedOnBoth() throws InterruptedException {
    TestProject project = projects.create();
    TestKey key = project.newKey(Map.of());
    warm(key);
    project
        .http()
        .post(
            "/api/auth/api-key/update",
            Map.of("keyId", key.id(), "permissions", List.of("vault.read")))
        .expect(200);
    Thread.sleep(LIMIT.toMillis());

    assertThat(second.bearer(key.text()).post(LIST_USERS, null).status()).isEqualTo(403);
  }

  @Test
  void aChangeOfBrandingIsSeenOnBoth() throws InterruptedException {
    TestProject project = projects.create();
    String style = "/realms/" + project.slug() + "/banata-branding/style.css";
    assertThat(second.get(style).expect(200).body()).contains("--banata-primary: #0f766e;");
    project
        .http()
        .post("/api/auth/banata/config/branding/save", Map.of("primaryColor", "#abcdef"))
        .expect(200);
    long end = System.nanoTime() + LIMIT.toNanos();
    String seen;
    do {
      seen = second.get(style).expect(200).body();
    } while (!seen.contains("#abcdef") && System.nanoTime() < end);

    assertThat(seen).as("after a second").contains("--banata-primary: #abcdef;");
  }

  /** Calls both nodes until one call after the end is refused; all before it must be answered. */
  private void endsOnBoth(String key, Instant end) throws InterruptedException, ExecutionException {
    List<Integer> answered =
        Parallel.run(
            2,
            i -> {
              Http node = new Http(nodes.node(i).url()).bearer(key);
              int before = 0;
              while (true) {
                Instant sent = Instant.now();
                Answer answer = node.post(LIST_USERS, null);
                if (!sent.isBefore(end)) {
                  assertAnswer(answer).isRefused(401, "INVALID_API_KEY");
                  return before;
                }
                if (Instant.now().isBefore(end)) {
                  assertAnswer(answer).isOk();
                  before++;
                }
              }
            });

    assertThat(answered).as("calls before the end, on each node").allMatch(calls -> calls > 1);
  }

  /** The first call after the expiry fails, though both nodes have the key in their caches. */
  @Test
  void aKeyExpiresOnBothAtItsTime() throws InterruptedException, ExecutionException {
    TestProject project = projects.create();
    Instant end = Instant.now().plusSeconds(6).truncatedTo(ChronoUnit.MILLIS);
    TestKey key = project.newKey(Map.of("expiresAt", end.toString()));

    endsOnBoth(key.text(), end);
  }

  @Test
  void theOverlapOfARotationEndsOnBothAtItsTime() throws InterruptedException, ExecutionException {
    TestProject project = projects.create();
    TestKey key = project.newKey(Map.of());
    warm(key);
    Answer rotated =
        project
            .http()
            .post("/api/auth/api-key/rotate", Map.of("keyId", key.id(), "gracePeriodSeconds", 5))
            .expect(200);

    endsOnBoth(key.text(), Instant.parse(rotated.json().get("overlapEndsAt").asText()));
    second.bearer(rotated.json().get("key").asText()).post(LIST_USERS, null).expect(200);
  }

  /** What one node let pass, the other takes off its own bucket within the second. */
  @Test
  void aRateLimitCountsTheCallsOnBoth() throws InterruptedException {
    TestKey key =
        projects.create().newKey(Map.of("rateLimitMax", 20, "rateLimitTimeWindow", 600_000));
    Http first = new Http(nodes.node(0).url()).bearer(key.text());
    for (int i = 0; i < 20; i++) {
      first.post(LIST_USERS, null).expect(200);
    }
    Thread.sleep(LIMIT.toMillis());
    Answer refused = second.bearer(key.text()).post(LIST_USERS, null);

    assertAnswer(refused).isRefused(429, "RATE_LIMITED");
    assertThat(refused.header("RateLimit-Limit")).isEqualTo("20");
    assertThat(refused.header("RateLimit-Remaining")).isEqualTo("0");
    // One call is back every 30 seconds.
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 30);
    assertThat(Integer.parseInt(refused.header("RateLimit-Reset"))).isBetween(560, 600);
  }

  /** A node that never saw the key begins with what the other has left. */
  @Test
  void theOtherNodeGoesOnWhereThisOneIs() throws InterruptedException {
    TestKey key =
        projects.create().newKey(Map.of("rateLimitMax", 20, "rateLimitTimeWindow", 600_000));
    Http first = new Http(nodes.node(0).url()).bearer(key.text());
    for (int i = 0; i < 5; i++) {
      first.post(LIST_USERS, null).expect(200);
    }
    Thread.sleep(LIMIT.toMillis());
    Answer answer = second.bearer(key.text()).post(LIST_USERS, null).expect(200);
    Thread.sleep(LIMIT.toMillis());
    Answer back = first.post(LIST_USERS, null).expect(200);

    assertThat(answer.header("RateLimit-Remaining")).isEqualTo("14");
    assertThat(back.header("RateLimit-Remaining")).isEqualTo("13");
  }

  @Test
  void keysOfADeletedProjectEndOnBoth() throws InterruptedException {
    TestProject project = projects.create();
    warm(project.fullKey());
    projects
        .admin()
        .http()
        .post("/api/auth/banata/projects/delete", Map.of("id", project.id()))
        .expect(200);

    refusedOnSecondNode(project.fullKey());
  }

  @Test
  void signInsOnBothNodesMakeOneDefaultProject() throws InterruptedException, ExecutionException {
    TestAdmin admin = projects.newAdmin("create-realm");
    List<Integer> statuses =
        Parallel.run(
            6,
            i ->
                new ConsoleSignIn(nodes.node(i % 2).url())
                    .signIn("master", admin.session().username(), admin.session().password()));

    assertThat(statuses).containsOnly(302);
    assertThat(
            admin
                .session()
                .renewed()
                .http()
                .post("/api/auth/banata/projects/list", null)
                .expect(200)
                .json()
                .get("projects"))
        .hasSize(1);
  }

  @Test
  void oneOfEightCreationsOfASlugOnBothNodesWins() throws InterruptedException, ExecutionException {
    String slug = TestProjects.unique("race");
    // A token has the address of its node as issuer.
    List<Http> admins =
        List.of(projects.admin().renewed().http(), new TestProjects(nodes.node(1)).admin().http());
    List<Answer> answers =
        Parallel.run(
            8,
            i ->
                admins
                    .get(i % 2)
                    .post(
                        "/api/auth/banata/projects/create", Map.of("name", "Race", "slug", slug)));

    assertThat(answers).allMatch(answer -> answer.status() == 200);
    assertThat(answers.stream().filter(a -> a.json().get("success").asBoolean())).hasSize(1);
  }

  @Test
  void aRevokedKeyEndsOnAThirdNodeThatCameLater() throws IOException, InterruptedException {
    KeycloakServer third = nodes.addNode();
    try {
      assertRevocationsReach(third);
    } finally {
      nodes.removeNode();
    }
  }

  private void assertRevocationsReach(KeycloakServer third)
      throws IOException, InterruptedException {
    Http onThird = new Http(third.url());
    assertThat(third.log()).containsPattern("Received new cluster view.*\\(3\\)");
    TestProject project = projects.create();
    TestKey revokedOnFirst = project.newKey(Map.of());
    TestKey revokedOnThird = project.newKey(Map.of());
    for (TestKey key : List.of(revokedOnFirst, revokedOnThird)) {
      warm(key);
      warm(key, onThird);
    }
    project
        .http()
        .post("/api/auth/api-key/delete", Map.of("keyId", revokedOnFirst.id()))
        .expect(200);
    refusedOnSecondNode(revokedOnFirst);
    refused(revokedOnFirst, onThird);
    onThird
        .bearer(project.fullKey().text())
        .post("/api/auth/api-key/delete", Map.of("keyId", revokedOnThird.id()))
        .expect(200);

    refusedOnSecondNode(revokedOnThird);
  }
}
