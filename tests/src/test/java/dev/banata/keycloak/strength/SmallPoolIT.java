package dev.banata.keycloak.strength;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.AdminRest;
import dev.banata.keycloak.api.Parallel;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.Checkout;
import dev.banata.keycloak.server.Database;
import dev.banata.keycloak.server.FileTree;
import dev.banata.keycloak.server.Http.Answer;
import dev.banata.keycloak.server.KeycloakDistribution;
import dev.banata.keycloak.server.KeycloakServer;
import dev.banata.keycloak.server.ServerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A write that is judged takes one connection. If it took a second one while it holds the first,
 * writes at the same moment would wait for each other until they time out.
 */
@Tag("once")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SmallPoolIT {

  /** Keycloak starts with no fewer. */
  private static final int CONNECTIONS = 4;

  private static final int AT_ONCE = 12;
  private static final int ROUNDS = 3;

  /** A connection that is waited for in vain takes 5 seconds and more. */
  private static final Duration LIMIT = Duration.ofSeconds(5);

  private KeycloakServer server;
  private TestProject project;
  private AdminRest admin;

  @BeforeAll
  void start() throws Exception {
    Checkout checkout = Checkout.current();
    Path folder = checkout.testServers().resolve("small-pool");
    new FileTree(folder).delete();
    server =
        new ServerSettings(
                KeycloakDistribution.built(
                    checkout, KeycloakDistribution.newestVersion(), Database.H2),
                folder)
            .shortLived()
            .options(
                "--db-pool-initial-size=1",
                "--db-pool-min-size=1",
                "--db-pool-max-size=" + CONNECTIONS)
            .start();
    server.awaitReady();
    project = new TestProjects(server).create();
    admin = new RealmAdmins(project).with(RealmAdmins.REALM_ADMIN);
  }

  @AfterAll
  void stop() throws Exception {
    server.close();
  }

  private static String name(String kind, int round, int index) {
    return kind + "-" + round + "-" + index;
  }

  @Test
  void rolesAreChangedAtOnce() throws Exception {
    create("changed");
    writeAtOnce(
        204,
        round ->
            i -> {
              String name = name("changed", round, i);
              return admin.put("/roles/" + name, Map.of("name", name, "description", "changed"));
            });
  }

  @Test
  void rolesAreMadeAtOnce() throws Exception {
    writeAtOnce(201, round -> i -> admin.post("/roles", Map.of("name", name("made", round, i))));
  }

  @Test
  void rolesAreRemovedAtOnce() throws Exception {
    create("removed");
    writeAtOnce(204, round -> i -> admin.delete("/roles/" + name("removed", round, i)));
  }

  @Test
  void rolesAreComposedAtOnce() throws Exception {
    create("composed");
    List<JsonNode> part = List.of(admin.clientRole("banata", "user.read"));
    writeAtOnce(
        204,
        round -> i -> admin.post("/roles/" + name("composed", round, i) + "/composites", part));
  }

  /** The realm has groups that everybody joins and a reference to our vault. */
  @Test
  void groupsAreMadeEverybodysAtOnce() throws Exception {
    List<List<String>> groups = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      List<String> made = new ArrayList<>();
      for (int i = 0; i < AT_ONCE; i++) {
        made.add(admin.createGroup("/groups", name("everybody", round, i)));
      }
      groups.add(made);
    }
    writeAtOnce(
        204, round -> i -> admin.put("/default-groups/" + groups.get(round).get(i), Map.of()));
  }

  private void create(String kind) {
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < AT_ONCE; i++) {
        admin.post("/roles", Map.of("name", name(kind, round, i))).expect(201);
      }
    }
  }

  private record Timed(Answer answer, Duration time) {}

  private static void writeAtOnce(int status, IntFunction<IntFunction<Answer>> writes)
      throws Exception {
    for (int round = 0; round < ROUNDS; round++) {
      IntFunction<Answer> write = writes.apply(round);
      List<Timed> all =
          Parallel.run(
              AT_ONCE,
              i -> {
                long start = System.nanoTime();
                Answer answer = write.apply(i);
                return new Timed(answer, Duration.ofNanos(System.nanoTime() - start));
              });
      assertThat(all)
          .allSatisfy(
              timed -> {
                assertThat(timed.answer().status()).as(timed.answer().toString()).isEqualTo(status);
                assertThat(timed.time()).isLessThan(LIMIT);
              });
    }
  }
}
