package dev.banata.keycloak.project;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.Parallel;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.api.TestProjects.TestAdmin;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("diagonal")
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DefaultProjectIT {

  private TestProjects projects;
  private String keycloak;

  @BeforeAll
  void connect(TestServer server) {
    projects = new TestProjects(server);
    keycloak = server.keycloak().url();
  }

  private int signIn(TestAdmin admin) {
    return new ConsoleSignIn(keycloak)
        .signIn("master", admin.session().username(), admin.session().password());
  }

  private List<JsonNode> projectsOf(TestAdmin admin) {
    List<JsonNode> own = new ArrayList<>();
    admin
        .session()
        .renewed()
        .http()
        .post("/api/auth/banata/projects/list", null)
        .expect(200)
        .json()
        .get("projects")
        .forEach(own::add);
    return own;
  }

  @Test
  void theFirstSignInMakesOneProjectAndLaterOnesNone() {
    String name = TestProjects.unique("Lovelace");
    TestAdmin admin =
        projects.newAdmin(Map.of("firstName", "Ada", "lastName", name), "create-realm");
    assertThat(signIn(admin)).isEqualTo(302);
    List<JsonNode> first = projectsOf(admin);
    assertThat(signIn(admin)).isEqualTo(302);

    assertThat(first).hasSize(1);
    assertThat(first.get(0).get("name").asText()).isEqualTo("Ada " + name + "'s Project");
    assertThat(first.get(0).get("slug").asText())
        .isEqualTo("ada-" + name.toLowerCase(Locale.ROOT) + "-project");
    assertThat(first.get(0).get("ownerId").asText()).isEqualTo(admin.id());
    assertThat(projectsOf(admin)).isEqualTo(first);
  }

  @Test
  void sixSignInsAtTheSameTimeMakeOne() throws InterruptedException, ExecutionException {
    TestAdmin admin = projects.newAdmin("create-realm");
    List<Integer> statuses = Parallel.run(6, i -> signIn(admin));

    assertThat(statuses).containsOnly(302);
    assertThat(projectsOf(admin)).hasSize(1);
  }

  @Test
  void aDeletedOneDoesNotComeBack() {
    TestAdmin admin = projects.newAdmin("create-realm");
    signIn(admin);
    String id = projectsOf(admin).get(0).get("id").asText();
    admin.http().post("/api/auth/banata/projects/delete", Map.of("id", id)).expect(200);
    assertThat(signIn(admin)).isEqualTo(302);

    assertThat(projectsOf(admin)).isEmpty();
  }

  @Test
  void adminsOfTheSameNameGetDifferentSlugs() {
    String name = TestProjects.unique("twin");
    TestAdmin first = projects.newAdmin(Map.of("firstName", name, "lastName", "T"), "create-realm");
    TestAdmin second =
        projects.newAdmin(Map.of("firstName", name, "lastName", "T"), "create-realm");
    signIn(first);
    signIn(second);

    assertThat(projectsOf(second).get(0).get("slug").asText())
        .isEqualTo(projectsOf(first).get(0).get("slug").asText() + "-2");
  }

  @Test
  void anAdminOfASingleRealmGetsNone() {
    var project = projects.create();
    TestAdmin admin = projects.newAdmin();
    projects.master().grantClientRole(admin.id(), project.slug() + "-realm", "manage-realm");
    assertThat(signIn(admin)).isEqualTo(302);

    assertThat(projectsOf(admin))
        .extracting(p -> p.get("slug").asText())
        .containsExactly(project.slug());
  }

  @Test
  void onlyASignInToTheConsoleMakesOne() {
    TestAdmin admin = projects.newAdmin("create-realm");
    admin.session().signIn("admin-cli").expect(200);

    assertThat(projectsOf(admin)).isEmpty();
  }
}
