package dev.banata.keycloak.apikey;

import static dev.banata.keycloak.api.AnswerAssert.assertAnswer;
import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Keys that are limited to an organization touch its data and nothing else of the project. */
@Tag("diagonal")
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OrganizationKeysIT {

  private static final String CREATE_KEY = "/api/auth/api-key/create";
  private static final String LIST_USERS = "/api/auth/admin/list-users";
  private static final String GET_USER = "/api/auth/admin/get-user";
  private static final String UPDATE_USER = "/api/auth/admin/update-user";
  private static final String REMOVE_USER = "/api/auth/admin/remove-user";
  private static final String CREATE_USER = "/api/auth/admin/create-user";

  private TestProjects projects;
  private TestProject project;
  private String acme;
  private String globex;
  private TestKey key;
  private Http caller;
  private String outsider;
  private String guest;

  @BeforeAll
  void makeOrganizations(TestServer server) {
    projects = new TestProjects(server);
    project = projects.create();
    acme = project.adminRest().createOrganization("acme");
    globex = project.adminRest().createOrganization("globex");
    key = project.newKey(Map.of("organizationId", acme));
    caller = project.as(key);
    outsider = project.newUser().get("id").asText();
    guest = project.newUser().get("id").asText();
    project.adminRest().addGuest(acme, guest);
  }

  private JsonNode newMember() {
    Map<String, Object> user =
        Map.of("email", TestProjects.unique("m") + "@acme.example", "name", "A Member");
    return caller.post(CREATE_USER, user).expect(200).json().get("user");
  }

  @Test
  void usersThatItMakesAreMembers() {
    String id = newMember().get("id").asText();

    JsonNode members =
        project.adminRest().get("/organizations/" + acme + "/members?max=100").expect(200).json();
    assertThat(members.findValuesAsText("id")).contains(id);
    assertAnswer(caller.post(GET_USER, Map.of("userId", id))).isOk();
  }

  @Test
  void anOrganizationOfAnotherProjectIsNotFound() {
    String foreign = projects.create().adminRest().createOrganization("initech");

    assertAnswer(
            project.http().post(CREATE_KEY, Map.of("name", "Foreign", "organizationId", foreign)))
        .isRefused(404, "ORGANIZATION_NOT_FOUND");
  }

  @Test
  void itSeesOnlyMembers() {
    String member = newMember().get("id").asText();

    Answer list = caller.post(LIST_USERS, Map.of());

    assertAnswer(list).isOk();
    assertThat(list.json().get("users").findValuesAsText("id"))
        .contains(member, guest)
        .doesNotContain(outsider);
    assertThat(list.json().get("total").asInt()).isEqualTo(list.json().get("users").size());
    for (String path : List.of(GET_USER, UPDATE_USER, REMOVE_USER)) {
      assertAnswer(caller.post(path, Map.of("userId", outsider))).isRefused(404, "USER_NOT_FOUND");
    }
  }

  @Test
  void aCursorTellsNothingOfOthers() {
    for (String cursor : List.of("after", "before")) {
      assertAnswer(caller.post(LIST_USERS, Map.of(cursor, outsider))).isInvalid(cursor);
    }
  }

  @Test
  void itChangesItsOwnMembersButNoGuests() {
    String member = newMember().get("id").asText();

    assertAnswer(caller.post(UPDATE_USER, Map.of("userId", member, "name", "Renamed"))).isOk();
    assertAnswer(caller.post(GET_USER, Map.of("userId", guest))).isOk();
    assertAnswer(caller.post(UPDATE_USER, Map.of("userId", guest, "password", "taken over!")))
        .isRefused(403, "USER_NOT_MANAGED");
    assertAnswer(caller.post(REMOVE_USER, Map.of("userId", guest)))
        .isRefused(403, "USER_NOT_MANAGED");
    assertAnswer(caller.post(REMOVE_USER, Map.of("userId", member))).isOk();
  }

  @Test
  void otherOrganizationsDoNotExistForIt() {
    Answer foreign = caller.post(LIST_USERS, Map.of("organizationId", globex));
    Answer unknown = caller.post(LIST_USERS, Map.of("organizationId", "nonsense"));

    assertAnswer(foreign).isRefused(404, "ORGANIZATION_NOT_FOUND");
    assertThat(unknown.body()).isEqualTo(foreign.body());
    assertAnswer(caller.post(CREATE_KEY, Map.of("name", "x", "organizationId", globex)))
        .isRefused(404, "ORGANIZATION_NOT_FOUND");
  }

  @Test
  void anOrganizationMustExistForAKey() {
    assertAnswer(project.http().post(CREATE_KEY, Map.of("name", "x", "organizationId", "nonsense")))
        .isRefused(404, "ORGANIZATION_NOT_FOUND");
  }

  /** Keycloak's own look-up fails on it. */
  @Test
  void anOrganizationOfAnotherProjectDoesNotExist(TestServer server) {
    String foreign = new TestProjects(server).create().adminRest().createOrganization("elsewhere");

    assertAnswer(project.http().post(CREATE_KEY, Map.of("name", "x", "organizationId", foreign)))
        .isRefused(404, "ORGANIZATION_NOT_FOUND");
    assertAnswer(project.http().post(LIST_USERS, Map.of("organizationId", foreign)))
        .isRefused(404, "ORGANIZATION_NOT_FOUND");
  }

  @Test
  void itsKeysAreLimitedToo() {
    JsonNode made = caller.post(CREATE_KEY, Map.of("name", "x")).expect(200).json();

    assertThat(made.get("organizationId").asText()).isEqualTo(acme);
    TestKey child = new TestKey(made.get("id").asText(), made.get("key").asText());
    assertAnswer(project.as(child).post(GET_USER, Map.of("userId", outsider)))
        .isRefused(404, "USER_NOT_FOUND");
  }

  @Test
  void itSeesAndTouchesNoKeysOfTheProject() {
    TestKey ofGlobex = project.newKey(Map.of("organizationId", globex));

    List<String> ids = caller.get("/api/auth/api-key/list").json().findValuesAsText("id");

    assertThat(ids).contains(key.id()).doesNotContain(project.fullKey().id(), ofGlobex.id());
    for (TestKey other : List.of(project.fullKey(), ofGlobex)) {
      for (String path : List.of("rotate", "update", "delete")) {
        assertAnswer(caller.post("/api/auth/api-key/" + path, Map.of("keyId", other.id())))
            .isRefused(404, "API_KEY_NOT_FOUND");
      }
      JsonNode verified =
          caller.post("/api/auth/api-key/verify", Map.of("key", other.text())).json();
      assertThat(verified.at("/error/code").asText()).isEqualTo("INVALID_API_KEY");
      assertThat(verified.get("key").isNull()).isTrue();
    }
  }

  /** Roles of the project hold in every organization of it. */
  @Test
  void itHandsOutNoRolesOfTheProject() {
    String member = newMember().get("id").asText();

    for (String role : List.of("super_admin", "admin")) {
      assertAnswer(caller.post(UPDATE_USER, Map.of("userId", member, "role", role)))
          .isRefused(403, "PERMISSION_ESCALATION");
      assertAnswer(
              caller.post(
                  CREATE_USER,
                  Map.of(
                      "email",
                      TestProjects.unique("r") + "@acme.example",
                      "name",
                      "R",
                      "role",
                      role)))
          .isRefused(403, "PERMISSION_ESCALATION");
    }
  }

  @Test
  void itDoesNotChangeTheProject() {
    assertAnswer(
            caller.post(
                "/api/auth/banata/projects/update", Map.of("id", project.id(), "name", "Taken")))
        .isRefused(403, "PERMISSION_DENIED");
    assertAnswer(
            caller.post("/api/auth/banata/config/project/save", Map.of("projectName", "Taken")))
        .isRefused(403, "PERMISSION_DENIED");
    assertAnswer(caller.post("/api/auth/banata/projects/delete", Map.of("id", project.id())))
        .isRefused(403, "PERMISSION_DENIED");
  }

  @Test
  void itChangesNoAdministratorOfTheRealm() {
    String member = newMember().get("id").asText();
    project.adminRest().grantClientRole(member, "realm-management", "realm-admin");

    assertAnswer(caller.post(UPDATE_USER, Map.of("userId", member, "password", "taken over!")))
        .isRefused(403, "PERMISSION_ESCALATION");
  }

  @Test
  void itCannotBeExchangedForAToken() {
    Answer answer = project.exchange(key.text());

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().get("error").asText()).isEqualTo("unauthorized_client");
  }

  @Test
  void withoutItsOrganizationItSeesNothing() {
    String gone = project.adminRest().createOrganization("gone");
    TestKey orphan = project.newKey(Map.of("organizationId", gone));
    assertAnswer(project.as(orphan).post(LIST_USERS, Map.of())).isOk();

    project.adminRest().delete("/organizations/" + gone).expect(204);

    assertThat(project.as(orphan).post(LIST_USERS, Map.of()).status()).isIn(401, 404);
    assertThat(project.as(orphan).post(GET_USER, Map.of("userId", outsider)).status())
        .isIn(401, 404);
    assertThat(project.as(orphan).post(CREATE_KEY, Map.of("name", "x")).status()).isIn(401, 404);
  }
}
