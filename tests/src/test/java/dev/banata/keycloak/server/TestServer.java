package dev.banata.keycloak.server;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;

/**
 * The server that all tests of this JVM share. Which one it is, Maven says: by the system
 * properties {@code banata.test.keycloak} (a version) and {@code banata.test.db} (h2 or postgres).
 */
public final class TestServer implements Closeable {

  private static final String DATABASE = "keycloak";

  private final KeycloakServer keycloak;
  private final String bootLog;
  private final PostgresServer postgres;
  private final Deque<Closeable> resources;

  private TestServer(
      KeycloakServer keycloak,
      String bootLog,
      PostgresServer postgres,
      Deque<Closeable> resources) {
    this.keycloak = keycloak;
    this.bootLog = bootLog;
    this.postgres = postgres;
    this.resources = resources;
  }

  static TestServer start() throws IOException, InterruptedException, SQLException {
    Checkout checkout = Checkout.current();
    String version =
        System.getProperty("banata.test.keycloak", KeycloakDistribution.newestVersion());
    Database database = Database.of(System.getProperty("banata.test.db", Database.H2.id()));
    KeycloakDistribution distribution = KeycloakDistribution.built(checkout, version, database);
    Deque<Closeable> resources = new ArrayDeque<>();
    OwnFolder own = OwnFolder.in(checkout.testServers(), version + "-" + database.id());
    resources.push(own);
    Path folder = own.path();

    ServerSettings settings = new ServerSettings(distribution, folder).shortLived();
    PostgresServer postgres = null;
    if (database == Database.POSTGRES) {
      postgres = PostgresServer.temporary();
      resources.push(postgres);
      settings.postgres(postgres.createDatabase(DATABASE), postgres.user(), postgres.password());
    }
    KeycloakServer keycloak = settings.start();
    resources.push(keycloak);
    keycloak.awaitReady();
    return new TestServer(keycloak, keycloak.log(), postgres, resources);
  }

  public KeycloakServer keycloak() {
    return keycloak;
  }

  /** What the server has logged until it was ready. */
  public String bootLog() {
    return bootLog;
  }

  /** A connection to the server's database, for tests that run on PostgreSQL only. */
  public Connection database() throws SQLException {
    if (postgres == null) {
      throw new IllegalStateException("The server runs on H2, whose file nobody else can open");
    }
    return postgres.connect(DATABASE);
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
