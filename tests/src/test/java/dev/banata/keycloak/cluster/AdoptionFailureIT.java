package dev.banata.keycloak.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.Http;
import dev.banata.keycloak.server.KeycloakServer;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Adoption on two nodes. The last class of those on the cluster: it leaves one node and hundreds of
 * bare realms behind.
 */
@Tag("cluster")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(ClusterExtension.class)
@Order(Integer.MAX_VALUE)
final class AdoptionFailureIT {

  private static final String LIST_USERS = "/api/auth/admin/list-users";
  private static final String ADOPTED = "select count(*) from banata_project";

  private Cluster cluster;
  private ClusterTables tables;
  private TestProjects projects;

  @BeforeAll
  void connect(Cluster shared) {
    cluster = shared;
    tables = new ClusterTables(cluster);
    projects = new TestProjects(cluster.node(0));
  }

  /** Realms without rows, found at a start; the node that adopts them is killed on the way. */
  @Test
  void adoptionGoesOnWhenItsNodeIsKilled() throws Exception {
    TestProject template = projects.create();
    int before = (int) tables.number("select count(*) from realm where name <> 'master'");
    cluster.node(0).close();
    cluster.node(1).close();
    int added = 600;
    tables.execute("delete from banata_project where slug <> '" + template.slug() + "'");
    // As a version left it that had no such table.
    tables.execute("delete from banata_project_trigram");
    copyRealm(template.slug(), added);

    cluster.startAgain(0);
    cluster.startAgain(1);
    long total = before + (long) added;
    long adopted = awaitCount(ADOPTED, 2);
    int victim = cluster.node(0).log().contains("Adopted ") ? 0 : 1;
    cluster.node(victim).kill();
    long atTheKill = tables.number(ADOPTED);
    assertThat(atTheKill).as("in the middle, after " + adopted).isLessThan(total).isPositive();
    KeycloakServer survivor = cluster.node(1 - victim).awaitReady();
    awaitCount(ADOPTED, total);

    assertThat(tables.realmsWithoutRow()).isEmpty();
    assertThat(tables.number("select count(distinct realm_id) from banata_project"))
        .isEqualTo(total);
    awaitCount("select count(distinct project_id) from banata_project_trigram", total);
    assertThat(survivor.log()).containsPattern("Adopted \\d+ realms as projects so far");
    new Http(survivor.url()).bearer(template.fullKey().text()).post(LIST_USERS, null).expect(200);
  }

  /**
   * Realms by the database alone, as bare as Keycloak starts with: what adoption is about are their
   * rows, and hundreds of whole ones would take minutes.
   */
  private void copyRealm(String name, int count) throws SQLException {
    String columns =
        String.join(
            ", ",
            tables.strings(
                "select column_name from information_schema.columns"
                    + " where table_schema = 'public' and table_name = 'realm'"
                    + " and column_name not in ('id', 'name', 'default_role')"));
    tables.execute(
        """
        insert into realm (id, name, default_role, %1$s)
        select 'copy-' || n, 'copy-' || n, 'copy-role-' || n, %1$s
        from realm, generate_series(1, %2$d) n where name = '%3$s'
        """
            .formatted(columns, count, name));
    tables.execute(
        """
        insert into keycloak_role (id, client_realm_constraint, client_role, name, realm_id, realm)
        select 'copy-role-' || n, 'copy-' || n, false, 'default-roles-copy-' || n, 'copy-' || n, 'copy-' || n
        from generate_series(1, %d) n
        """
            .formatted(count));
  }

  private long awaitCount(String query, long atLeast) throws Exception {
    long end = System.nanoTime() + Duration.ofMinutes(3).toNanos();
    long count;
    do {
      Thread.sleep(20);
      count = tables.number(query);
    } while (count < atLeast && System.nanoTime() < end);
    assertThat(count).as(query).isGreaterThanOrEqualTo(atLeast);
    return count;
  }
}
