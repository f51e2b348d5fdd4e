package dev.banata.keycloak.strength;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.AdminRest;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.AdminSession;
import dev.banata.keycloak.server.Http.Answer;
import java.util.Map;

/** Admins of a project's own realm, who sign in there. */
final class RealmAdmins {

  static final String REALM_MANAGEMENT = "realm-management";
  static final String REALM_ADMIN = "realm-admin";

  private static final String PASSWORD = "a long password";

  private final TestProject project;

  RealmAdmins(TestProject project) {
    this.project = project;
  }

  /** One with exactly these roles of realm-management. */
  AdminRest with(String... roles) {
    AdminRest rest = project.adminRest();
    String username = TestProjects.unique("admin");
    String id = rest.createUser(username, PASSWORD, Map.of("firstName", "A", "lastName", "B"));
    for (String role : roles) {
      rest.grantClientRole(id, REALM_MANAGEMENT, role);
    }
    AdminSession session = project.session(username, PASSWORD);
    return new AdminRest(session, project.slug());
  }

  /** The path of an operation of our API at the realm's own URL. */
  String api(String operation) {
    return "/realms/" + project.slug() + "/banata/api/auth/" + operation;
  }

  /** A refusal of ours that says why. */
  static void assertRefused(Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(403);
    JsonNode body = answer.json();
    assertThat(body.path("error").asText()).isEqualTo("access_denied");
    assertThat(body.path("error_description").asText()).as("the reason in " + answer).isNotBlank();
  }
}
