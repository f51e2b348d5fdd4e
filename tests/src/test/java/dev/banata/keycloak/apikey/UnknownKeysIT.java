package dev.banata.keycloak.apikey;

import static dev.banata.keycloak.api.AnswerAssert.assertAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.banata.keycloak.api.KeyText;
import dev.banata.keycloak.api.Parallel;
import dev.banata.keycloak.api.TestKey;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.metric.ServerMetrics;
import dev.banata.keycloak.server.Http.Answer;
import dev.banata.keycloak.server.KeycloakServer;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An address that tries out keys. It is this machine's, so all tests share its permits. */
@Tag("once")
@ExtendWith(ServerExtension.class)
final class UnknownKeysIT {

  private static final String LIST = "/api/auth/api-key/list";
  private static final int BURST = 100;
  private static final int PER_SECOND = 20;
  private static final int THREADS = 8;
  private static final int REQUESTS = 400;

  private KeycloakServer keycloak;
  private TestProjects projects;
  private TestProject project;

  @BeforeEach
  void setUp(TestServer server) throws InterruptedException {
    keycloak = server.keycloak();
    projects = new TestProjects(server);
    project = projects.create();
    awaitAllPermits();
  }

  /** For each test, and for those of other classes that come after. */
  @AfterAll
  static void awaitAllPermits() throws InterruptedException {
    TimeUnit.SECONDS.sleep(BURST / PER_SECOND + 1);
  }

  /** Sends the request again and again, faster than permits come back. */
  private static List<Answer> flood(Supplier<Answer> request)
      throws InterruptedException, ExecutionException {
    return Parallel.run(
            THREADS,
            thread -> {
              List<Answer> answers = new ArrayList<>();
              for (int i = 0; i < REQUESTS / THREADS; i++) {
                answers.add(request.get());
              }
              return answers;
            })
        .stream()
        .flatMap(Collection::stream)
        .toList();
  }

  /** What the address had at once and got back in the time. */
  private static int permits(Duration time) {
    return BURST + (int) (time.toMillis() * PER_SECOND / 1000) + 1;
  }

  private Answer tryOut() {
    return projects.anonymous().bearer(KeyText.forged()).get(LIST);
  }

  @Test
  void isRefusedWithoutALookUp() throws InterruptedException, ExecutionException {
    ServerMetrics before = ServerMetrics.read(keycloak);
    long start = System.nanoTime();
    List<Answer> answers = flood(this::tryOut);
    Duration time = Duration.ofNanos(System.nanoTime() - start);
    ServerMetrics after = ServerMetrics.read(keycloak);

    assertThat(answers).extracting(Answer::status).containsOnly(401, 429);
    long lookedUp = answers.stream().filter(answer -> answer.status() == 401).count();
    long refused = answers.size() - lookedUp;
    assertThat(lookedUp).isBetween((long) BURST, (long) permits(time));
    assertThat(after.since(before, "banata_api_key_unknown_refusals_total"))
        .isEqualTo((double) refused);
    // Each look-up takes a connection, and Keycloak's timers take one now and then.
    assertThat(after.since(before, "agroal_acquire_count_total{datasource=\"default\"}"))
        .isBetween((double) lookedUp, (double) (lookedUp + refused / 2));
    assertRefusedForTheRate(answers);
  }

  private static void assertRefusedForTheRate(List<Answer> answers) {
    List<Answer> refused = answers.stream().filter(answer -> answer.status() == 429).toList();
    assertThat(refused)
        .isNotEmpty()
        .allSatisfy(
            answer -> {
              assertAnswer(answer).isRefused(429, "RATE_LIMITED");
              assertThat(answer.header("Retry-After")).isEqualTo("1");
            });
  }

  /** Neither one that this node has in its cache, nor one that it had there lately. */
  @Test
  void doesNotHinderKeysThatTheNodeKnows() throws InterruptedException, ExecutionException {
    project.http().get(LIST).expect(200);
    TestKey forgotten = project.newKey(Map.of());
    project.as(forgotten).get(LIST).expect(200);
    project
        .http()
        .post("/api/auth/api-key/update", Map.of("keyId", forgotten.id(), "name", "uncached"))
        .expect(200);
    List<Answer> answers = flood(this::tryOut);

    assertThat(answers).extracting(Answer::status).contains(429);
    assertAnswer(project.as(forgotten).get(LIST)).isOk();
    for (int i = 0; i < 20; i++) {
      tryOut();
      assertAnswer(project.http().get(LIST)).isOk();
    }
  }

  @Test
  void isRefusedByTheTokenEndpoint() throws InterruptedException, ExecutionException {
    List<Answer> answers = flood(() -> project.exchange(KeyText.forged()));

    assertThat(answers).extracting(Answer::status).containsOnly(400, 429);
    answers.stream()
        .filter(answer -> answer.status() == 429)
        .forEach(
            answer -> {
              assertThat(answer.json().get("error").asText()).isEqualTo("slow_down");
              assertThat(answer.header("Retry-After")).isEqualTo("1");
            });
  }

  @Test
  void isRefusedByVerify() throws InterruptedException, ExecutionException {
    List<Answer> answers =
        flood(
            () -> project.http().post("/api/auth/api-key/verify", Map.of("key", KeyText.forged())));

    assertThat(answers).extracting(Answer::status).containsOnly(200, 429);
    assertRefusedForTheRate(answers);
  }

  /** What no look-up is needed for costs no permit. */
  @Test
  void mayMistypeAsItLikes() throws InterruptedException, ExecutionException {
    String typo = KeyText.withTypo(project.fullKey().text());
    List<Answer> answers = flood(() -> projects.anonymous().bearer(typo).get(LIST));

    assertThat(answers).extracting(Answer::status).containsOnly(401);
  }
}
