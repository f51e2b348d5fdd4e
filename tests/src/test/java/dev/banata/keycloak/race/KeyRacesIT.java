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
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** No change of a key is lost, whatever happens to the key at the same moment. */
@Tag("postgres")
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KeyRacesIT {

  private static final String LIST_USERS = "/api/auth/admin/list-users";
  private static final List<String> OWN = List.of("api_key.create", "user.read");

  private TestServer server;
  private Races races;

  @BeforeAll
  void connect(TestServer started) {
    server = started;
    races = new Races(new TestProjects(started));
  }

  /** The key itself is the attacker: it changes its own metadata while its owner ends it. */
  @Test
  void a1_anUpdateNeverBringsARevokedKeyBack() throws InterruptedException, ExecutionException {
    races.run(
        (project, lane) -> {
          TestKey key = project.newKey(Map.of("permissions", OWN));
          Http attacker = project.as(key);
          AtomicBoolean ended = new AtomicBoolean();
          Supplier<Answer> update = () -> updateUntil(ended, attacker, key);
          Supplier<Answer> delete =
              () -> {
                Answer answer = delete(project, key);
                ended.set(true);
                return answer;
              };
          List<Answer> answers = race(List.of(update, update, update, delete));
          return deadIfDeleted(project, key, answers.get(3));
        });
  }

  /** The last answer that was done, or the last one. */
  private static Answer updateUntil(AtomicBoolean ended, Http attacker, TestKey key) {
    Answer made = null;
    Answer last;
    do {
      last = update(attacker, key, Map.of("metadata", Map.of("still", "here")));
      made = done(last) ? last : made;
    } while (!ended.get());
    return made == null ? last : made;
  }

  @Test
  void a2_anUpdateNeverUndoesARevocation() throws InterruptedException, ExecutionException {
    races.run(
        (project, lane) -> {
          TestKey key = project.newKey(Map.of());
          List<Answer> answers =
              race(
                  () -> delete(project, key),
                  () -> update(project.http(), key, Map.of("name", "another")));
          return deadIfDeleted(project, key, answers.get(0));
        });
  }

  @Test
  void a2_aRotationNeverUndoesARevocation() throws InterruptedException, ExecutionException {
    races.run(
        (project, lane) -> {
          TestKey key = project.newKey(Map.of());
          List<Answer> answers =
              race(() -> delete(project, key), () -> rotate(project, key, Map.of()));
          String lost = deadIfDeleted(project, key, answers.get(0));
          if (lost == null && done(answers.get(1)) && !isDead(project, secret(answers.get(1)))) {
            return "revoked, and the new secret works";
          }
          return lost;
        });
  }

  /** A rotation without grace is what one does with a leaked secret. */
  @Test
  void a2_anUpdateNeverUndoesARotation() throws InterruptedException, ExecutionException {
    races.run(
        (project, lane) -> {
          TestKey key = project.newKey(Map.of());
          List<Answer> answers =
              race(
                  () -> rotate(project, key, Map.of()),
                  () -> update(project.http(), key, Map.of("name", "another")));
          if (done(answers.get(0))
              && !(isDead(project, key.text()) && works(project, secret(answers.get(0))))) {
            return "rotated, but the former secret is the present one";
          }
          return done(answers.get(1)) && !get(project, key).get("name").asText().equals("another")
              ? "the new name is lost"
              : null;
        });
  }

  @Test
  void a2_aNarrowingIsNeverLost() throws InterruptedException, ExecutionException {
    races.run(
        (project, lane) -> {
          TestKey key = project.newKey(Map.of("permissions", OWN));
          List<Answer> answers =
              race(
                  () -> update(project.http(), key, Map.of("permissions", List.of("user.read"))),
                  () -> update(project.http(), key, Map.of("metadata", Map.of("a", "b"))));
          JsonNode now = get(project, key);
          if (done(answers.get(0)) && now.get("permissions").size() != 1) {
            return "narrowed, and has " + now.get("permissions");
          }
          return done(answers.get(1)) && !now.at("/metadata/a").asText().equals("b")
              ? "the metadata is lost"
              : null;
        });
  }

  /** The secret of each answer is the present one, or that before it, or one before that. */
  @Test
  void a2_eachOfThreeRotationsHasItsTurn() throws InterruptedException, ExecutionException {
    races.run(
        (project, lane) -> {
          TestKey key = project.newKey(Map.of());
          Supplier<Answer> rotate = () -> rotate(project, key, Map.of());
          List<String> secrets =
              race(List.of(rotate, rotate, rotate)).stream()
                  .filter(Races::done)
                  .map(KeyRacesIT::secret)
                  .toList();
          List<String> hashes = secrets.stream().map(KeyRacesIT::hash).toList();
          List<String> kept = hashes(key);
          if (!hashes.contains(kept.get(0))) {
            return "no secret of an answer works";
          }
          return secrets.size() > 1 && !hashes.contains(kept.get(1))
              ? "%d rotations, but the secret before is the first one".formatted(secrets.size())
              : null;
        });
  }

  @Test
  void a2_oneOfTwoRotationsWithGraceIsRefused() throws InterruptedException, ExecutionException {
    races.run(
        (project, lane) -> {
          TestKey key = project.newKey(Map.of());
          Supplier<Answer> rotate = () -> rotate(project, key, Map.of("gracePeriodSeconds", 60));
          long done = race(rotate, rotate).stream().filter(Races::done).count();
          return done == 1 ? null : done + " rotations were done";
        });
  }

  @Test
  void a2_updatesOfDifferentFieldsAllHold() throws InterruptedException, ExecutionException {
    races.run(
        (project, lane) -> {
          TestKey key = project.newKey(Map.of());
          List<Answer> answers =
              race(
                  List.of(
                      () -> update(project.http(), key, Map.of("name", "another")),
                      () -> update(project.http(), key, Map.of("enabled", false)),
                      () -> update(project.http(), key, Map.of("metadata", Map.of("a", "b")))));
          JsonNode now = get(project, key);
          boolean all =
              Stream.of(
                      now.get("name").asText().equals("another") || !done(answers.get(0)),
                      !now.get("enabled").asBoolean() || !done(answers.get(1)),
                      now.at("/metadata/a").asText().equals("b") || !done(answers.get(2)))
                  .allMatch(each -> each);
          return all ? null : "not all of the three hold: " + now;
        });
  }

  private static Answer update(Http caller, TestKey key, Map<String, Object> change) {
    Map<String, Object> request = new HashMap<>(change);
    request.put("keyId", key.id());
    return caller.post("/api/auth/api-key/update", request);
  }

  private static Answer rotate(TestProject project, TestKey key, Map<String, Object> more) {
    Map<String, Object> request = new HashMap<>(more);
    request.put("keyId", key.id());
    return project.http().post("/api/auth/api-key/rotate", request);
  }

  private static Answer delete(TestProject project, TestKey key) {
    return project.http().post("/api/auth/api-key/delete", Map.of("keyId", key.id()));
  }

  private static JsonNode get(TestProject project, TestKey key) {
    return project.http().get("/api/auth/api-key/get?id=" + key.id()).expect(200).json();
  }

  private static String deadIfDeleted(TestProject project, TestKey key, Answer deleted) {
    return done(deleted) && !isDead(project, key.text()) ? "revoked, and goes on working" : null;
  }

  private static boolean isDead(TestProject project, String text) {
    return use(project, text).status() == 401;
  }

  private static boolean works(TestProject project, String text) {
    return use(project, text).status() == 200;
  }

  private static Answer use(TestProject project, String text) {
    return project.anonymous().bearer(text).post(LIST_USERS, Map.of());
  }

  private static String secret(Answer rotated) {
    return rotated.json().get("key").asText();
  }

  private static String hash(String secret) {
    try {
      return Base64.getUrlEncoder()
          .withoutPadding()
          .encodeToString(
              MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The hash of the present secret and that of the one before. */
  private List<String> hashes(TestKey key) {
    try (Connection database = server.database();
        PreparedStatement query =
            database.prepareStatement(
                "select hash, previous_hash from banata_api_key where id = ?")) {
      query.setString(1, key.id());
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return List.of(row.getString(1), row.getString(2));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
