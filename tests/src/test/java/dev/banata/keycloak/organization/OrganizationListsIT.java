package dev.banata.keycloak.organization;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.Checkout;
import dev.banata.keycloak.server.Database;
import dev.banata.keycloak.server.FileTree;
import dev.banata.keycloak.server.KeycloakDistribution;
import dev.banata.keycloak.server.KeycloakServer;
import dev.banata.keycloak.server.PostgresServer;
import dev.banata.keycloak.server.ServerSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Lists of organizations, members and invitations take the time of one page, however many rows
 * there are. The rows are put into the database as Keycloak and we write them.
 */
@Tag("load")
final class OrganizationListsIT {

  private static final int FEW = 100;
  private static final int MANY = 100_000;
  private static final int CALLS = 21;
  private static final String BASE = "/api/auth/organization/";

  @Test
  void listsAreFlatFromHundredToHundredThousandRows()
      throws IOException, InterruptedException, SQLException {
    Checkout checkout = Checkout.current();
    KeycloakDistribution distribution =
        KeycloakDistribution.built(
            checkout, KeycloakDistribution.newestVersion(), Database.POSTGRES);
    Path folder = checkout.testServers().resolve("organization-lists");
    new FileTree(folder).delete();
    try (PostgresServer postgres = PostgresServer.temporary()) {
      String url = postgres.createDatabase("keycloak");
      try (KeycloakServer server =
              new ServerSettings(distribution, folder)
                  .postgres(url, postgres.user(), postgres.password())
                  .start()
                  .awaitReady();
          Connection database =
              DriverManager.getConnection(url, postgres.user(), postgres.password())) {
        TestProject project = new TestProjects(server).create();
        String organization =
            project
                .http()
                .post(BASE + "create", Map.of("name", "Large"))
                .expect(200)
                .json()
                .get("id")
                .asText();
        fill(database, organization, 1, FEW);
        makeAdmins(project, organization);
        Map<String, Double> few = times(project, organization);
        fill(database, organization, FEW + 1, MANY);
        Map<String, Double> many = times(project, organization);

        System.out.printf("OrganizationListsIT: ms at %d %s, at %d %s%n", FEW, few, MANY, many);
        few.forEach(
            (list, before) ->
                assertThat(many.get(list)).as(list).isLessThan(Math.max(3 * before, before + 20)));
      }
    }
  }

  /** Adds users, members, invitations and organizations with the numbers of a range. */
  private static void fill(Connection database, String organization, int first, int last)
      throws SQLException {
    String rows =
        " from ORG o, generate_series(%d, %d) n where o.ID = '%s'"
            .formatted(first, last, organization);
    for (String sql :
        List.of(
            "insert into USER_ENTITY (ID, USERNAME, EMAIL, EMAIL_CONSTRAINT, EMAIL_VERIFIED,"
                + " ENABLED, REALM_ID, CREATED_TIMESTAMP, NOT_BEFORE)"
                + " select 'user-' || n, 'user-' || n, 'u' || n || '@example.org',"
                + " 'u' || n || '@example.org', true, true, o.REALM_ID, n, 0"
                + rows,
            "insert into USER_GROUP_MEMBERSHIP (GROUP_ID, USER_ID, MEMBERSHIP_TYPE)"
                + " select o.GROUP_ID, 'user-' || n, 'UNMANAGED'"
                + rows,
            "insert into BANATA_MEMBER (ID, REALM_ID, ORGANIZATION_ID, USER_ID, SOURCE,"
                + " CREATED_AT, UPDATED_AT)"
                + " select 'mem_' || n, o.REALM_ID, o.ID, 'user-' || n, 'api', n, n"
                + rows,
            "insert into ORG_INVITATION (ID, ORGANIZATION_ID, EMAIL, CREATED_AT, EXPIRES_AT)"
                + " select 'inv_' || n, o.ID, 'i' || n || '@example.org', n, 2000000000"
                + rows,
            "insert into BANATA_INVITATION (ID, REALM_ID, ORGANIZATION_ID, EMAIL, ROLES, STATUS,"
                + " EXPIRES_AT, CREATED_AT)"
                + " select 'inv_' || n, o.REALM_ID, o.ID, 'i' || n || '@example.org', 'member',"
                + " 'pending', 2000000000000, n"
                + rows,
            "insert into KEYCLOAK_GROUP (ID, NAME, PARENT_GROUP, REALM_ID, TYPE)"
                + " select 'group-' || n, 'org_' || n, ' ', o.REALM_ID, 1"
                + rows,
            "insert into ORG (ID, ENABLED, REALM_ID, GROUP_ID, NAME, ALIAS)"
                + " select 'org_' || n, true, o.REALM_ID, 'group-' || n, 'Org ' || n, 'org-' || n"
                + rows,
            "insert into BANATA_ORGANIZATION (ID, REALM_ID, CREATED_AT, UPDATED_AT)"
                + " select 'org_' || n, o.REALM_ID, n, n"
                + rows,
            "analyze")) {
      try (Statement statement = database.createStatement()) {
        statement.execute(sql);
      }
    }
  }

  /** Few of many: as many as there are on a page. */
  private static void makeAdmins(TestProject project, String organization) {
    for (int i = 1; i <= 20; i++) {
      Map<String, Object> request =
          Map.of("organizationId", organization, "memberId", "mem_" + 4 * i, "role", "admin");
      project.http().post(BASE + "update-member-role", request).expect(200);
    }
  }

  /** Medians of the first page, of a page in the middle and of filtered ones. */
  private static Map<String, Double> times(TestProject project, String organization) {
    Map<String, Map<String, Object>> calls = new LinkedHashMap<>();
    calls.put("list", Map.of("limit", 20));
    calls.put("list after", Map.of("limit", 20, "after", "org_50"));
    calls.put("list-members", Map.of("limit", 20));
    calls.put("list-members after", Map.of("limit", 20, "after", "mem_50"));
    calls.put("list-members member", Map.of("limit", 20, "role", "member"));
    calls.put("list-members admin", Map.of("limit", 20, "role", "admin"));
    calls.put("list-invitations", Map.of("limit", 20));
    calls.put("list-invitations pending", Map.of("limit", 20, "status", "pending"));
    Map<String, Double> times = new LinkedHashMap<>();
    calls.forEach((name, fields) -> times.put(name, median(project, organization, name, fields)));
    return times;
  }

  private static double median(
      TestProject project, String organization, String name, Map<String, Object> fields) {
    String path = BASE + name.split(" ", 2)[0];
    Map<String, Object> request = new HashMap<>(fields);
    if (!path.endsWith("/list")) {
      request.put("organizationId", organization);
    }
    double[] millis = new double[CALLS];
    for (int i = 0; i < CALLS; i++) {
      long start = System.nanoTime();
      JsonNode page = project.http().post(path, request).expect(200).json();
      millis[i] = (System.nanoTime() - start) / 1e6;
      assertThat(page.get("data").size()).as(name).isEqualTo(20);
    }
    Arrays.sort(millis);
    return Math.round(millis[CALLS / 2] * 10) / 10.0;
  }
}
