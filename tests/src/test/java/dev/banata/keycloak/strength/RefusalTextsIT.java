package dev.banata.keycloak.strength;

import static dev.banata.keycloak.api.AnswerAssert.assertAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.AdminRest;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.Http;
import dev.banata.keycloak.server.Http.Answer;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** A refusal says what the caller lacks and what to do, in the caller's own terms. */
@Tag("diagonal")
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RefusalTextsIT {

  private static final String BANATA = "/api/auth/banata/";
  private static final String KEYS = "/api/auth/api-key/";

  private TestProject project;
  private AdminRest rest;
  private RealmAdmins admins;

  @BeforeAll
  void newProject(TestServer server) {
    project = new TestProjects(server).create();
    rest = project.adminRest();
    admins = new RealmAdmins(project);
  }

  private Http key(Map<String, Object> settings) {
    return project.as(project.newKey(settings));
  }

  private Http key(String... permissions) {
    return key(Map.of("permissions", List.of(permissions)));
  }

  private static String message(Answer answer) {
    return answer.json().get("message").asText();
  }

  private JsonNode superAdmin() {
    JsonNode user = project.newUser();
    project
        .http()
        .post(
            "/api/auth/admin/set-role",
            Map.of("userId", user.get("id").asText(), "role", "super_admin"))
        .expect(200);
    return user;
  }

  @Test
  void aKeyIsToldItsPermissionsAndAnAdminTheirRoles() {
    Http viewer = admins.with("view-users").http();
    String ban = "/realms/" + project.slug() + "/banata/admin/ban-user";
    JsonNode boss = superAdmin();
    Map<String, Object> request = Map.of("userId", boss.get("id").asText());

    assertThat(message(key("user.read").post("/api/auth/admin/ban-user", request)))
        .isEqualTo("This needs the permission user.manage or dashboard.manage.");
    assertThat(message(viewer.post(ban, request)))
        .isEqualTo("This needs the role manage-users of realm-management.");
    assertThat(message(key("user.manage").post("/api/auth/admin/ban-user", request)))
        .startsWith("The user " + boss.get("email").asText() + " gives permissions")
        .endsWith("that your key lacks: full access.");
    assertThat(message(admins.with("manage-users").http().post(ban, request)))
        .endsWith("You need the role realm-admin of realm-management.");
  }

  @Test
  void noneOfManyPermissionsIsDropped() {
    List<String> slugs = new ArrayList<>();
    for (int i = 10; i < 35; i++) {
      slugs.add("ticket.n" + i);
      project
          .http()
          .post(
              BANATA + "config/permissions/create",
              Map.of("slug", "ticket.n" + i, "name", "Ticket"))
          .expect(200);
    }
    Answer refused =
        key("role.create")
            .post(
                BANATA + "config/roles/create",
                Map.of("name", "Many", "slug", "many", "permissions", slugs));

    assertAnswer(refused).isRefused(403, "PERMISSION_ESCALATION");
    assertThat(message(refused)).contains("ticket.n10, ticket.n11").endsWith(", and 5 more.");
  }

  @Test
  void anUnknownPermissionIsNamed() {
    Map<String, Object> request =
        Map.of("name", "k", "permissions", List.of("user.raed", "project.*"));

    Answer refused = project.http().post(KEYS + "create", request);

    assertAnswer(refused).isInvalid("permissions.0");
    assertThat(message(refused))
        .contains("\"user.raed\" is not a permission of this project")
        .contains("\"project.*\" gives no permission; project.delete must be named");
  }

  @Test
  void aKeyIsToldTheBoundsOfItsOwn() {
    Http bounded =
        key(
            Map.of(
                "permissions",
                List.of("api_key.create", "user.read"),
                "rateLimitMax",
                7,
                "rateLimitTimeWindow",
                60_000));

    Answer refused =
        bounded.post(
            KEYS + "create",
            Map.of("name", "k", "permissions", List.of("user.read"), "rateLimitEnabled", false));

    assertAnswer(refused).isRefused(403, "PERMISSION_ESCALATION");
    assertThat(message(refused)).contains("7 calls in 60000 ms").contains("rateLimitEnabled");
  }

  @Test
  void theClientOfThePermissionsIsNamedWhenItIsRemoved() {
    Answer refused = admins.with("manage-clients").delete("/clients/" + rest.idOfClient("banata"));

    assertThat(refused.body())
        .contains("The client banata owns the project's permissions")
        .doesNotContain("api_key.create");
  }

  @Test
  void originsThatKeycloakDerivesAreNotBlamed() {
    String id =
        rest.createClient(Map.of("clientId", TestProjects.unique("c"), "publicClient", true));
    Answer refused =
        rest.put("/clients/" + id, Map.of("redirectUris", List.of("https://a.example.org/*")));

    assertThat(refused.status()).as(refused.toString()).isEqualTo(400);
    assertThat(refused.body()).contains("redirectUris").doesNotContain("webOrigins");
  }

  @Test
  void urisAreNamedByTheirPlaceInTheRequest() {
    Map<String, Object> request =
        Map.of(
            "clientId",
            TestProjects.unique("c"),
            "name",
            "C",
            "type",
            "desktop",
            "redirectUris",
            List.of("com.example.app:/a", "nonsense", "https://a.example.org/", "https://b/*"));

    Answer refused = project.http().post(BANATA + "clients/create", request);

    assertAnswer(refused).isInvalid("redirectUris.1");
    assertThat(refused.json().get("errors").findValuesAsText("field"))
        .containsExactly("redirectUris.1", "redirectUris.2", "redirectUris.3");
  }
}
