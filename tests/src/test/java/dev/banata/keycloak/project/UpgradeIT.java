package dev.banata.keycloak.project;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.AdminRest;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.Checkout;
import dev.banata.keycloak.server.Database;
import dev.banata.keycloak.server.FileTree;
import dev.banata.keycloak.server.Http;
import dev.banata.keycloak.server.KeycloakDistribution;
import dev.banata.keycloak.server.KeycloakServer;
import dev.banata.keycloak.server.ServerSettings;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Projects that an older version made are completed once, after the first start with this one. */
@Tag("once")
final class UpgradeIT {

  private static final String SCOPE = "banata-audience";
  private static final String ORGANIZATION_SCOPE = "banata-organization";
  private static final String PERMISSION = "token.check";

  /** The role of a permission, which nobody can remove while we are there. */
  private static final String ROLE =
      "(select ID from KEYCLOAK_ROLE where NAME = '"
          + PERMISSION
          + "' and REALM_ID in (select REALM_ID from BANATA_PROJECT where SLUG = ?))";

  /**
   * What an older version's project lacks: a permission, its set-up, and rows of organizations and
   * members.
   */
  private static final List<String> OLDER =
      List.of(
          "delete from COMPOSITE_ROLE where CHILD_ROLE in " + ROLE,
          "delete from ROLE_ATTRIBUTE where ROLE_ID in " + ROLE,
          "delete from KEYCLOAK_ROLE where ID in " + ROLE,
          "update BANATA_PROJECT set SET_UP = 0 where SLUG = ?",
          "delete from BANATA_MEMBER where REALM_ID in"
              + " (select REALM_ID from BANATA_PROJECT where SLUG = ?)",
          "delete from BANATA_ORGANIZATION where REALM_ID in"
              + " (select REALM_ID from BANATA_PROJECT where SLUG = ?)");

  @Test
  void presentProjectsAreCompletedOnce() throws IOException, InterruptedException, SQLException {
    Checkout checkout = Checkout.current();
    KeycloakDistribution distribution =
        KeycloakDistribution.built(checkout, KeycloakDistribution.newestVersion(), Database.H2);
    Path folder = checkout.testServers().resolve("upgrade");
    new FileTree(folder).delete();
    ServerSettings settings = new ServerSettings(distribution, folder).shortLived();
    List<String> slugs = new ArrayList<>();
    String untouched;
    try (KeycloakServer server = settings.start().awaitReady()) {
      TestProjects projects = new TestProjects(server);
      for (int i = 0; i < 3; i++) {
        slugs.add(projects.create().slug());
        makeOlder(rest(projects, slugs.get(i)));
      }
      // An admin has removed the scope of this one: it is not brought back.
      untouched = projects.create().slug();
      makeOlder(rest(projects, untouched));
    }
    forgetSetUp(distribution, folder, slugs);
    try (KeycloakServer server = settings.start().awaitReady()) {
      TestProjects projects = new TestProjects(server);
      for (String slug : slugs) {
        awaitScope(rest(projects, slug));
        assertComplete(rest(projects, slug));
        assertHasOrganization(projects, slug);
      }
      assertThat(hasScope(rest(projects, untouched))).isFalse();
      assertThat(server.log()).contains("Completed the settings of 3 projects");
    }
  }

  /** In the database of a server that is stopped, with the driver of that server. */
  private static void forgetSetUp(
      KeycloakDistribution distribution, Path folder, List<String> slugs)
      throws IOException, SQLException {
    Path jar;
    try (Stream<Path> jars = Files.list(distribution.home().resolve("lib/lib/main"))) {
      jar =
          jars.filter(file -> file.getFileName().toString().startsWith("com.h2database.h2-"))
              .findFirst()
              .orElseThrow();
    }
    try (URLClassLoader classes = new URLClassLoader(new URL[] {jar.toUri().toURL()});
        Connection connection =
            ServiceLoader.load(Driver.class, classes).stream()
                .filter(driver -> driver.type().getClassLoader() == classes)
                .findFirst()
                .orElseThrow()
                .get()
                .connect(
                    "jdbc:h2:file:" + folder.resolve("data/h2/keycloakdb"), new Properties())) {
      for (String change : OLDER) {
        try (PreparedStatement statement = connection.prepareStatement(change)) {
          for (String slug : slugs) {
            statement.setString(1, slug);
            assertThat(statement.executeUpdate()).as(change).isEqualTo(1);
          }
        }
      }
    }
  }

  private static AdminRest rest(TestProjects projects, String slug) {
    return new AdminRest(projects.admin(), slug);
  }

  /** Takes away what this version adds, and adds a client with Keycloak's audience mapper. */
  private static void makeOlder(AdminRest rest) {
    for (String name : List.of(SCOPE, ORGANIZATION_SCOPE)) {
      rest.delete("/client-scopes/" + scope(rest, name).get("id").asText()).expect(204);
    }
    Map<String, Object> mapper =
        Map.of(
            "name",
            "audience",
            "protocol",
            "openid-connect",
            "protocolMapper",
            "oidc-audience-mapper",
            "config",
            Map.of("included.custom.audience", "orders-api", "access.token.claim", "true"));
    rest.createClient(Map.of("clientId", "legacy", "protocolMappers", List.of(mapper)));
    String organization = rest.createOrganization("acme");
    rest.addGuest(organization, rest.createUser("guest", "correct horse", Map.of()));
  }

  /** Whose row, and that of whose member, were not there before. */
  private static void assertHasOrganization(TestProjects projects, String slug) {
    Http admin = projects.admin().http();
    JsonNode organizations =
        admin
            .post("/api/auth/organization/list", Map.of("projectId", slug))
            .expect(200)
            .json()
            .get("data");
    assertThat(organizations.findValuesAsText("slug")).containsExactly("acme");
    JsonNode members =
        admin
            .post(
                "/api/auth/organization/list-members",
                Map.of("projectId", slug, "organizationId", organizations.at("/0/id").asText()))
            .expect(200)
            .json()
            .get("data");
    assertThat(members.at("/0/user/email").asText()).isEqualTo("guest@example.org");
    assertThat(members.at("/0/id").asText()).startsWith("mem_").hasSize(68);
  }

  private static void assertComplete(AdminRest rest) {
    JsonNode client = rest.get("/clients/" + rest.idOfClient("legacy")).expect(200).json();
    JsonNode superAdmin = rest.get("/roles/super_admin/composites").expect(200).json();

    assertThat(client.at("/attributes/banata.audiences").asText()).isEqualTo("orders-api");
    assertThat(client.get("defaultClientScopes").valueStream().map(JsonNode::asText))
        .contains(ORGANIZATION_SCOPE);
    assertThat(superAdmin.valueStream().map(role -> role.get("name").asText()))
        .contains(PERMISSION)
        .doesNotHaveDuplicates();
  }

  private static boolean hasScope(AdminRest rest) {
    return rest.get("/default-default-client-scopes")
        .expect(200)
        .json()
        .valueStream()
        .anyMatch(scope -> scope.get("name").asText().equals(SCOPE));
  }

  private static JsonNode scope(AdminRest rest, String name) {
    return rest.get("/client-scopes")
        .expect(200)
        .json()
        .valueStream()
        .filter(scope -> scope.get("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** The work begins when the server is started, and ends soon after. */
  private static void awaitScope(AdminRest rest) throws InterruptedException {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!hasScope(rest)) {
      assertThat(System.nanoTime()).as("time of the completion").isLessThan(end);
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }
}
