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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Row B6: a key has leaked. Its holders make keys with it, as fast as they can, while its owner
 * ends or narrows it. What the owner sees after that is all that there is.
 */
@Tag("postgres")
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ParentKeyRacesIT {

  private static final String BASE = "/api/auth/api-key/";
  private static final String STRONG = "client.manage";
  private static final List<String> WIDE = List.of("api_key.create", "user.read", STRONG);
  private static final List<String> NARROW = List.of("api_key.create", "user.read");

  private Races races;

  @BeforeAll
  void connect(TestServer server) {
    races = new Races(new TestProjects(server));
  }

  @Test
  void b6_noKeyIsMadeAfterTheRevocationOfItsParent()
      throws InterruptedException, ExecutionException {
    races.run(
        (project, lane) ->
            madeLater(
                project,
                parent -> project.http().post(BASE + "delete", Map.of("keyId", parent.id()))));
  }

  @Test
  void b6_noKeyHasMoreThanItsNarrowedParent() throws InterruptedException, ExecutionException {
    races.run(
        (project, lane) ->
            madeLater(
                project,
                parent ->
                    project
                        .http()
                        .post(
                            BASE + "update", Map.of("keyId", parent.id(), "permissions", NARROW))));
  }

  private interface End {
    Answer of(TestKey parent);
  }

  private static String madeLater(TestProject project, End end) {
    TestKey parent = project.newKey(Map.of("permissions", WIDE));
    Http holder = project.as(parent);
    AtomicReference<Set<String>> seen = new AtomicReference<>();
    Supplier<Answer> create = () -> createUntil(seen, holder);
    List<Answer> answers =
        race(
            List.of(
                create,
                create,
                () -> {
                  Answer answer = end.of(parent);
                  seen.set(strongChildren(project, parent));
                  return answer;
                }));
    Set<String> after = strongChildren(project, parent);
    revoke(project, after);
    if (!done(answers.get(2))) {
      return "the owner was refused: " + answers.get(2);
    }
    after.removeAll(seen.get());
    return after.isEmpty() ? null : "keys with %s were made later: %s".formatted(STRONG, after);
  }

  /** The last answer with a key, or the last one. */
  private static Answer createUntil(AtomicReference<Set<String>> seen, Http holder) {
    Map<String, Object> child = Map.of("name", "child", "permissions", List.of(STRONG));
    Answer made = null;
    Answer last;
    do {
      last = holder.post(BASE + "create", child);
      made = done(last) ? last : made;
    } while (seen.get() == null);
    return made == null ? last : made;
  }

  private static Set<String> strongChildren(TestProject project, TestKey parent) {
    return project
        .http()
        .get(BASE + "list")
        .expect(200)
        .json()
        .valueStream()
        .filter(key -> key.path("userId").asText().equals(parent.id()))
        .filter(key -> key.get("permissions").valueStream().anyMatch(ParentKeyRacesIT::isStrong))
        .map(key -> key.get("id").asText())
        .collect(Collectors.toSet());
  }

  private static boolean isStrong(JsonNode permission) {
    return permission.asText().equals(STRONG);
  }

  /** A project has a limit of keys. */
  private static void revoke(TestProject project, Set<String> ids) {
    ids.forEach(id -> project.http().post(BASE + "delete", Map.of("keyId", id)).expect(200));
  }
}
