package dev.banata.keycloak.cluster;

import dev.banata.keycloak.server.Checkout;
import dev.banata.keycloak.server.Database;
import dev.banata.keycloak.server.FileTree;
import dev.banata.keycloak.server.KeycloakDistribution;
import dev.banata.keycloak.server.KeycloakServer;
import dev.banata.keycloak.server.PostgresServer;
import dev.banata.keycloak.server.ServerSettings;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;

/** Two servers on one PostgreSQL, which find each other by Keycloak's own clustering. */
final class TwoNodes implements Closeable {

  private final PostgresServer postgres;
  private final KeycloakServer first;
  private final KeycloakServer second;

  private TwoNodes(PostgresServer postgres, KeycloakServer first, KeycloakServer second) {
    this.postgres = postgres;
    this.first = first;
    this.second = second;
  }

  static TwoNodes start() throws IOException, InterruptedException, SQLException {
    Checkout checkout = Checkout.current();
    KeycloakDistribution distribution =
        KeycloakDistribution.built(
            checkout, KeycloakDistribution.newestVersion(), Database.POSTGRES);
    PostgresServer postgres = PostgresServer.temporary();
    String url = postgres.createDatabase("keycloak");
    Path folder = checkout.testServers().resolve("cluster");
    new FileTree(folder).delete();
    KeycloakServer first = node(distribution, folder.resolve("node-1"), postgres, url);
    // The first makes the tables; the second must not race it for that.
    first.awaitReady();
    KeycloakServer second = node(distribution, folder.resolve("node-2"), postgres, url);
    second.awaitReady();
    return new TwoNodes(postgres, first, second);
  }

  private static KeycloakServer node(
      KeycloakDistribution distribution, Path folder, PostgresServer postgres, String url)
      throws IOException {
    return new ServerSettings(distribution, folder)
        .postgres(url, postgres.user(), postgres.password())
        .options("--cache-embedded-network-bind-port=" + ServerSettings.freePort())
        .start();
  }

  KeycloakServer first() {
    return first;
  }

  KeycloakServer second() {
    return second;
  }

  /** The node that a client of that number uses. */
  KeycloakServer node(int client) {
    return List.of(first, second).get(client % 2);
  }

  @Override
  public void close() throws IOException {
    second.close();
    first.close();
    postgres.close();
  }
}
