package dev.banata.keycloak.race;

import static dev.banata.keycloak.race.Races.done;
import static dev.banata.keycloak.race.Races.race;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.TestKey;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.Http.Answer;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Keys that change each other never wait for each other, on any database. */
@Tag("diagonal")
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KeyPairRacesIT {

  private static final String NAME = "changed by the other";

  private Races races;

  @BeforeAll
  void connect(TestServer server) {
    races = new Races(new TestProjects(server));
  }

  private static Answer rename(TestProject project, TestKey caller, TestKey target) {
    return project
        .as(caller)
        .post("/api/auth/api-key/update", Map.of("keyId", target.id(), "name", NAME));
  }

  private static JsonNode get(TestProject project, TestKey key) {
    return project.http().get("/api/auth/api-key/get?id=" + key.id()).expect(200).json();
  }

  @Test
  void twoKeysThatUpdateEachOtherAreBothAnswered() throws InterruptedException, ExecutionException {
    races.run(
        (project, lane) -> {
          TestKey one = project.newKey(Map.of());
          TestKey other = project.newKey(Map.of());
          List<Answer> answers =
              race(() -> rename(project, one, other), () -> rename(project, other, one));
          boolean hold =
              answers.stream().allMatch(Races::done)
                  && get(project, one).get("name").asText().equals(NAME)
                  && get(project, other).get("name").asText().equals(NAME);
          end(project, one, other);
          return hold ? null : "not both were done: " + answers;
        });
  }

  @Test
  void ofTwoKeysThatRevokeEachOtherOneLives() throws InterruptedException, ExecutionException {
    races.run(
        (project, lane) -> {
          TestKey one = project.newKey(Map.of());
          TestKey other = project.newKey(Map.of());
          long done =
              race(() -> revoke(project, one, other), () -> revoke(project, other, one)).stream()
                  .filter(Races::done)
                  .count();
          end(project, one, other);
          return done == 1 ? null : done + " of the two were revoked";
        });
  }

  /** An addition locks the realm, and then the key that adds. */
  @Test
  void aKeyIsMadeWhileItsParentIsUpdated() throws InterruptedException, ExecutionException {
    races.run(
        (project, lane) -> {
          TestKey parent = project.newKey(Map.of());
          List<Answer> answers =
              race(
                  () ->
                      project.as(parent).post("/api/auth/api-key/create", Map.of("name", "child")),
                  () -> rename(project, project.fullKey(), parent));
          boolean hold =
              answers.stream().allMatch(Races::done)
                  && get(project, parent).get("name").asText().equals(NAME);
          end(project, parent);
          if (done(answers.get(0))) {
            String child = answers.get(0).json().get("id").asText();
            project.http().post("/api/auth/api-key/delete", Map.of("keyId", child)).expect(200);
          }
          return hold ? null : "not both were done: " + answers;
        });
  }

  private static Answer revoke(TestProject project, TestKey caller, TestKey target) {
    return project.as(caller).post("/api/auth/api-key/delete", Map.of("keyId", target.id()));
  }

  /** A project has a limit of keys. */
  private static void end(TestProject project, TestKey... keys) {
    for (TestKey key : keys) {
      project.http().post("/api/auth/api-key/delete", Map.of("keyId", key.id()));
    }
  }
}
