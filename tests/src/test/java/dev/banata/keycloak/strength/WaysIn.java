package dev.banata.keycloak.strength;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.AdminRest;
import dev.banata.keycloak.api.TestKey;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.Http;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Ways in to more than the caller has that once were open, a test for each as it was found. Run
 * with {@code -Dbanata.test.jar} of an older build to see them.
 */
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class WaysIn {

  static final String ESCALATION = "PERMISSION_ESCALATION";
  static final String DENIED = "PERMISSION_DENIED";
  static final String KEYS = "/api/auth/api-key/";
  static final String CONFIG = "/api/auth/banata/config/";

  TestProjects projects;
  TestProject project;
  AdminRest rest;
  RealmAdmins admins;

  @BeforeAll
  void connect(TestServer server) {
    projects = new TestProjects(server);
  }

  @BeforeEach
  void newProject() {
    project = projects.create();
    rest = project.adminRest();
    admins = new RealmAdmins(project);
  }

  TestKey key(String... permissions) {
    return project.newKey(Map.of("permissions", List.of(permissions)));
  }

  Http with(String... permissions) {
    return project.as(key(permissions));
  }

  Http exchanged(TestKey key) {
    return projects
        .anonymous()
        .bearer(project.exchange(key.text()).expect(200).json().get("access_token").asText());
  }

  JsonNode permissionsOf(TestKey key) {
    return project.http().get(KEYS + "get?id=" + key.id()).expect(200).json().get("permissions");
  }

  JsonNode role(String slug, String... permissions) {
    return project
        .http()
        .post(
            CONFIG + "roles/create",
            Map.of("name", "Role", "slug", slug, "permissions", List.of(permissions)))
        .expect(200)
        .json()
        .get("role");
  }

  String user() {
    return project.newUser().get("id").asText();
  }
}
