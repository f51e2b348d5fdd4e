package dev.banata.keycloak.apikey;

import static dev.banata.keycloak.api.AnswerAssert.assertAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.Checkout;
import dev.banata.keycloak.server.Http;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** The keys for common tasks of docs/api-keys.md do what the page says. */
@Tag("diagonal")
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KeyRecipesIT {

  private static final String ESCALATION = "PERMISSION_ESCALATION";
  private static final String BANATA = "/api/auth/banata/";
  private static final Pattern RECIPE =
      Pattern.compile("^\\| ([a-zA-Z ]+) \\| `(\\[[^`]+])` \\|", Pattern.MULTILINE);

  private TestProject project;
  private Map<String, String> recipes;

  @BeforeAll
  void readThePage(TestServer server) throws IOException {
    project = new TestProjects(server).create();
    String page = Files.readString(Checkout.current().root().resolve("docs/api-keys.md"));
    recipes =
        RECIPE
            .matcher(page)
            .results()
            .collect(Collectors.toMap(found -> found.group(1), KeyRecipesIT::permissions));
    assertThat(recipes)
        .containsOnlyKeys("support desk", "CI", "mailer", "auditor", "back end of a product");
  }

  private static String permissions(MatchResult found) {
    return found.group(2);
  }

  private Http key(String task) throws IOException {
    List<?> permissions = new ObjectMapper().readValue(recipes.get(task), List.class);
    return project.as(project.newKey(Map.of("permissions", permissions)));
  }

  private String user(String role) {
    String id = project.newUser().get("id").asText();
    project.http().post("/api/auth/admin/set-role", Map.of("userId", id, "role", role)).expect(200);
    return id;
  }

  @Test
  void theDeskResetsPasswordsButNotThoseOfAdministrators() throws IOException {
    Http desk = key("support desk");

    for (String role : List.of("user", "member")) {
      Map<String, Object> reset = Map.of("userId", user(role), "newPassword", "a new password");
      assertAnswer(desk.post("/api/auth/admin/set-user-password", reset)).isOk();
    }
    Map<String, Object> ofAdmin =
        Map.of("userId", user("super_admin"), "newPassword", "a new password");
    assertAnswer(desk.post("/api/auth/admin/set-user-password", ofAdmin))
        .isRefused(403, ESCALATION);
    desk.post("/api/auth/admin/list-users", null).expect(200);
  }

  @Test
  void theCiManagesClientsWithoutFullScope() throws IOException {
    Http ci = key("CI");
    Map<String, Object> client =
        Map.of("clientId", TestProjects.unique("ci"), "name", "CI", "type", "web");
    String id =
        ci.post(BANATA + "clients/create", client).expect(200).json().at("/client/id").asText();
    ci.post(BANATA + "clients/rotate-secret", Map.of("id", id)).expect(200);
    String wide = TestProjects.unique("wide");
    project
        .adminRest()
        .post("/clients", Map.of("clientId", wide, "secret", "s", "standardFlowEnabled", true))
        .expect(201);

    Http.Answer refused = ci.post(BANATA + "clients/rotate-secret", Map.of("id", wide));

    assertAnswer(refused).isRefused(403, ESCALATION);
    assertThat(refused.json().get("message").asText()).contains("full scope");
  }

  @Test
  void theMailerHasTemplatesOfItsOwnOnly() throws IOException {
    Http mailer = key("mailer");
    Map<String, Object> template =
        Map.of(
            "name",
            "News",
            "slug",
            "news",
            "subject",
            "News",
            "blocksJson",
            "[{\"id\":\"1\",\"type\":\"text\",\"text\":\"News\"}]");
    mailer.post(BANATA + "emails/templates/create", template).expect(200);
    String builtIn =
        mailer
            .post(BANATA + "emails/templates/get", Map.of("idOrSlug", "welcome"))
            .expect(200)
            .json()
            .at("/template/id")
            .asText();

    Http.Answer refused =
        mailer.post(
            BANATA + "emails/templates/update", Map.of("id", builtIn, "subject", "Welcome"));

    assertAnswer(refused).isRefused(403, ESCALATION);
    assertThat(refused.json().get("message").asText()).contains("the built-in template welcome");
    assertAnswer(mailer.post(BANATA + "config/email-providers/save", Map.of()))
        .isRefused(403, ESCALATION);
  }

  @Test
  void theAuditorReadsAndChangesNothing() throws IOException {
    Http auditor = key("auditor");

    auditor.post("/api/auth/admin/list-users", null).expect(200);
    auditor.get("/api/auth/api-key/list").expect(200);
    auditor.post(BANATA + "clients/list", null).expect(200);
    auditor.post(BANATA + "config/roles/list", null).expect(200);
    assertAnswer(auditor.post("/api/auth/admin/ban-user", Map.of("userId", user("user"))))
        .isRefused(403, "PERMISSION_DENIED");
  }

  @Test
  void theBackEndInvitesWithRolesThatItCovers() throws IOException {
    Http backEnd = key("back end of a product");
    String organization = project.adminRest().createOrganization("acme");

    assertAnswer(invite(backEnd, organization, "member")).isOk();
    assertAnswer(invite(backEnd, organization, "super_admin")).isRefused(403, ESCALATION);
  }

  private static Http.Answer invite(Http http, String organization, String role) {
    String email = TestProjects.unique("u") + "@example.org";
    return http.post(
        "/api/auth/organization/invite-member",
        Map.of("organizationId", organization, "email", email, "role", role));
  }
}
