package dev.banata.keycloak.cluster;

import dev.banata.keycloak.server.Checkout;
import dev.banata.keycloak.server.Database;
import dev.banata.keycloak.server.FileTree;
import dev.banata.keycloak.server.KeycloakDistribution;
import dev.banata.keycloak.server.KeycloakServer;
import dev.banata.keycloak.server.PostgresServer;
import dev.banata.keycloak.server.ServerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Servers on one PostgreSQL, which find each other by Keycloak's own clustering. Nodes are counted
 * from 0; each can be stopped or killed and started again at its ports.
 */
final class Cluster implements AutoCloseable {

  private static final String DATABASE = "keycloak";

  /** So that a call which needs a new connection waits seconds for it: docs/cluster.md. */
  private static final String CONNECT_LIMIT = "--db-connect-timeout=2s";

  private static final int NODES = 2;

  private final KeycloakDistribution distribution;
  private final Path folder;
  private PostgresServer postgres;
  private String url;
  private int starts;
  private final List<ServerSettings> settings = new ArrayList<>();
  private final List<KeycloakServer> nodes = new ArrayList<>();

  private Cluster(KeycloakDistribution distribution, Path folder, PostgresServer postgres) {
    this.distribution = distribution;
    this.folder = folder;
    this.postgres = postgres;
  }

  static Cluster start() throws IOException, InterruptedException, SQLException {
    Checkout checkout = Checkout.current();
    KeycloakDistribution distribution =
        KeycloakDistribution.built(
            checkout, KeycloakDistribution.newestVersion(), Database.POSTGRES);
    Path folder = checkout.testServers().resolve("cluster");
    new FileTree(folder).delete();
    Cluster cluster = new Cluster(distribution, folder, PostgresServer.persistent(data(folder)));
    try {
      cluster.url = cluster.postgres.createDatabase(DATABASE);
      for (int i = 0; i < NODES; i++) {
        // The first makes the tables; the others must not race it for that.
        cluster.addNode();
      }
    } catch (IOException | InterruptedException | SQLException | RuntimeException e) {
      cluster.close();
      throw e;
    }
    return cluster;
  }

  private static Path data(Path folder) {
    return folder.resolve("database");
  }

  /** Starts one more node and waits until it is ready. */
  KeycloakServer addNode() throws IOException, InterruptedException {
    ServerSettings node =
        new ServerSettings(distribution, folder.resolve("node-" + nodes.size()))
            .shortLived()
            .postgres(url, postgres.user(), postgres.password())
            .httpPort(ServerSettings.freePort())
            .managementPort(ServerSettings.freePort())
            .clusterPort(ServerSettings.freePort())
            .options(CONNECT_LIMIT);
    settings.add(node);
    nodes.add(node.start());
    return nodes.get(nodes.size() - 1).awaitReady();
  }

  /** Stops the node that was added last and forgets it. */
  void removeNode() {
    int last = nodes.size() - 1;
    nodes.remove(last).close();
    settings.remove(last);
  }

  KeycloakServer node(int index) {
    return nodes.get(index);
  }

  int size() {
    return nodes.size();
  }

  /** Starts a node that was stopped or killed. It is not ready at once. Its former log is kept. */
  KeycloakServer startAgain(int index) throws IOException {
    starts++;
    Path log = nodes.get(index).logFile();
    Files.move(log, log.resolveSibling("keycloak-before-start-" + starts + ".log"));
    nodes.set(index, settings.get(index).start());
    return nodes.get(index);
  }

  /** The database of all nodes. */
  Connection database() throws SQLException {
    return postgres.connect(DATABASE);
  }

  void stopDatabase() throws IOException {
    postgres.close();
  }

  void startDatabase() throws IOException, InterruptedException {
    postgres = PostgresServer.persistent(data(folder), postgres.port());
  }

  @Override
  public void close() throws IOException {
    nodes.forEach(KeycloakServer::close);
    postgres.close();
  }
}
