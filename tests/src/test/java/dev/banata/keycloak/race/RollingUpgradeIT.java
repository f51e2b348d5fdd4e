package dev.banata.keycloak.race;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.TestKey;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.Checkout;
import dev.banata.keycloak.server.Database;
import dev.banata.keycloak.server.FileTree;
import dev.banata.keycloak.server.Http;
import dev.banata.keycloak.server.KeycloakDistribution;
import dev.banata.keycloak.server.KeycloakServer;
import dev.banata.keycloak.server.PostgresServer;
import dev.banata.keycloak.server.ServerSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A node of an older version goes on while one of this version has changed the tables. The older
 * JAR is not part of the checkout: {@code -Dbanata.test.older-jar} says where it is.
 */
@Tag("cluster")
@EnabledIfSystemProperty(named = "banata.test.older-jar", matches = ".+")
final class RollingUpgradeIT {

  private final Checkout checkout = Checkout.current();
  private final Path folder = checkout.testServers().resolve("rolling");

  @Test
  void theOlderNodeGoesOn() throws IOException, InterruptedException, SQLException {
    new FileTree(folder).delete();
    try (PostgresServer postgres = PostgresServer.temporary()) {
      String url = postgres.createDatabase("keycloak");
      Path olderJar = Path.of(System.getProperty("banata.test.older-jar"));
      try (KeycloakServer older = node("older", olderJar, postgres, url)) {
        TestProject before = new TestProjects(older).create();
        changeAll(older, before);
        try (KeycloakServer newer = node("newer", checkout.jar(), postgres, url)) {
          TestProject between = new TestProjects(older).create();
          for (TestProject project : List.of(before, between)) {
            changeAll(older, project);
            changeAll(newer, project);
            changeAll(older, project);
          }
        }
        changeAll(older, before);
        // Keycloak's own cluster logs one when the other node leaves.
        assertThat(older.log()).doesNotContainPattern("ERROR +\\[(dev\\.banata|org\\.hibernate)");
      }
    }
  }

  private KeycloakServer node(String name, Path jar, PostgresServer postgres, String url)
      throws IOException, InterruptedException {
    KeycloakDistribution distribution =
        KeycloakDistribution.built(
            checkout, KeycloakDistribution.newestVersion(), Database.POSTGRES, jar);
    return new ServerSettings(distribution, folder.resolve(name))
        .shortLived()
        .postgres(url, postgres.user(), postgres.password())
        .clusterPort(ServerSettings.freePort())
        .start()
        .awaitReady();
  }

  /** Makes, changes and removes a row of each kind at a node. */
  private static void changeAll(KeycloakServer node, TestProject project) {
    Http http = new Http(node.url()).bearer(project.fullKey().text());
    post(http, "banata/projects/update", Map.of("id", project.id(), "name", unique()));
    JsonNode made = post(http, "api-key/create", Map.of("name", "key"));
    TestKey key = new TestKey(made.get("id").asText(), made.get("key").asText());
    post(http, "api-key/update", Map.of("keyId", key.id(), "name", "another"));
    post(http, "api-key/rotate", Map.of("keyId", key.id()));
    post(http, "api-key/delete", Map.of("keyId", key.id()));
    String template =
        post(
                http,
                "banata/emails/templates/create",
                Map.of("name", "New", "slug", unique(), "subject", "New", "blocksJson", "[]"))
            .at("/template/id")
            .asText();
    post(http, "banata/emails/templates/update", Map.of("id", template, "name", "Another"));
    post(http, "banata/emails/templates/delete", Map.of("id", template));
    String email = unique() + "@example.org";
    post(http, "banata/emails/suppressions/add", Map.of("email", email));
    post(http, "banata/emails/suppressions/remove", Map.of("email", email));
    String client =
        post(
                http,
                "banata/clients/create",
                Map.of(
                    "clientId",
                    unique(),
                    "name",
                    "Test",
                    "type",
                    "web",
                    "redirectUris",
                    List.of("https://" + unique() + ".example/callback")))
            .at("/client/id")
            .asText();
    post(http, "banata/clients/update", Map.of("id", client, "name", "Another"));
    post(http, "banata/clients/delete", Map.of("id", client));
    organization(http);
  }

  private static void organization(Http http) {
    String id = post(http, "organization/create", Map.of("name", unique())).get("id").asText();
    post(
        http,
        "organization/update",
        Map.of("organizationId", id, "data", Map.of("metadata", Map.of("a", "b"))));
    String user =
        post(http, "admin/create-user", Map.of("email", unique() + "@example.org", "name", "A B"))
            .at("/user/id")
            .asText();
    post(
        http,
        "organization/add-member",
        Map.of("organizationId", id, "userId", user, "role", "member"));
    post(
        http,
        "organization/update-member-role",
        Map.of("organizationId", id, "memberIdOrUserId", user, "role", "admin"));
    String invitation =
        post(
                http,
                "organization/invite-member",
                Map.of("organizationId", id, "email", unique() + "@example.org", "role", "member"))
            .get("id")
            .asText();
    post(http, "organization/cancel-invitation", Map.of("invitationId", invitation));
    post(
        http, "organization/remove-member", Map.of("organizationId", id, "memberIdOrUserId", user));
    post(http, "organization/delete", Map.of("organizationId", id));
  }

  private static JsonNode post(Http http, String path, Map<String, Object> body) {
    return http.post("/api/auth/" + path, body).expect(200).json();
  }

  private static String unique() {
    return TestProjects.unique("t");
  }
}
