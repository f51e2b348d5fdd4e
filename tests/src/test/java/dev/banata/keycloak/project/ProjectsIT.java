package dev.banata.keycloak.project;

import static dev.banata.keycloak.api.AnswerAssert.assertAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.banata.keycloak.api.Parallel;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.api.TestProjects.TestAdmin;
import dev.banata.keycloak.server.Http;
import dev.banata.keycloak.server.Http.Answer;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("diagonal")
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ProjectsIT {

  private static final String PROJECTS = "/api/auth/banata/projects/";

  private TestProjects projects;

  @BeforeAll
  void connect(TestServer server) {
    projects = new TestProjects(server);
  }

  private Answer create(Http as, String slug) {
    return as.post(PROJECTS + "create", Map.of("name", "Test", "slug", slug));
  }

  private static List<String> slugs(Answer list) {
    List<String> slugs = new ArrayList<>();
    list.expect(200)
        .json()
        .get("projects")
        .forEach(project -> slugs.add(project.get("slug").asText()));
    return slugs;
  }

  @ParameterizedTest
  @CsvSource({"development, none, false", "staging, external, true", "production, external, true"})
  void aProjectHasTheDefaultsOfItsEnvironment(String environment, String ssl, boolean verify) {
    TestProject project = projects.create(Map.of("environment", environment));
    JsonNode realm = project.adminRest().get("").expect(200).json();

    assertThat(realm.at("/attributes/banata.environment").asText()).isEqualTo(environment);
    assertThat(realm.get("sslRequired").asText()).isEqualTo(ssl);
    assertThat(realm.get("verifyEmail").asBoolean()).isEqualTo(verify);
    assertThat(realm.get("displayName").asText()).isEqualTo("Test");
    assertThat(realm.get("organizationsEnabled").asBoolean()).isTrue();
    assertThat(realm.get("adminEventsEnabled").asBoolean()).isTrue();
  }

  @Test
  void aProjectHasThePermissionsAndRoles() {
    TestProject project = projects.create();
    String client = project.adminRest().idOfClient("banata");
    JsonNode permissions =
        project.adminRest().get("/clients/" + client + "/roles").expect(200).json();
    JsonNode superAdmin =
        project.adminRest().get("/roles/super_admin/composites").expect(200).json();

    assertThat(permissions).hasSize(46);
    assertThat(superAdmin).hasSize(46);
    assertThat(project.adminRest().get("/roles/admin/composites").expect(200).json()).hasSize(14);
    assertThat(project.adminRest().get("/roles/member/composites").expect(200).json()).hasSize(2);
  }

  @Test
  void theOwnerAdministersHisProjectAndNoOther() {
    TestAdmin owner = projects.newAdmin("create-realm");
    TestProject other = projects.create();
    String slug = TestProjects.unique("own");
    JsonNode created = create(owner.http(), slug).expect(200).json();
    Http http = owner.session().renewed().http();

    assertThat(created.at("/project/ownerId").asText()).isEqualTo(owner.id());
    http.get("/admin/realms/" + slug).expect(200);
    http.get("/admin/realms/" + other.slug() + "/users").expect(403);
    assertThat(slugs(http.post(PROJECTS + "list", null))).containsExactly(slug);
    assertThat(
            http.post(PROJECTS + "get", Map.of("id", other.id())).expect(200).json().get("project"))
        .isEqualTo(NullNode.getInstance());
    assertAnswer(http.post(PROJECTS + "update", Map.of("id", other.id(), "name", "Taken")))
        .isRefused(404, "PROJECT_NOT_FOUND");
    assertAnswer(http.post(PROJECTS + "delete", Map.of("id", other.id())))
        .isRefused(404, "PROJECT_NOT_FOUND");
    assertAnswer(http.post("/api/auth/admin/list-users", Map.of("projectId", other.slug())))
        .isRefused(404, "PROJECT_NOT_FOUND");
    String client = projects.master().idOfClient(slug + "-realm");
    assertThat(
            projects
                .master()
                .get("/users/" + owner.id() + "/role-mappings/clients/" + client)
                .expect(200)
                .json()
                .findValuesAsText("name"))
        .containsExactly("realm-admin");
  }

  @Test
  void anAdminOfOneRealmSeesItAndMayWhatHisRoleSays() {
    TestProject project = projects.create();
    TestAdmin viewer = projects.newAdmin();
    projects.master().grantClientRole(viewer.id(), project.slug() + "-realm", "view-users");

    assertThat(slugs(viewer.http().post(PROJECTS + "list", null))).containsExactly(project.slug());
    viewer.http().post("/api/auth/admin/list-users", Map.of("projectId", project.id())).expect(200);
    assertAnswer(
            viewer
                .http()
                .post(
                    "/api/auth/admin/create-user",
                    Map.of("projectId", project.id(), "email", "x@example.org", "name", "X")))
        .isRefused(403, "PERMISSION_DENIED");
    assertAnswer(viewer.http().post(PROJECTS + "delete", Map.of("id", project.id())))
        .isRefused(403, "PERMISSION_DENIED");
    assertAnswer(create(viewer.http(), TestProjects.unique("no")))
        .isRefused(403, "PERMISSION_DENIED");
  }

  @Test
  void anAdminMayHaveHisRoleByARealmRole() {
    TestProject project = projects.create();
    projects.create();
    TestAdmin viewer = projects.newAdmin();
    String role = TestProjects.unique("support");
    projects.master().post("/roles", Map.of("name", role)).expect(201);
    projects
        .master()
        .post(
            "/roles/" + role + "/composites",
            List.of(projects.master().clientRole(project.slug() + "-realm", "view-users")))
        .expect(204);
    projects.master().grantRealmRole(viewer.id(), role);

    assertMayViewUsersOnly(viewer, project);
  }

  @Test
  void anAdminMayHaveHisRoleByAGroupAboveHis() {
    TestProject project = projects.create();
    projects.create();
    TestAdmin viewer = projects.newAdmin();
    String parent = projects.master().createGroup("/groups", TestProjects.unique("support"));
    String child =
        projects
            .master()
            .createGroup("/groups/" + parent + "/children", TestProjects.unique("1st"));
    String client = project.slug() + "-realm";
    projects
        .master()
        .post(
            "/groups/" + parent + "/role-mappings/clients/" + projects.master().idOfClient(client),
            List.of(projects.master().clientRole(client, "view-users")))
        .expect(204);
    projects.master().put("/users/" + viewer.id() + "/groups/" + child, null).expect(204);

    assertMayViewUsersOnly(viewer, project);
  }

  private void assertMayViewUsersOnly(TestAdmin viewer, TestProject project) {
    assertThat(slugs(viewer.http().post(PROJECTS + "list", null))).containsExactly(project.slug());
    viewer.http().post("/api/auth/admin/list-users", Map.of("projectId", project.id())).expect(200);
    assertAnswer(viewer.http().post(PROJECTS + "delete", Map.of("id", project.id())))
        .isRefused(403, "PERMISSION_DENIED");
  }

  @Test
  void aUserOfTheAdminRealmWithoutAnyRoleIsNobody() {
    assertAnswer(projects.newAdmin().http().post(PROJECTS + "list", null))
        .isRefused(401, "INVALID_TOKEN");
  }

  @Test
  void anAdminOfTheProjectsOwnRealmWorksInItsUrls() {
    TestProject project = projects.create();
    String user = project.adminRest().createUser("boss", "correct horse", Map.of());
    project.adminRest().grantClientRole(user, "realm-management", "realm-admin");
    Http http = project.session("boss", "correct horse").http();

    for (String door : List.of("/realms/", "/admin/realms/")) {
      String base = door + project.slug() + "/banata";
      assertThat(slugs(http.post(base + "/projects/list", null))).containsExactly(project.slug());
      http.post(base + "/api/auth/admin/list-users", Map.of()).expect(200);
    }
    Answer elsewhere = http.post(PROJECTS + "list", null);
    assertAnswer(elsewhere).isRefused(401, "INVALID_TOKEN");
    assertThat(elsewhere.json().get("message").asText())
        .contains("realm " + project.slug() + ": call /realms/" + project.slug() + "/banata/");
    Answer byOther =
        http.post("/realms/" + projects.create().slug() + "/banata/projects/list", null);
    assertAnswer(byOther).isRefused(401, "INVALID_TOKEN");
    assertThat(byOther.json().get("message").asText()).contains("/realms/" + project.slug());
    project.adminRest().createUser("guest", "correct horse", Map.of());
    Answer ofUser = project.session("guest", "correct horse").http().post(PROJECTS + "list", null);
    assertAnswer(ofUser).isRefused(401, "INVALID_TOKEN");
    assertThat(ofUser.json().get("message").asText()).doesNotContain(project.slug());
  }

  @Test
  void aTakenSlugIsAnsweredAndLeavesNothing() {
    TestProject first = projects.create();
    Answer second = create(projects.admin().http(), first.slug());

    assertThat(second.expect(200).json().get("success").asBoolean()).isFalse();
    assertThat(second.json().get("error").asText()).contains(first.slug());
    assertThat(second.json().has("project")).isFalse();
    assertThat(
            create(projects.admin().http(), "master").expect(200).json().get("success").asBoolean())
        .isFalse();
    first.http().post("/api/auth/admin/list-users", null).expect(200);
  }

  @Test
  void oneOfEightCreationsOfASlugWins() throws InterruptedException, ExecutionException {
    String slug = TestProjects.unique("race");
    String token = projects.admin().renewed().token();
    List<Answer> answers = Parallel.run(8, i -> create(projects.anonymous().bearer(token), slug));

    assertThat(answers).allMatch(answer -> answer.status() == 200);
    assertThat(answers.stream().filter(a -> a.json().get("success").asBoolean())).hasSize(1);
    assertThat(slugs(projects.admin().http().post(PROJECTS + "list", Map.of("search", slug))))
        .containsExactly(slug);
  }

  @Test
  void pagesInBothDirectionsAndSearches() {
    String mark = TestProjects.unique("page");
    List<String> newestFirst = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      newestFirst.add(0, projects.create(Map.of("slug", mark + "-" + i)).slug());
    }
    Http http = projects.admin().renewed().http();
    List<String> seen = new ArrayList<>();
    String after = null;
    String lastPageFirst = null;
    do {
      Map<String, Object> request =
          new HashMap<>(Map.of("limit", 2, "search", mark.toUpperCase(Locale.ROOT)));
      if (after != null) {
        request.put("after", after);
      }
      JsonNode page = http.post(PROJECTS + "list", request).expect(200).json();
      page.get("projects").forEach(project -> seen.add(project.get("slug").asText()));
      lastPageFirst = page.at("/projects/0/id").asText();
      after = page.at("/listMetadata/after").textValue();
    } while (after != null);
    Answer back =
        http.post(PROJECTS + "list", Map.of("limit", 2, "search", mark, "before", lastPageFirst));

    assertThat(seen).isEqualTo(newestFirst);
    assertThat(slugs(back)).isEqualTo(newestFirst.subList(2, 4));
    assertAnswer(http.post(PROJECTS + "list", Map.of("after", "proj_unknown"))).isInvalid("after");
  }

  @Test
  void searchesFindPartsOfNamesInAnyScript() {
    String mark = TestProjects.unique("s");
    String rockets =
        "\uD83D\uDE80 \u041C\u0430\u0433\u0430\u0437\u0438\u043D \uD83D\uDD25 \u041C\u0430\u0433\u0430\u0437\u0438\u043D ";
    TestProject project = projects.create(Map.of("name", rockets + mark));
    Http http = projects.admin().http();

    for (String text :
        List.of(
            "\u043C\u0430\u0433\u0430\u0437\u0438\u043D " + mark,
            "\uD83D\uDD25 \u043C\u0430\u0433\u0430\u0437\u0438\u043D " + mark)) {
      assertThat(slugs(http.post(PROJECTS + "list", Map.of("search", text))))
          .as(text)
          .containsExactly(project.slug());
    }
    http.post(PROJECTS + "update", Map.of("id", project.id(), "name", "Renamed")).expect(200);
    assertThat(slugs(http.post(PROJECTS + "list", Map.of("search", mark)))).isEmpty();
    assertThat(slugs(http.post(PROJECTS + "list", Map.of("search", project.slug().substring(2)))))
        .containsExactly(project.slug());
  }

  @Test
  void aNewSlugRenamesTheRealmAndKeysGoOn() {
    TestProject project = projects.create();
    String renamed = TestProjects.unique("renamed");
    JsonNode updated =
        projects
            .admin()
            .http()
            .post(
                PROJECTS + "update",
                Map.of(
                    "id",
                    project.id(),
                    "slug",
                    renamed,
                    "name",
                    "New",
                    "logoUrl",
                    "https://x.org/l"))
            .expect(200)
            .json()
            .get("project");
    JsonNode own = project.http().post(PROJECTS + "list", null).expect(200).json();

    assertThat(updated.get("slug").asText()).isEqualTo(renamed);
    assertThat(own.at("/projects/0")).isEqualTo(updated);
    projects.admin().http().get("/admin/realms/" + renamed).expect(200);
    projects.admin().http().get("/admin/realms/" + project.slug()).expect(404);
    Map<String, Object> noLogo = new HashMap<>();
    noLogo.put("id", project.id());
    noLogo.put("logoUrl", null);
    assertThat(
            project
                .http()
                .post(PROJECTS + "update", noLogo)
                .expect(200)
                .json()
                .at("/project")
                .has("logoUrl"))
        .isFalse();
  }

  @Test
  void deletingRemovesRealmRowsAndKeysAtOnce() {
    TestProject project = projects.create();
    project.http().post("/api/auth/admin/list-users", null).expect(200);
    assertAnswer(project.http().post(PROJECTS + "delete", Map.of("id", project.id())))
        .isRefused(403, "PERMISSION_DENIED");
    assertAnswer(project.http().post(PROJECTS + "delete", Map.of("id", project.slug())))
        .isRefused(403, "PERMISSION_DENIED");
    projects.admin().http().post(PROJECTS + "delete", Map.of("id", project.slug())).expect(200);

    assertAnswer(project.http().post("/api/auth/admin/list-users", null))
        .isRefused(401, "INVALID_API_KEY");
    projects.admin().http().get("/admin/realms/" + project.slug()).expect(404);
    assertAnswer(projects.admin().http().post(PROJECTS + "delete", Map.of("id", project.id())))
        .isRefused(404, "PROJECT_NOT_FOUND");
    // The slug is free again, for a project that has nothing of the old one.
    TestProject next = projects.create(Map.of("slug", project.slug()));
    assertThat(next.id()).isNotEqualTo(project.id());
    assertThat(
            next.http()
                .post("/api/auth/admin/list-users", null)
                .expect(200)
                .json()
                .get("total")
                .asInt())
        .isZero();
  }

  @Test
  void aKeyThatNamesItDeletesItsProject() {
    TestProject project = projects.create();
    Http http = project.as(project.newKey(Map.of("permissions", List.of("project.delete"))));

    http.post(PROJECTS + "delete", Map.of("id", project.id())).expect(200);
    assertAnswer(http.post(PROJECTS + "list", null)).isRefused(401, "INVALID_API_KEY");
  }

  @Test
  void theSettingsDocumentIsAViewOnTheProject() {
    TestProject project = projects.create();
    JsonNode saved =
        project
            .http()
            .post(
                "/api/auth/banata/config/project/save",
                Map.of("projectName", "Renamed", "projectDescription", "What it is"))
            .expect(200)
            .json();
    JsonNode row =
        project.http().post(PROJECTS + "list", null).expect(200).json().at("/projects/0");

    assertThat(saved.get("clientId").asText()).isEqualTo(project.slug());
    assertThat(project.http().post("/api/auth/banata/config/project/get", null).expect(200).json())
        .isEqualTo(saved);
    assertThat(row.get("name").asText()).isEqualTo("Renamed");
    assertThat(row.get("description").asText()).isEqualTo("What it is");
    assertThat(project.adminRest().get("").expect(200).json().get("displayName").asText())
        .isEqualTo("Renamed");
  }

  @Test
  void theAdminRealmIsNoProject() {
    Http http = projects.admin().http();

    assertThat(slugs(http.post(PROJECTS + "list", null))).doesNotContain("master");
    assertAnswer(http.post("/api/auth/admin/list-users", Map.of("projectId", "master")))
        .isRefused(404, "PROJECT_NOT_FOUND");
    assertAnswer(http.post("/realms/master/banata/api/auth/admin/list-users", Map.of()))
        .isRefused(400, "PROJECT_NOT_NAMED");
  }
}
