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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A key never names an organization that is gone, or the former slug of a permission. */
@Tag("postgres")
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KeyReferenceRacesIT {

  private static final String KEYS = "/api/auth/api-key/";
  private static final String PERMISSIONS = "/api/auth/banata/config/permissions/";

  private Races races;

  @BeforeAll
  void connect(TestServer server) {
    races = new Races(new TestProjects(server));
  }

  @Test
  void noKeyOutlivesItsOrganization() throws InterruptedException, ExecutionException {
    races.run(
        (project, lane) ->
            keyOfRemoved(
                project,
                id ->
                    project
                        .http()
                        .post("/api/auth/organization/delete", Map.of("organizationId", id))));
  }

  @Test
  void noKeyOutlivesItsOrganizationThatKeycloakRemoves()
      throws InterruptedException, ExecutionException {
    races.run(
        (project, lane) ->
            keyOfRemoved(project, id -> project.adminRest().delete("/organizations/" + id)));
  }

  /** Keys are made until the organization is gone. */
  private static String keyOfRemoved(TestProject project, Function<String, Answer> remove) {
    String organization = project.adminRest().createOrganization(TestProjects.unique("o"));
    Map<String, Object> key = Map.of("name", "of it", "organizationId", organization);
    AtomicBoolean removed = new AtomicBoolean();
    Supplier<Answer> create =
        () -> {
          Answer made = null;
          Answer last;
          do {
            last = project.http().post(KEYS + "create", key);
            made = done(last) ? last : made;
          } while (!removed.get());
          return made == null ? last : made;
        };
    List<Answer> answers =
        race(
            List.of(
                create,
                create,
                () -> {
                  Answer answer = remove.apply(organization);
                  removed.set(true);
                  return answer;
                }));
    if (!done(answers.get(2))) {
      return "the organization was not removed: " + answers.get(2);
    }
    List<String> live =
        project
            .http()
            .get(KEYS + "list")
            .expect(200)
            .json()
            .valueStream()
            .filter(each -> each.path("organizationId").asText().equals(organization))
            .map(each -> each.get("id").asText())
            .toList();
    return live.isEmpty() ? null : "keys of an organization that is gone: " + live;
  }

  @Test
  void aKeyNeverNamesTheFormerSlug() throws InterruptedException, ExecutionException {
    races.run(
        (project, lane) ->
            namesFormerSlug(
                project,
                (permission, slug) ->
                    project
                        .http()
                        .post(
                            PERMISSIONS + "update",
                            Map.of("id", permission.get("id").asText(), "slug", slug))));
  }

  @Test
  void aKeyNeverNamesTheFormerSlugOfARenameAtKeycloak()
      throws InterruptedException, ExecutionException {
    races.run(
        (project, lane) ->
            namesFormerSlug(
                project,
                (permission, slug) ->
                    project
                        .adminRest()
                        .put(
                            "/roles-by-id/" + permission.get("id").asText(),
                            Map.of("name", slug))));
  }

  private interface Rename {
    Answer to(JsonNode permission, String slug);
  }

  private static String namesFormerSlug(TestProject project, Rename rename) {
    String former = slug();
    JsonNode permission =
        project
            .http()
            .post(PERMISSIONS + "create", Map.of("name", "Do", "slug", former))
            .expect(200)
            .json()
            .get("permission");
    TestKey key = project.newKey(Map.of("permissions", List.of("user.read")));
    Map<String, Object> change = Map.of("keyId", key.id(), "permissions", List.of(former));
    List<Answer> answers =
        race(
            () -> project.http().post(KEYS + "update", change),
            () -> rename.to(permission, slug()));
    JsonNode now = project.http().get(KEYS + "get?id=" + key.id()).expect(200).json();
    project.http().post(KEYS + "delete", Map.of("keyId", key.id())).expect(200);
    return done(answers.get(1)) && now.get("permissions").toString().contains(former)
        ? "renamed, and the key has " + now.get("permissions")
        : null;
  }

  private static String slug() {
    return "tools." + TestProjects.unique("u").replace("-", "");
  }
}
