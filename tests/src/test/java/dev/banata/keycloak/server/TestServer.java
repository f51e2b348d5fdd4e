package dev.banata.keycloak.server;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * The server that all tests of this JVM share. Which one it is, Maven says: by the system
 * properties {@code banata.test.keycloak} (a version) and {@code banata.test.db} (h2 or postgres).
 */
public final class TestServer implements Closeable {

  private final KeycloakServer keycloak;
  private final String bootLog;
  private final Deque<Closeable> resources;

  private TestServer(KeycloakServer keycloak, String bootLog, Deque<Closeable> resources) {
    this.keycloak = keycloak;
    this.bootLog = bootLog;
    this.resources = resources;
  }

  static TestServer start() throws IOException, InterruptedException, SQLException {
    Checkout checkout = Checkout.current();
    String version =
        System.getProperty("banata.test.keycloak", KeycloakDistribution.newestVersion());
    Database database = Database.of(System.getProperty("banata.test.db", Database.H2.id()));
    KeycloakDistribution distribution = KeycloakDistribution.built(checkout, version, database);
    Path folder = checkout.testServers().resolve(version + "-" + database.id());
    new FileTree(folder).delete();

    Deque<Closeable> resources = new ArrayDeque<>();
    ServerSettings settings = new ServerSettings(distribution, folder).shortLived();
    if (database == Database.POSTGRES) {
      PostgresServer postgres = PostgresServer.temporary();
      resources.push(postgres);
      settings.postgres(postgres.createDatabase("keycloak"), postgres.user(), postgres.password());
    }
    KeycloakServer keycloak = settings.start();
    resources.push(keycloak);
    keycloak.awaitReady();
    return new TestServer(keycloak, keycloak.log(), resources);
  }

  public KeycloakServer keycloak() {
    return keycloak;
  }

  /** What the server has logged until it was ready. */
  public String bootLog() {
    return bootLog;
  }

  /** A client without credentials. */
  public Http http() {
    return new Http(keycloak.url());
  }

  /** A client with a new token of the admin; such a token lives for a minute. */
  public Http admin() {
    return http().bearer(adminToken());
  }

  public String adminToken() {
    return http()
        .postForm(
            "/realms/master/protocol/openid-connect/token",
            Map.of(
                "grant_type",
                "password",
                "client_id",
                "admin-cli",
                "username",
                keycloak.adminUser(),
                "password",
                keycloak.adminPassword()))
        .expect(200)
        .json()
        .get("access_token")
        .asText();
  }

  @Override
  public void close() throws IOException {
    while (!resources.isEmpty()) {
      resources.pop().close();
    }
  }
}
