package dev.banata.keycloak.cluster;

import static dev.banata.keycloak.api.AnswerAssert.assertAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.Http;
import dev.banata.keycloak.server.Http.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A database that goes and comes back, under nodes that are not restarted. */
@Tag("cluster")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(ClusterExtension.class)
final class DatabaseFailureIT {

  /** Twice the limit of {@link Cluster} for a connection, and some more. */
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(10);

  private static final Duration RECOVERY_LIMIT = Duration.ofSeconds(10);
  private static final String LIST_USERS = "/api/auth/admin/list-users";

  private Cluster cluster;
  private ClusterTables tables;
  private TestProjects projects;

  @BeforeAll
  void connect(Cluster shared) {
    cluster = shared;
    tables = new ClusterTables(cluster);
    projects = new TestProjects(cluster.node(0));
  }

  private record Timed(Answer answer, Duration time) {}

  @Test
  void aDatabaseThatIsStoppedIs503UntilItIsStarted() throws Exception {
    TestProject project = projects.create();
    List<Supplier<Answer>> calls = calls(project);
    calls.forEach(call -> call.get().expect(200));
    List<Timed> during;
    cluster.stopDatabase();
    try {
      during = callFor(Duration.ofSeconds(20), calls);
    } finally {
      cluster.startDatabase();
    }

    assertRefused(during);
    assertRecovers(project);
  }

  /** A read and a write by a key, a write by an admin, one by each entry point. */
  private List<Supplier<Answer>> calls(TestProject project) {
    Http admin = projects.admin().renewed().http();
    Http key = project.http();
    return List.of(
        () -> key.post(LIST_USERS, null),
        () ->
            key.post(
                "/api/auth/admin/create-user",
                Map.of("email", TestProjects.unique("u") + "@example.org", "name", "Ada")),
        () ->
            admin.post(
                "/api/auth/banata/projects/create",
                Map.of("name", "Lost", "slug", TestProjects.unique("lost"))),
        () -> key.post("/realms/" + project.slug() + "/banata/api/auth/admin/list-users", null),
        () ->
            admin.post(
                "/admin/realms/" + project.slug() + "/banata/api/auth/admin/list-users", null));
  }

  /** Each call again and again, in a thread of its own. */
  private static List<Timed> callFor(Duration time, List<Supplier<Answer>> calls)
      throws InterruptedException {
    List<Traffic<Timed>> clients = new ArrayList<>();
    for (Supplier<Answer> call : calls) {
      clients.add(
          Traffic.start(
              1,
              () -> {
                long start = System.nanoTime();
                Answer answer = call.get();
                return new Timed(answer, Duration.ofNanos(System.nanoTime() - start));
              }));
    }
    Thread.sleep(time.toMillis());
    List<Timed> all = new ArrayList<>();
    for (Traffic<Timed> client : clients) {
      List<Timed> answers = client.stop();
      assertThat(answers).as("answers while the database was away").isNotEmpty();
      all.addAll(answers);
    }
    return all;
  }

  private static void assertRefused(List<Timed> during) {
    Duration longest = during.stream().map(Timed::time).max(Duration::compareTo).orElseThrow();
    System.out.printf(
        "%d answers while the database was away, the slowest after %d ms%n",
        during.size(), longest.toMillis());
    for (Timed timed : during) {
      assertAnswer(timed.answer()).isRefused(503, "SERVICE_UNAVAILABLE");
      assertThat(timed.answer().header("Retry-After")).isEqualTo("1");
      assertThat(timed.time()).as(timed.answer().call()).isLessThan(ANSWER_LIMIT);
    }
  }

  private void assertRecovers(TestProject project) throws Exception {
    long start = System.nanoTime();
    for (int i = 0; i < cluster.size(); i++) {
      Http node = new Http(cluster.node(i).url()).bearer(project.fullKey().text());
      while (node.post(LIST_USERS, null).status() != 200) {
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(RECOVERY_LIMIT);
        Thread.sleep(100);
      }
    }
    System.out.printf("recovered after %d ms%n", (System.nanoTime() - start) / 1_000_000);
    projects.create();
    assertThat(tables.realmsWithoutRow()).isEmpty();
    assertThat(tables.rowsWithoutRealm()).isEmpty();
    assertThat(tables.tablesWithOrphans()).isEmpty();
  }
}
