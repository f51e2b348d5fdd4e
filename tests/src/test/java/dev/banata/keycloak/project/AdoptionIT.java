package dev.banata.keycloak.project;

import static dev.banata.keycloak.api.AnswerAssert.assertAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.AdminRest;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.api.TestProjects.TestAdmin;
import dev.banata.keycloak.server.Http;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Realms that are made, renamed or removed without us. */
@Tag("diagonal")
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AdoptionIT {

  private TestProjects projects;

  @BeforeAll
  void connect(TestServer server) {
    projects = new TestProjects(server);
  }

  private JsonNode find(String slug) {
    return projects
        .admin()
        .http()
        .post("/api/auth/banata/projects/list", Map.of("search", slug))
        .expect(200)
        .json()
        .get("projects");
  }

  @Test
  void aRealmOfTheAdminRestApiIsAProjectOfTheAdminWhoMadeIt() {
    TestAdmin admin = projects.newAdmin("create-realm");
    String slug = TestProjects.unique("plain");
    admin
        .http()
        .post("/admin/realms", Map.of("realm", slug, "displayName", "Plain", "enabled", true))
        .expect(201);
    JsonNode found = find(slug);

    assertThat(found).hasSize(1);
    assertThat(found.at("/0/name").asText()).isEqualTo("Plain");
    assertThat(found.at("/0/ownerId").asText()).isEqualTo(admin.id());
    assertThat(found.at("/0/environment").asText()).isEqualTo("development");
  }

  @Test
  void anAdoptedRealmTakesKeysAndUsers() {
    String slug = TestProjects.unique("adopted");
    projects
        .admin()
        .http()
        .post("/admin/realms", Map.of("realm", slug, "enabled", true))
        .expect(201);
    String key =
        projects
            .admin()
            .http()
            .post("/api/auth/api-key/create", Map.of("projectId", slug, "name", "k"))
            .expect(200)
            .json()
            .get("key")
            .asText();
    Http http = projects.anonymous().bearer(key);
    http.post("/api/auth/admin/create-user", Map.of("email", "a@example.org", "name", "A"))
        .expect(200);

    assertThat(
            http.post("/api/auth/admin/list-users", null).expect(200).json().get("total").asInt())
        .isEqualTo(1);
  }

  @Test
  void aRenamedRealmRenamesItsProject() {
    String slug = TestProjects.unique("before");
    String renamed = TestProjects.unique("after");
    Http http = projects.admin().http();
    http.post("/admin/realms", Map.of("realm", slug, "enabled", true)).expect(201);
    String id = find(slug).at("/0/id").asText();
    new AdminRest(projects.admin(), slug)
        .update(Map.of("realm", renamed, "displayName", "Shown"))
        .expect(204);
    JsonNode found = find(renamed);

    assertThat(found.at("/0/id").asText()).isEqualTo(id);
    assertThat(found.at("/0/slug").asText()).isEqualTo(renamed);
    assertThat(found.at("/0/name").asText()).isEqualTo("Shown");
    assertThat(find(slug)).isEmpty();
  }

  @Test
  void aRealmThatIsRemovedElsewhereTakesItsRowsAndKeysAlong() {
    var project = projects.create();
    project.http().post("/api/auth/admin/list-users", null).expect(200);
    project.adminRest().delete("").expect(204);

    assertThat(find(project.slug())).isEmpty();
    assertAnswer(project.http().post("/api/auth/admin/list-users", null))
        .isRefused(401, "INVALID_API_KEY");
  }

  @Test
  void aDisabledRealmDisablesItsKeys() {
    var project = projects.create();
    project.adminRest().update(Map.of("enabled", false)).expect(204);
    assertAnswer(project.http().post("/api/auth/admin/list-users", null))
        .isRefused(401, "INVALID_API_KEY");
    project.adminRest().update(Map.of("enabled", true)).expect(204);

    project.http().post("/api/auth/admin/list-users", null).expect(200);
  }
}
