package dev.banata.keycloak.race;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banata.keycloak.api.TestKey;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.Checkout;
import dev.banata.keycloak.server.Database;
import dev.banata.keycloak.server.FileTree;
import dev.banata.keycloak.server.Http;
import dev.banata.keycloak.server.Http.Answer;
import dev.banata.keycloak.server.KeycloakDistribution;
import dev.banata.keycloak.server.KeycloakServer;
import dev.banata.keycloak.server.PostgresServer;
import dev.banata.keycloak.server.ServerSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The set-up of a project after an upgrade undoes nothing that is done at the same moment: it gives
 * each key its roles in Keycloak anew, and the server is open by then.
 */
@Tag("cluster")
final class SetUpRacesIT {

  private static final String DATABASE = "keycloak";
  private static final String ROLE = "view-users";
  private static final int TRIES = 300;
  private static final int PAUSE_MILLIS = 100;

  private static final String ROLES =
      "select r.name from user_role_mapping m"
          + " join keycloak_role r on r.id = m.role_id"
          + " join user_entity u on u.id = m.user_id"
          + " join client c on c.id = u.service_account_client_link"
          + " where c.client_id = ? order by r.name";

  /** A role that the set-up takes away again, so that it can be stopped there. */
  private static final String ADD_ROLE =
      "insert into user_role_mapping (user_id, role_id)"
          + " select u.id, r.id from client c"
          + " join user_entity u on u.service_account_client_link = c.id"
          + " join client m on m.realm_id = c.realm_id and m.client_id = 'realm-management'"
          + " join keycloak_role r on r.client = m.id and r.name = 'view-events'"
          + " where c.client_id = ?";

  private static final String HOLD_ROLES =
      "select m.role_id from user_role_mapping m"
          + " join user_entity u on u.id = m.user_id"
          + " join client c on c.id = u.service_account_client_link"
          + " where c.client_id = ? for update of m";

  private final Checkout checkout = Checkout.current();
  private final Path folder = checkout.testServers().resolve("set-up");

  @Test
  void aKeyThatIsNarrowedMeanwhileStaysNarrow()
      throws IOException, InterruptedException, SQLException, ExecutionException, TimeoutException {
    new FileTree(folder).delete();
    try (PostgresServer postgres = PostgresServer.temporary()) {
      String url = postgres.createDatabase(DATABASE);
      TestProject project;
      TestKey narrowed;
      TestKey last;
      try (KeycloakServer first = node("first", postgres, url)) {
        project = new TestProjects(first).create();
        narrowed = project.newKey(Map.of("permissions", List.of("user.read")));
        last = project.newKey(Map.of("permissions", List.of("user.read")));
      }
      try (Connection holder = postgres.connect(DATABASE);
          Connection database = postgres.connect(DATABASE)) {
        assertThat(change(database, ADD_ROLE, last.id())).isEqualTo(1);
        assertThat(
                change(database, "update banata_project set set_up = 0 where id = ?", project.id()))
            .isEqualTo(1);
        holder.setAutoCommit(false);
        assertThat(texts(holder, HOLD_ROLES, last.id())).hasSize(2);

        try (KeycloakServer second = node("second", postgres, url)) {
          awaitBlocked(database);
          assertThat(texts(database, ROLES, narrowed.id())).contains(ROLE);
          CompletableFuture<Answer> narrowing =
              CompletableFuture.supplyAsync(() -> narrow(second, project, narrowed));
          // Without a lock it is done by now, with one it waits for the set-up.
          narrowing.copy().completeOnTimeout(null, PAUSE_MILLIS * 20L, TimeUnit.MILLISECONDS).get();
          holder.rollback();
          narrowing.get(1, TimeUnit.MINUTES).expect(200);
          awaitSetUp(database, project);

          assertThat(texts(database, ROLES, last.id()))
              .contains(ROLE)
              .doesNotContain("view-events");
          assertThat(texts(database, ROLES, narrowed.id())).doesNotContain(ROLE);
        }
      }
    }
  }

  private KeycloakServer node(String name, PostgresServer postgres, String url)
      throws IOException, InterruptedException {
    KeycloakDistribution distribution =
        KeycloakDistribution.built(
            checkout, KeycloakDistribution.newestVersion(), Database.POSTGRES);
    return new ServerSettings(distribution, folder.resolve(name))
        .shortLived()
        .postgres(url, postgres.user(), postgres.password())
        .start()
        .awaitReady();
  }

  private static Answer narrow(KeycloakServer server, TestProject project, TestKey key) {
    return new Http(server.url())
        .bearer(project.fullKey().text())
        .post(
            "/api/auth/api-key/update",
            Map.of("keyId", key.id(), "permissions", List.of("role.read")));
  }

  private static void awaitBlocked(Connection database) throws SQLException, InterruptedException {
    await(
        database,
        "select pid::text from pg_stat_activity where wait_event_type = 'Lock' and datname = ?",
        DATABASE);
  }

  private static void awaitSetUp(Connection database, TestProject project)
      throws SQLException, InterruptedException {
    await(database, "select id from banata_project where set_up > 0 and id = ?", project.id());
  }

  private static void await(Connection database, String query, String parameter)
      throws SQLException, InterruptedException {
    for (int i = 0; texts(database, query, parameter).isEmpty(); i++) {
      assertThat(i).as(query).isLessThan(TRIES);
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  private static int change(Connection database, String statement, String parameter)
      throws SQLException {
    try (PreparedStatement prepared = database.prepareStatement(statement)) {
      prepared.setString(1, parameter);
      return prepared.executeUpdate();
    }
  }

  private static List<String> texts(Connection database, String query, String parameter)
      throws SQLException {
    try (PreparedStatement prepared = database.prepareStatement(query)) {
      prepared.setString(1, parameter);
      List<String> texts = new ArrayList<>();
      try (ResultSet rows = prepared.executeQuery()) {
        while (rows.next()) {
          texts.add(rows.getString(1));
        }
      }
      return texts;
    }
  }
}
