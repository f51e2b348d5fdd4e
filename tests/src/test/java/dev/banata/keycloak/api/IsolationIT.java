package dev.banata.keycloak.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.server.Http;
import dev.banata.keycloak.server.Http.Answer;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Two projects that are driven at once never see each other. */
@ExtendWith(ServerExtension.class)
@Tag("postgres")
final class IsolationIT {

  private static final int CLIENTS = 50;
  private static final Duration TIME = Duration.ofSeconds(30);
  private static final String ADMIN = "/api/auth/admin/";

  @Test
  void fiftyClientsOfTwoProjectsReadNothingOfTheOther(TestServer server)
      throws InterruptedException, ExecutionException {
    TestProjects projects = new TestProjects(server);
    List<TestProject> both = List.of(projects.create(), projects.create());
    // The same e-mail in both, with the name that tells whose it is.
    for (TestProject project : both) {
      project.newUser(Map.of("email", "same@example.org", "name", project.slug()));
    }
    AtomicLong calls = new AtomicLong();
    Queue<String> wrong = new ConcurrentLinkedQueue<>();
    long end = System.nanoTime() + TIME.toNanos();
    Parallel.run(
        CLIENTS,
        client -> {
          TestProject project = both.get(client % 2);
          for (int i = 0; System.nanoTime() < end; i++) {
            calls.incrementAndGet();
            check(project, call(project.http(), project, client, i), wrong);
          }
          return client;
        });

    System.out.printf(
        "IsolationIT: %d clients made %d calls in %d s%n", CLIENTS, calls.get(), TIME.toSeconds());
    assertThat(wrong).isEmpty();
    assertThat(calls).hasValueGreaterThan(CLIENTS);
    for (TestProject project : both) {
      JsonNode same =
          project
              .http()
              .post(ADMIN + "list-users", Map.of("email", "same@example.org"))
              .expect(200)
              .json();
      assertThat(same.get("total").asInt()).isEqualTo(1);
      assertThat(same.at("/data/0/name").asText()).isEqualTo(project.slug());
    }
  }

  private static Answer call(Http http, TestProject project, int client, int i) {
    return switch (i % 4) {
      case 0 ->
          http.post(
              ADMIN + "create-user",
              Map.of("email", "c" + client + "-" + i + "@example.org", "name", project.slug()));
      case 1 -> http.post(ADMIN + "list-users", Map.of("limit", 20));
      case 2 -> http.post(ADMIN + "list-users", Map.of("email", "same@example.org"));
      default -> http.post("/api/auth/banata/projects/list", null);
    };
  }

  private static void check(TestProject project, Answer answer, Queue<String> wrong) {
    if (answer.status() != 200) {
      wrong.add(answer.toString());
      return;
    }
    for (String id : answer.json().findValuesAsText("projectId")) {
      if (!id.equals(project.id())) {
        wrong.add("cross-read: " + answer);
      }
    }
    for (String slug : answer.json().findValuesAsText("slug")) {
      if (!slug.equals(project.slug())) {
        wrong.add("cross-read: " + answer);
      }
    }
    for (JsonNode user : answer.json().path("users")) {
      if (!user.get("name").asText().equals(project.slug())) {
        wrong.add("cross-read: " + answer);
      }
    }
  }
}
