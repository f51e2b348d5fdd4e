package dev.banata.keycloak.user;

import static dev.banata.keycloak.api.AnswerAssert.assertAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.Http;
import dev.banata.keycloak.server.Http.Answer;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("diagonal")
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class UsersIT {

  private static final String ADMIN = "/api/auth/admin/";

  private TestProjects projects;
  private TestProject project;

  @BeforeAll
  void connect(TestServer server) {
    projects = new TestProjects(server);
  }

  @BeforeEach
  void newProject() {
    project = projects.create();
  }

  private Answer create(Map<String, Object> fields) {
    return project.http().post(ADMIN + "create-user", fields);
  }

  private Answer update(String userId, Map<String, Object> fields) {
    Map<String, Object> request = new HashMap<>(fields);
    request.put("userId", userId);
    return project.http().post(ADMIN + "update-user", request);
  }

  private JsonNode list(Map<String, Object> request) {
    return project.http().post(ADMIN + "list-users", request).expect(200).json();
  }

  private static List<String> emails(JsonNode list) {
    List<String> emails = new ArrayList<>();
    list.get("data").forEach(user -> emails.add(user.get("email").asText()));
    return emails;
  }

  @Test
  void aUserHasAllFieldsAndIsAUserOfKeycloak() {
    JsonNode user =
        project.newUser(
            Map.of(
                "email", " Ada@Example.ORG ",
                "name", "Ada King Lovelace",
                "username", "ada",
                "password", "correct horse",
                "image", "https://example.org/a.png",
                "phoneNumber", "+44 20 7946 0000",
                "emailVerified", true,
                "role", List.of("member"),
                "metadata", Map.of("plan", "pro", "n", 7)));
    JsonNode keycloak =
        project.adminRest().get("/users/" + user.get("id").asText()).expect(200).json();

    assertThat(user.get("email").asText()).isEqualTo("ada@example.org");
    assertThat(user.get("name").asText()).isEqualTo("Ada King Lovelace");
    assertThat(user.get("role").asText()).isEqualTo("member");
    assertThat(user.at("/metadata/n").asInt()).isEqualTo(7);
    assertThat(user.get("projectId").asText()).isEqualTo(project.id());
    assertThat(keycloak.get("firstName").asText()).isEqualTo("Ada");
    assertThat(keycloak.get("lastName").asText()).isEqualTo("King Lovelace");
    assertThat(keycloak.get("username").asText()).isEqualTo("ada");
    assertThat(keycloak.get("emailVerified").asBoolean()).isTrue();
    JsonNode got =
        project.http().get(ADMIN + "get-user?id=" + user.get("id").asText()).expect(200).json();
    assertThat(got.get("id")).isEqualTo(user.get("id"));
    assertThat(got.get("metadata")).isEqualTo(user.get("metadata"));
  }

  @Test
  void whatIsUnsetIsNull() {
    JsonNode user = project.newUser(Map.of("email", "bare@example.org", "name", "Bare"));

    for (String field :
        List.of(
            "image",
            "username",
            "displayUsername",
            "phoneNumber",
            "banReason",
            "banExpires",
            "metadata")) {
      assertThat(user.has(field)).as(field).isTrue();
      assertThat(user.get(field).isNull()).as(field).isTrue();
    }
    assertThat(user.get("role").asText()).isEqualTo("user");
    assertThat(user.get("createdAt").asText())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
  }

  @Test
  void takenNamesAreConflicts() {
    project.newUser(Map.of("email", "ada@example.org", "name", "Ada", "username", "ada"));

    assertAnswer(create(Map.of("email", "ADA@example.org", "name", "B")))
        .isRefused(409, "USER_ALREADY_EXISTS");
    assertAnswer(create(Map.of("email", "b@example.org", "name", "B", "username", "ada")))
        .isRefused(409, "USERNAME_ALREADY_EXISTS");
    assertThat(list(Map.of()).get("total").asInt()).isEqualTo(1);
  }

  @Test
  void theProjectsPasswordPolicyHolds() {
    project.adminRest().update(Map.of("passwordPolicy", "length(12)")).expect(204);

    assertAnswer(create(Map.of("email", "a@example.org", "name", "A", "password", "short-one")))
        .isInvalid("password");
    assertThat(list(Map.of()).get("total").asInt()).isZero();
  }

  @Test
  void metadataIsAtMost16KiB() {
    Map<String, Object> large = Map.of("text", "x".repeat(17_000));

    assertAnswer(create(Map.of("email", "a@example.org", "name", "A", "metadata", large)))
        .isInvalid("metadata");
    project.newUser(
        Map.of(
            "email", "b@example.org", "name", "B", "metadata", Map.of("text", "x".repeat(16_000))));
  }

  @Test
  void changesWhatIsNamedAndClearsByNull() {
    String id =
        project
            .newUser(
                Map.of(
                    "email", "a@example.org",
                    "name", "A B",
                    "username", "ab",
                    "image", "https://example.org/a.png",
                    "phoneNumber", "+1 234",
                    "metadata", Map.of("a", 1)))
            .get("id")
            .asText();
    JsonNode renamed = update(id, Map.of("name", "New Name")).expect(200).json();
    assertThat(renamed.get("name").asText()).isEqualTo("New Name");
    assertThat(renamed.get("image").asText()).isEqualTo("https://example.org/a.png");
    assertThat(renamed.at("/metadata/a").asInt()).isEqualTo(1);
    Map<String, Object> nulls = new HashMap<>();
    for (String field : List.of("image", "phoneNumber", "metadata", "username")) {
      nulls.put(field, null);
    }
    JsonNode cleared = update(id, nulls).expect(200).json();

    for (String field : List.of("image", "phoneNumber", "metadata", "username")) {
      assertThat(cleared.get(field).isNull()).as(field).isTrue();
    }
    assertThat(
            update(id, Map.of("data", Map.of("email", "new@example.org", "id", "evil")))
                .expect(200)
                .json()
                .get("email")
                .asText())
        .isEqualTo("new@example.org");
  }

  @Test
  void aNewPasswordEndsTheSessions() {
    project.adminRest().doNotDetectBruteForce();
    project.adminRest().createPasswordClient("app");
    JsonNode user =
        project.newUser(
            Map.of("email", "a@example.org", "name", "A B", "password", "correct horse"));
    project.session("a@example.org", "correct horse").signIn("app").expect(200);
    String sessions = "/users/" + user.get("id").asText() + "/sessions";
    assertThat(project.adminRest().get(sessions).expect(200).json()).hasSize(1);
    update(user.get("id").asText(), Map.of("password", "battery staple")).expect(200);

    assertThat(project.adminRest().get(sessions).expect(200).json()).isEmpty();
    assertThat(project.session("a@example.org", "correct horse").signIn("app").status())
        .isIn(400, 401);
    project.session("a@example.org", "battery staple").signIn("app").expect(200);
  }

  @Test
  void nobodyGivesARoleThatHoldsMoreThanHeHas() {
    Http narrow =
        project.as(project.newKey(Map.of("permissions", List.of("user.read", "user.manage"))));
    Map<String, Object> user = Map.of("email", "a@example.org", "name", "A", "role", "super_admin");

    assertAnswer(narrow.post(ADMIN + "create-user", user)).isRefused(403, "PERMISSION_ESCALATION");
    assertAnswer(create(Map.of("email", "a@example.org", "name", "A", "role", "unknown")))
        .isInvalid("role");
    assertThat(create(user).expect(200).json().at("/user/role").asText()).isEqualTo("super_admin");
  }

  @Test
  void aNarrowedKeyChangesNoAdministrator() {
    String id = project.adminRest().createUser("boss", "correct horse", Map.of());
    project.adminRest().grantClientRole(id, "realm-management", "realm-admin");
    Http narrow =
        project.as(project.newKey(Map.of("permissions", List.of("user.read", "user.manage"))));

    assertAnswer(narrow.post(ADMIN + "update-user", Map.of("userId", id, "password", "taken over")))
        .isRefused(403, "PERMISSION_ESCALATION");
    assertAnswer(narrow.post(ADMIN + "remove-user", Map.of("userId", id)))
        .isRefused(403, "PERMISSION_ESCALATION");
    update(id, Map.of("name", "The Boss")).expect(200);
  }

  @Test
  void removedUsersAreGone() {
    String id = project.newUser().get("id").asText();
    project.http().post(ADMIN + "remove-user", Map.of("userId", id)).expect(200);

    assertAnswer(project.http().post(ADMIN + "get-user", Map.of("userId", id)))
        .isRefused(404, "USER_NOT_FOUND");
    assertAnswer(project.http().post(ADMIN + "remove-user", Map.of("userId", id)))
        .isRefused(404, "USER_NOT_FOUND");
  }

  @Test
  void serviceAccountsAreNoUsers() {
    String client = project.adminRest().idOfClient(project.fullKey().id());
    String account =
        project
            .adminRest()
            .get("/clients/" + client + "/service-account-user")
            .expect(200)
            .json()
            .get("id")
            .asText();

    assertAnswer(project.http().post(ADMIN + "get-user", Map.of("userId", account)))
        .isRefused(404, "USER_NOT_FOUND");
    assertAnswer(
            project
                .http()
                .post(ADMIN + "update-user", Map.of("userId", account, "password", "taken over")))
        .isRefused(404, "USER_NOT_FOUND");
    assertThat(list(Map.of()).get("total").asInt()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "createdAt, desc",
    "createdAt, asc",
    "emailVerified, asc",
    "name, desc",
    "email, asc"
  })
  void cursorsReachEveryUserOnceInBothDirections(String sortBy, String direction) {
    for (int i = 0; i < 13; i++) {
      // Ties in name and emailVerified: the id decides.
      project.newUser(
          Map.of(
              "email",
              "u%02d@example.org".formatted(i),
              "name",
              i % 2 == 0 ? "Even" : "Odd",
              "emailVerified",
              i % 3 == 0));
    }
    List<String> whole =
        emails(list(Map.of("sortBy", sortBy, "sortDirection", direction, "limit", 200)));
    List<String> forward = walk(sortBy, direction, "after");
    List<String> backward = walk(sortBy, direction, "before");

    assertThat(whole).hasSize(13).doesNotHaveDuplicates();
    assertThat(forward).isEqualTo(whole);
    Collections.reverse(backward);
    assertThat(backward).isEqualTo(whole);
  }

  /** Pages of four; backwards each page is reversed, so that the whole is the reversed list. */
  private List<String> walk(String sortBy, String direction, String cursorField) {
    List<String> seen = new ArrayList<>();
    Map<String, Object> request = new HashMap<>();
    request.put("sortBy", sortBy);
    request.put("sortDirection", direction);
    if (cursorField.equals("before")) {
      JsonNode last = list(Map.of("sortBy", sortBy, "sortDirection", direction)).get("data");
      JsonNode end = last.get(last.size() - 1);
      seen.add(end.get("email").asText());
      request.put("before", end.get("id").asText());
    }
    request.put("limit", 4);
    for (int pages = 0; pages < 10; pages++) {
      JsonNode page = list(request);
      List<String> emails = emails(page);
      if (cursorField.equals("before")) {
        Collections.reverse(emails);
      }
      seen.addAll(emails);
      String cursor = page.at("/listMetadata/" + cursorField).textValue();
      if (cursor == null) {
        return seen;
      }
      request.put(cursorField, cursor);
    }
    throw new AssertionError("The pages do not end");
  }

  @Test
  void aPageGoesOnThoughUsersWereRemoved() {
    for (int i = 0; i < 6; i++) {
      project.newUser(Map.of("email", "u" + i + "@example.org", "name", "U"));
    }
    Map<String, Object> byEmail = Map.of("sortBy", "email", "sortDirection", "asc", "limit", 2);
    JsonNode first = list(byEmail);
    project
        .http()
        .post(ADMIN + "remove-user", Map.of("userId", first.at("/data/0/id").asText()))
        .expect(200);
    Map<String, Object> next = new HashMap<>(byEmail);
    next.put("after", first.at("/listMetadata/after").asText());

    assertThat(emails(list(next))).containsExactly("u2@example.org", "u3@example.org");
  }

  @Test
  void findsByEmailRoleSearchAndFilter() {
    project.newUser(Map.of("email", "ada@example.org", "name", "Ada Byron", "role", "admin"));
    project.newUser(
        Map.of("email", "bob@example.org", "name", "Bob Builder", "emailVerified", true));
    project.newUser(Map.of("email", "eve_x@example.com", "name", "Eve"));

    assertThat(emails(list(Map.of("email", "ADA@example.org")))).containsExactly("ada@example.org");
    assertThat(emails(list(Map.of("role", "admin")))).containsExactly("ada@example.org");
    assertThat(emails(list(Map.of("role", "user"))))
        .containsExactlyInAnyOrder("bob@example.org", "eve_x@example.com");
    assertThat(emails(list(Map.of("role", "nobody")))).isEmpty();
    assertThat(emails(list(filter("role", "ne", "user")))).containsExactly("ada@example.org");
    assertThat(emails(list(filter("role", "ne", "admin"))))
        .containsExactlyInAnyOrder("bob@example.org", "eve_x@example.com");
    assertAnswer(project.http().post(ADMIN + "list-users", filter("role", "gt", "admin")))
        .isInvalid("filterOperator");
    assertThat(emails(list(filter("name", "starts_with", "BOB"))))
        .containsExactly("bob@example.org");
    assertThat(emails(list(filter("email", "ne", "bob@example.org")))).hasSize(2);
    assertThat(emails(list(filter("createdAt", "lt", "2000-01-01T00:00:00Z")))).isEmpty();
    assertThat(emails(list(filter("banned", "eq", false)))).hasSize(3);
    assertThat(emails(list(Map.of("searchValue", "%")))).isEmpty();
    assertThat(emails(list(Map.of("searchValue", "_")))).containsExactly("eve_x@example.com");
    assertThat(emails(list(Map.of("searchValue", "BOB B", "searchField", "name"))))
        .containsExactly("bob@example.org");
    assertThat(emails(list(Map.of("searchValue", "example.com", "searchOperator", "ends_with"))))
        .containsExactly("eve_x@example.com");
    assertThat(emails(list(Map.of("filterField", "emailVerified", "filterValue", true))))
        .containsExactly("bob@example.org");
    assertAnswer(
            project
                .http()
                .post(
                    ADMIN + "list-users",
                    Map.of("filterField", "emailVerified", "filterValue", "perhaps")))
        .isInvalid("filterValue");
    JsonNode byQuery =
        project.http().get(ADMIN + "list-users?limit=1&sortBy=email&order=asc").expect(200).json();
    assertThat(emails(byQuery)).containsExactly("ada@example.org");
    assertThat(byQuery.get("total").asInt()).isEqualTo(3);
  }

  private static Map<String, Object> filter(String field, String operator, Object value) {
    return Map.of("filterField", field, "filterOperator", operator, "filterValue", value);
  }

  /**
   * Keycloak's own users may have no e-mail: sorted by it they come first, and none is left out.
   */
  @Test
  void usersWithoutAnEmailAreInEveryOrder() {
    for (int i = 0; i < 3; i++) {
      project.newUser(Map.of("email", "u" + i + "@example.org", "name", "U"));
      project.adminRest().post("/users", Map.of("username", "bare" + i)).expect(201);
    }
    List<String> seen = new ArrayList<>();
    Map<String, Object> request = new HashMap<>(Map.of("sortBy", "email", "order", "asc"));
    request.put("limit", 2);
    for (String after = ""; after != null; ) {
      JsonNode page = list(request);
      page.get("data").forEach(user -> seen.add(user.get("email").asText()));
      after = page.at("/listMetadata/after").textValue();
      request.put("after", after);
    }

    assertThat(seen)
        .containsExactly(
            "null", "null", "null", "u0@example.org", "u1@example.org", "u2@example.org");
  }

  /** Of unmanaged attributes, Keycloak's user profile takes 2048 characters; ours are past it. */
  @Test
  void aUserWithMuchMetadataCanBeChanged() {
    String id =
        project
            .newUser(
                Map.of(
                    "email",
                    "m@example.org",
                    "name",
                    "M",
                    "metadata",
                    Map.of("text", "x".repeat(16_000))))
            .get("id")
            .asText();

    assertThat(update(id, Map.of("name", "New Name")).expect(200).json().at("/metadata/text"))
        .hasToString("\"" + "x".repeat(16_000) + "\"");
  }

  @Test
  void cursorsOfOtherProjectsAreUnknown() {
    String foreign = projects.create().newUser().get("id").asText();

    assertAnswer(project.http().post(ADMIN + "list-users", Map.of("after", foreign)))
        .isInvalid("after");
  }
}
