package dev.banata.keycloak.race;

import static dev.banata.keycloak.race.Races.done;
import static dev.banata.keycloak.race.Races.race;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.banata.keycloak.api.AdminRest;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.Http.Answer;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** No change is lost of what a project is set up with: clients, roles, templates, settings. */
@Tag("postgres")
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SettingsRacesIT {

  private static final String BASE = "/api/auth/banata/";

  /** A round makes a project, which takes its time. */
  private static final int PROJECT_ROUNDS = 40;

  private TestServer server;
  private TestProjects projects;
  private Races races;

  @BeforeAll
  void connect(TestServer started) {
    server = started;
    projects = new TestProjects(started);
    races = new Races(projects);
  }

  private static Answer call(TestProject project, String operation, Map<String, Object> body) {
    return project.http().post(BASE + operation, body);
  }

  /** The body with the id. */
  private static Map<String, Object> of(String id, Map<String, Object> fields) {
    Map<String, Object> body = new HashMap<>(fields);
    body.put("id", id);
    return body;
  }

  private static String newClient(TestProject project) {
    return project.newClient(Map.of()).get("id").asText();
  }

  @Test
  void aClientsUpdateNeverUndoesTheRotationOfItsSecret()
      throws InterruptedException, ExecutionException {
    races.run(
        (project, lane) -> {
          String id = newClient(project);
          List<Answer> answers =
              race(
                  () -> call(project, "clients/rotate-secret", of(id, Map.of())),
                  () -> call(project, "clients/update", of(id, Map.of("name", "Another"))));
          if (done(answers.get(0)) && !secret(answers.get(0)).equals(secrets(id).get(0))) {
            return "rotated, but the secret is another one";
          }
          String name = client(project, id).get("name").asText();
          return done(answers.get(1)) && !name.equals("Another") ? "the name is lost" : null;
        });
  }

  /** Keycloak writes whole rows; the console sends what it has read, but for the secret. */
  @Test
  void keycloaksUpdateOfAClientNeverUndoesTheRotationOfItsSecret()
      throws InterruptedException, ExecutionException {
    races.run(
        (project, lane) -> {
          String id = newClient(project);
          AdminRest keycloak = project.adminRest();
          ObjectNode read = (ObjectNode) keycloak.get("/clients/" + id).expect(200).json();
          read.remove("secret");
          read.put("name", "Another");
          List<Answer> answers =
              race(
                  () -> call(project, "clients/rotate-secret", of(id, Map.of())),
                  () -> keycloak.put("/clients/" + id, read));
          if (done(answers.get(0)) && !secret(answers.get(0)).equals(secrets(id).get(0))) {
            return "rotated, but the secret is another one";
          }
          String name = client(project, id).get("name").asText();
          return done(answers.get(1)) && !name.equals("Another") ? "the name is lost" : null;
        });
  }

  /** Keycloak writes the row with a registration access token and asks no client policy. */
  @Test
  void aRegistrationTokenNeverUndoesTheRotationOfASecret()
      throws InterruptedException, ExecutionException {
    races.run(
        (project, lane) -> {
          String id = newClient(project);
          AdminRest keycloak = project.adminRest();
          List<Answer> answers =
              race(
                  () -> call(project, "clients/rotate-secret", of(id, Map.of())),
                  () -> keycloak.post("/clients/" + id + "/registration-access-token", Map.of()));
          return done(answers.get(0)) && !secret(answers.get(0)).equals(secrets(id).get(0))
              ? "rotated, but the secret is another one"
              : null;
        });
  }

  @Test
  void aClientStaysDisabledWhileKeycloakMakesASecret()
      throws InterruptedException, ExecutionException {
    races.run(
        (project, lane) -> {
          String id = newClient(project);
          AdminRest keycloak = project.adminRest();
          List<Answer> answers =
              race(
                  () -> call(project, "clients/update", of(id, Map.of("enabled", false))),
                  () -> keycloak.post("/clients/" + id + "/client-secret", Map.of()));
          return done(answers.get(0))
                  && keycloak.get("/clients/" + id).expect(200).json().get("enabled").asBoolean()
              ? "the client is enabled again"
              : null;
        });
  }

  private static JsonNode client(TestProject project, String id) {
    return call(project, "clients/get", Map.of("id", id)).expect(200).json();
  }

  private static String secret(Answer rotated) {
    return rotated.json().get("clientSecret").asText();
  }

  /** The present secret and the one that overlaps with it, which may be null. */
  private List<String> secrets(String client) {
    try (Connection database = server.database();
        PreparedStatement query =
            database.prepareStatement(
                "select c.secret, (select a.value from client_attributes a where a.client_id = c.id"
                    + " and a.name = 'client.secret.rotated') from client c where c.id = ?")) {
      query.setString(1, client);
      try (ResultSet row = query.executeQuery()) {
        row.next();
        return Arrays.asList(row.getString(1), row.getString(2));
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void oneOfTwoRotationsWithAnOverlapIsRefused() throws InterruptedException, ExecutionException {
    races.run(
        (project, lane) -> {
          Map<String, Object> rotation = of(newClient(project), Map.of("overlapSeconds", 60));
          long done =
              race(
                      () -> call(project, "clients/rotate-secret", rotation),
                      () -> call(project, "clients/rotate-secret", rotation))
                  .stream()
                  .filter(Races::done)
                  .count();
          return done == 1 ? null : done + " rotations were done";
        });
  }

  /** The secret that leaked works no more, whoever rotates with an overlap at the same moment. */
  @Test
  void aRotationWithoutOverlapEndsTheFirstSecret() throws InterruptedException, ExecutionException {
    races.run(
        (project, lane) -> {
          String id = newClient(project);
          String leaked = secrets(id).get(0);
          race(
              () -> call(project, "clients/rotate-secret", of(id, Map.of("overlapSeconds", 60))),
              () -> call(project, "clients/rotate-secret", of(id, Map.of())));
          return secrets(id).contains(leaked) ? "the first secret goes on working" : null;
        });
  }

  @Test
  void twoUpdatesOfAClientBothHold() throws InterruptedException, ExecutionException {
    races.run(
        (project, lane) -> {
          String id = newClient(project);
          List<String> audiences = List.of("orders");
          List<Answer> answers =
              race(
                  () ->
                      call(
                          project, "clients/update", of(id, Map.of("allowedAudiences", audiences))),
                  () -> call(project, "clients/update", of(id, Map.of("enabled", false))));
          JsonNode now = client(project, id);
          boolean hold =
              (!done(answers.get(0)) || now.get("allowedAudiences").size() == 1)
                  && (!done(answers.get(1)) || !now.get("enabled").asBoolean());
          return hold ? null : "not both hold: " + now;
        });
  }

  @Test
  void aDeletedClientStaysDeleted() throws InterruptedException, ExecutionException {
    races.run(
        (project, lane) -> {
          String id = newClient(project);
          List<Answer> answers =
              race(
                  () -> call(project, "clients/delete", Map.of("id", id)),
                  () -> call(project, "clients/update", of(id, Map.of("name", "Another"))));
          boolean there = done(call(project, "clients/get", Map.of("id", id)));
          return done(answers.get(0)) && there ? "the client is there" : null;
        });
  }

  private static String newRole(TestProject project) {
    Map<String, Object> role =
        Map.of(
            "name",
            "A role",
            "slug",
            TestProjects.unique("r"),
            "permissions",
            List.of("vault.read"));
    return call(project, "config/roles/create", role).expect(200).json().at("/role/id").asText();
  }

  private static JsonNode role(TestProject project, String id) {
    return call(project, "config/roles/list", Map.of())
        .expect(200)
        .json()
        .get("roles")
        .valueStream()
        .filter(role -> role.get("id").asText().equals(id))
        .findFirst()
        .orElse(null);
  }

  @Test
  void aRoleHasThePermissionsOfOneOfTwoUpdates() throws InterruptedException, ExecutionException {
    races.run(
        (project, lane) -> {
          String id = newRole(project);
          race(() -> compose(project, id, "user.read"), () -> compose(project, id, "audit.read"));
          JsonNode permissions = role(project, id).get("permissions");
          call(project, "config/roles/delete", Map.of("id", id)).expect(200);
          return permissions.size() == 1 ? null : "the role has " + permissions;
        });
  }

  private static Answer compose(TestProject project, String id, String permission) {
    return call(project, "config/roles/update", of(id, Map.of("permissions", List.of(permission))));
  }

  @Test
  void twoUpdatesOfARoleBothHold() throws InterruptedException, ExecutionException {
    races.run(
        (project, lane) -> {
          String id = newRole(project);
          String slug = TestProjects.unique("r");
          List<Answer> answers =
              race(
                  () -> call(project, "config/roles/update", of(id, Map.of("slug", slug))),
                  () -> call(project, "config/roles/update", of(id, Map.of("description", "x"))));
          JsonNode now = role(project, id);
          call(project, "config/roles/delete", Map.of("id", id)).expect(200);
          boolean hold =
              (!done(answers.get(0)) || now.get("slug").asText().equals(slug))
                  && (!done(answers.get(1)) || now.get("description").asText().equals("x"));
          return hold ? null : "not both hold: " + now;
        });
  }

  @Test
  void aDeletedRoleStaysDeleted() throws InterruptedException, ExecutionException {
    races.run(
        (project, lane) -> {
          String id = newRole(project);
          List<Answer> answers =
              race(
                  () -> call(project, "config/roles/delete", Map.of("id", id)),
                  () -> compose(project, id, "user.read"));
          return done(answers.get(0)) && role(project, id) != null ? "the role is there" : null;
        });
  }

  private static String newTemplate(TestProject project) {
    Map<String, Object> template =
        Map.of(
            "name", "New",
            "slug", TestProjects.unique("e"),
            "subject", "New",
            "blocksJson", "[]");
    return call(project, "emails/templates/create", template)
        .expect(200)
        .json()
        .at("/template/id")
        .asText();
  }

  private static JsonNode template(TestProject project, String id) {
    return call(project, "emails/templates/get", Map.of("idOrSlug", id))
        .expect(200)
        .json()
        .get("template");
  }

  @Test
  void twoUpdatesOfATemplateBothHold() throws InterruptedException, ExecutionException {
    races.run(
        (project, lane) -> {
          String id = newTemplate(project);
          List<Answer> answers =
              race(
                  () -> call(project, "emails/templates/update", of(id, Map.of("subject", "x"))),
                  () -> call(project, "emails/templates/update", of(id, Map.of("name", "y"))));
          JsonNode now = template(project, id);
          call(project, "emails/templates/delete", Map.of("id", id)).expect(200);
          boolean hold =
              (!done(answers.get(0)) || now.get("subject").asText().equals("x"))
                  && (!done(answers.get(1)) || now.get("name").asText().equals("y"));
          return hold ? null : "not both hold: " + now;
        });
  }

  @Test
  void aDeletedTemplateStaysDeleted() throws InterruptedException, ExecutionException {
    races.run(
        (project, lane) -> {
          String id = newTemplate(project);
          List<Answer> answers =
              race(
                  () -> call(project, "emails/templates/delete", Map.of("id", id)),
                  () -> call(project, "emails/templates/update", of(id, Map.of("subject", "x"))));
          return done(answers.get(0)) && !template(project, id).isNull()
              ? "the template is there"
              : null;
        });
  }

  /** Keycloak keeps both in one map. */
  @Test
  void twoChangesOfTheMailConfigurationBothHold() throws InterruptedException, ExecutionException {
    String save = "config/email-providers/save";
    for (TestProject project : races.lanes()) {
      call(project, save, Map.of("from", "a@example.org")).expect(200);
    }
    races.run(
        (project, lane) -> {
          String text = TestProjects.unique("x");
          List<Answer> answers =
              race(
                  () -> call(project, save, Map.of("fromName", text)),
                  () -> call(project, save, Map.of("replyTo", text + "@example.org")));
          JsonNode now = call(project, "config/email-providers/get", Map.of()).expect(200).json();
          boolean hold =
              (!done(answers.get(0)) || now.get("fromName").asText().equals(text))
                  && (!done(answers.get(1))
                      || now.get("replyTo").asText().equals(text + "@example.org"));
          return hold ? null : "not both hold: " + now;
        });
  }

  @Test
  void twoUpdatesOfAProjectBothHold() throws InterruptedException, ExecutionException {
    races.run(
        (project, lane) -> {
          String text = TestProjects.unique("x");
          Map<String, Object> name = of(project.id(), Map.of("name", text));
          Map<String, Object> description = of(project.id(), Map.of("description", text));
          List<Answer> answers =
              race(
                  () -> call(project, "projects/update", name),
                  () -> call(project, "projects/update", description));
          JsonNode now = project(project);
          boolean hold =
              (!done(answers.get(0)) || now.get("name").asText().equals(text))
                  && (!done(answers.get(1)) || now.path("description").asText().equals(text));
          return hold ? null : "not both hold: " + now;
        });
  }

  private static JsonNode project(TestProject project) {
    return call(project, "projects/get", Map.of("id", project.id()))
        .expect(200)
        .json()
        .get("project");
  }

  /** Keycloak keeps both in one row, and writes all of it. */
  @Test
  void aNameAndAThemeBothHold() throws InterruptedException, ExecutionException {
    races.run(
        (project, lane) -> {
          String text = TestProjects.unique("x");
          boolean plain = project.adminRest().get("").json().path("loginTheme").asText().isEmpty();
          String theme = plain ? "banata" : "keycloak";
          List<Answer> answers =
              race(
                  () -> call(project, "projects/update", of(project.id(), Map.of("name", text))),
                  () -> call(project, "config/branding/save", Map.of("theme", theme)));
          JsonNode realm = project.adminRest().get("").expect(200).json();
          boolean hold =
              (!done(answers.get(0)) || realm.get("displayName").asText().equals(text))
                  && (!done(answers.get(1))
                      || realm.path("loginTheme").asText().isEmpty() != plain);
          return hold ? null : "not both hold: " + realm.get("displayName");
        });
  }

  @Test
  void aDeletedProjectStaysDeleted() throws InterruptedException, ExecutionException {
    races.run(
        PROJECT_ROUNDS,
        (lanes, lane) -> {
          TestProject project = projects.create();
          Map<String, Object> change = of(project.id(), Map.of("name", "Another"));
          List<Answer> answers =
              race(
                  () ->
                      projects
                          .admin()
                          .http()
                          .post(BASE + "projects/delete", of(project.id(), Map.of())),
                  () -> projects.admin().http().post(BASE + "projects/update", change));
          JsonNode now =
              projects
                  .admin()
                  .http()
                  .post(BASE + "projects/get", of(project.id(), Map.of()))
                  .expect(200)
                  .json()
                  .get("project");
          return done(answers.get(0)) && !now.isNull() ? "the project is there" : null;
        });
  }
}
