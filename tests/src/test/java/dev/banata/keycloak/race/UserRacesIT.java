package dev.banata.keycloak.race;

import static dev.banata.keycloak.race.Races.done;
import static dev.banata.keycloak.race.Races.race;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.TestKey;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.Http;
import dev.banata.keycloak.server.Http.Answer;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * No change of a user is lost, and nobody changes a user who has become stronger than they are. The
 * weak caller is a key with {@code user.manage} alone; the promotion is the owner's.
 */
@Tag("postgres")
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class UserRacesIT {

  private static final String BASE = "/api/auth/admin/";
  private static final String NEW_NAME = "Grace Hopper";

  private Races races;
  private List<Http> weak;

  @BeforeAll
  void connect(TestServer server) {
    races = new Races(new TestProjects(server));
    weak = races.lanes().stream().map(UserRacesIT::weakKey).toList();
  }

  private static Http weakKey(TestProject project) {
    TestKey key = project.newKey(Map.of("permissions", List.of("user.manage")));
    return project.as(key);
  }

  private static String newUser(TestProject project) {
    return project.newUser().get("id").asText();
  }

  private static Answer promote(TestProject project, String id) {
    return project.http().post(BASE + "set-role", Map.of("userId", id, "role", "super_admin"));
  }

  private static Answer rename(Http caller, String id) {
    return caller.post(BASE + "update-user", Map.of("userId", id, "name", NEW_NAME));
  }

  private static JsonNode get(TestProject project, String id) {
    return project.http().post(BASE + "get-user", Map.of("userId", id)).expect(200).json();
  }

  @Test
  void aBanAndAnUpdateBothHold() throws InterruptedException, ExecutionException {
    races.run(
        (project, lane) -> {
          String id = newUser(project);
          List<Answer> answers =
              race(
                  () -> project.http().post(BASE + "ban-user", Map.of("userId", id)),
                  () -> rename(project.http(), id));
          JsonNode now = get(project, id);
          boolean hold =
              (!done(answers.get(0)) || now.get("banned").asBoolean())
                  && (!done(answers.get(1)) || now.get("name").asText().equals(NEW_NAME));
          return hold ? null : "not both hold: " + now;
        });
  }

  @Test
  void anUnbanAndAnUpdateBothHold() throws InterruptedException, ExecutionException {
    races.run(
        (project, lane) -> {
          String id = newUser(project);
          project.http().post(BASE + "ban-user", Map.of("userId", id)).expect(200);
          List<Answer> answers =
              race(
                  () -> project.http().post(BASE + "unban-user", Map.of("userId", id)),
                  () -> rename(project.http(), id));
          JsonNode now = get(project, id);
          boolean hold =
              (!done(answers.get(0)) || !now.get("banned").asBoolean())
                  && (!done(answers.get(1)) || now.get("name").asText().equals(NEW_NAME));
          return hold ? null : "not both hold: " + now;
        });
  }

  /** Keycloak writes the user's row as a whole when it sets a password. */
  @Test
  void aBanHoldsWhileKeycloakSetsAPassword() throws InterruptedException, ExecutionException {
    races.run(
        (project, lane) -> {
          String id = newUser(project);
          Map<String, Object> password =
              Map.of("type", "password", "value", "another long password", "temporary", false);
          List<Answer> answers =
              race(
                  () -> project.http().post(BASE + "ban-user", Map.of("userId", id)),
                  () -> project.adminRest().put("/users/" + id + "/reset-password", password));
          return done(answers.get(0)) && !get(project, id).get("banned").asBoolean()
              ? "the ban is lost"
              : null;
        });
  }

  /**
   * The password has the time at which it was set. The promotion wrote its event while it had the
   * user locked: a password after that was set without waiting for it.
   */
  @Test
  void noPasswordIsSetAfterAPromotion() throws InterruptedException, ExecutionException {
    races.run(
        (project, lane) -> {
          String id = newUser(project);
          Map<String, Object> password =
              Map.of("userId", id, "newPassword", "a password of the attacker");
          List<Answer> answers =
              race(
                  () -> weak.get(lane).post(BASE + "set-user-password", password),
                  () -> promote(project, id));
          if (!done(answers.get(0)) || !done(answers.get(1))) {
            return null;
          }
          long after = passwordSetAt(project, id) - promotedAt(project, id);
          return after > 0 ? "a password was set %d ms after the promotion".formatted(after) : null;
        });
  }

  private static long promotedAt(TestProject project, String id) {
    return project
        .adminRest()
        .get("/admin-events?resourcePath=users/%s/role".formatted(id))
        .expect(200)
        .json()
        .get(0)
        .get("time")
        .asLong();
  }

  private static long passwordSetAt(TestProject project, String id) {
    String time =
        project
            .http()
            .post(BASE + "list-user-accounts", Map.of("userId", id))
            .expect(200)
            .json()
            .at("/accounts/0/createdAt")
            .asText();
    return Instant.parse(time).toEpochMilli();
  }

  /** The answer of the promotion shows the user as it was made, with what came before it. */
  @Test
  void noUpdateFollowsAPromotion() throws InterruptedException, ExecutionException {
    races.run(
        (project, lane) -> {
          String id = newUser(project);
          List<Answer> answers = race(() -> rename(weak.get(lane), id), () -> promote(project, id));
          boolean both = done(answers.get(0)) && done(answers.get(1));
          String seen = both ? answers.get(1).json().at("/user/name").asText() : NEW_NAME;
          return seen.equals(NEW_NAME) ? null : "a super_admin was renamed: it was " + seen;
        });
  }

  @Test
  void aUserIsPromotedOrRemoved() throws InterruptedException, ExecutionException {
    races.run(
        (project, lane) -> {
          String id = newUser(project);
          List<Answer> answers =
              race(
                  () -> weak.get(lane).post(BASE + "remove-user", Map.of("userId", id)),
                  () -> promote(project, id));
          return done(answers.get(0)) && done(answers.get(1))
              ? "a super_admin was removed by a key with user.manage"
              : null;
        });
  }
}
