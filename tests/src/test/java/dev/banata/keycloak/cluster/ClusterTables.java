package dev.banata.keycloak.cluster;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Asks the database itself what is in it. */
final class ClusterTables {

  private final Cluster cluster;

  ClusterTables(Cluster cluster) {
    this.cluster = cluster;
  }

  /** The first column of every row. */
  List<String> strings(String query, Object... parameters) throws SQLException {
    try (Connection connection = cluster.database();
        PreparedStatement statement = connection.prepareStatement(query)) {
      for (int i = 0; i < parameters.length; i++) {
        statement.setObject(i + 1, parameters[i]);
      }
      List<String> found = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          found.add(rows.getString(1));
        }
      }
      return found;
    }
  }

  long number(String query, Object... parameters) throws SQLException {
    return Long.parseLong(strings(query, parameters).get(0));
  }

  void execute(String statement) throws SQLException {
    try (Connection connection = cluster.database();
        PreparedStatement prepared = connection.prepareStatement(statement)) {
      prepared.execute();
    }
  }

  List<String> realmsWithoutRow() throws SQLException {
    return strings(
        "select r.name from realm r where r.name <> 'master'"
            + " and not exists (select 1 from banata_project p where p.realm_id = r.id)");
  }

  List<String> rowsWithoutRealm() throws SQLException {
    return strings(
        "select p.slug from banata_project p"
            + " where not exists (select 1 from realm r where r.id = p.realm_id)");
  }

  /** Tables of Keycloak and of ours that hold rows of a realm which is not there. */
  List<String> tablesWithOrphans() throws SQLException {
    List<String> orphaned = new ArrayList<>();
    for (String table :
        strings(
            "select table_name from information_schema.columns"
                + " where table_schema = 'public' and column_name = 'realm_id'")) {
      long rows =
          number(
              "select count(*) from "
                  + table
                  + " t where t.realm_id is not null"
                  + " and not exists (select 1 from realm r where r.id = t.realm_id)");
      if (rows > 0) {
        orphaned.add(table + ": " + rows);
      }
    }
    return orphaned;
  }

  /** Clients of the admin realm by which realms are administered that are not there. */
  List<String> orphanedManagementClients() throws SQLException {
    return strings(
        "select c.client_id from client c join realm m on c.realm_id = m.id"
            + " where m.name = 'master' and c.client_id like '%-realm'"
            + " and not exists (select 1 from realm r where r.name || '-realm' = c.client_id)");
  }
}
