package dev.banata.keycloak.race;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What a node of an older version, which knows of no versions of rows, writes to the tables during
 * a rolling upgrade. {@link RollingUpgradeIT} does it with such a node.
 */
@Tag("postgres")
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OlderVersionIT {

  private TestServer server;
  private TestProjects projects;

  @BeforeAll
  void connect(TestServer started) {
    server = started;
    projects = new TestProjects(started);
  }

  @Test
  void everyTableCountsFromZeroByItself() throws SQLException {
    List<String> tables = new ArrayList<>();
    List<String> counted = new ArrayList<>();
    try (Connection database = server.database();
        PreparedStatement query =
            database.prepareStatement(
                "select t.table_name, c.column_default, c.is_nullable"
                    + " from information_schema.tables t"
                    + " left join information_schema.columns c"
                    + " on c.table_name = t.table_name and c.column_name = 'version'"
                    + " where t.table_name like 'banata%' and t.table_name not like '%trigram'");
        ResultSet rows = query.executeQuery()) {
      while (rows.next()) {
        tables.add(rows.getString(1));
        if ("0".equals(rows.getString(2)) && "NO".equals(rows.getString(3))) {
          counted.add(rows.getString(1));
        }
      }
    }

    assertThat(tables).hasSize(13);
    assertThat(counted).containsExactlyInAnyOrderElementsOf(tables);
  }

  @Test
  void aRowThatAnOlderNodeInsertedAndChangedCanBeChanged() throws SQLException {
    TestProject project = projects.create();
    try (Connection database = server.database()) {
      for (String change :
          List.of(
              "insert into banata_email_suppression"
                  + " (id, realm_id, address, address_hash, created_at)"
                  + " select 'esup_older', realm_id, 'o***@example.org', 'x', 1"
                  + " from banata_project where id = ?",
              "update banata_project set description = 'by an older node', updated_at = 1"
                  + " where id = ?")) {
        try (PreparedStatement statement = database.prepareStatement(change)) {
          statement.setString(1, project.id());
          assertThat(statement.executeUpdate()).as(change).isEqualTo(1);
        }
      }
    }
    String name =
        project
            .http()
            .post("/api/auth/banata/projects/update", Map.of("id", project.id(), "name", "Newer"))
            .expect(200)
            .json()
            .at("/project/description")
            .asText();
    project
        .http()
        .post("/api/auth/banata/emails/suppressions/remove", Map.of("id", "esup_older"))
        .expect(200);

    assertThat(name).isEqualTo("by an older node");
  }
}
