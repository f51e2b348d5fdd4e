package dev.banata.keycloak.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banata.keycloak.api.TestKey;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.metric.ServerMetrics;
import dev.banata.keycloak.server.Http;
import dev.banata.keycloak.server.KeycloakServer;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The check of a key that the node has in its cache. Whoever reads from the database has to take a
 * connection from the pool, and the pool counts.
 */
@Tag("diagonal")
@ExtendWith(ServerExtension.class)
final class WarmKeyIT {

  private static final String VERIFY = "/api/auth/api-key/verify";
  private static final String ACQUIRED = "agroal_acquire_count_total{datasource=\"default\"}";
  private static final int ROUNDS = 4;
  private static final int CHECKS = 50;

  private static double connectionsOf(KeycloakServer server, int calls, Runnable call) {
    ServerMetrics before = ServerMetrics.read(server);
    for (int i = 0; i < calls; i++) {
      call.run();
    }
    return ServerMetrics.read(server).since(before, ACQUIRED);
  }

  /** Keycloak's own timers take a connection now and then, but not in each round. */
  @Test
  void readsNothingFromTheDatabase(TestServer server) {
    List<Double> rounds = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      TestProject project = new TestProjects(server).create();
      TestKey key = project.newKey(Map.of("rateLimitMax", 1000, "rateLimitTimeWindow", 1000));
      Http http = project.http();
      Runnable verify =
          () ->
              assertThat(
                      http.post(VERIFY, Map.of("key", key.text(), "projectId", project.id()))
                          .expect(200)
                          .json()
                          .get("valid")
                          .asBoolean())
                  .isTrue();
      verify.run();
      rounds.add(connectionsOf(server.keycloak(), CHECKS, verify));
    }

    assertThat(rounds).as("connections taken in each round").contains(0.0);
  }

  /** The test above would be green as well if the pool did not count. */
  @Test
  void aReadIsSeen(TestServer server) {
    TestProject project = new TestProjects(server).create();
    Http http = project.http();

    assertThat(
            connectionsOf(
                server.keycloak(), 10, () -> http.get("/api/auth/api-key/list").expect(200)))
        .isGreaterThanOrEqualTo(10);
  }
}
