package dev.banata.keycloak.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A PostgreSQL of this machine's own, from binaries that Maven brings. */
public final class PostgresServer implements Closeable {

  private static final String USER = "postgres";
  private static final Duration START_LIMIT = Duration.ofMinutes(1);

  private final EmbeddedPostgres postgres;

  private PostgresServer(EmbeddedPostgres postgres) {
    this.postgres = postgres;
  }

  /** Starts one whose data goes when it is closed or the JVM ends. */
  public static PostgresServer temporary() throws IOException {
    return new PostgresServer(settings().start());
  }

  /** Starts one that keeps its data. The caller closes it: also when the JVM is told to stop. */
  public static PostgresServer persistent(Path data) throws IOException, InterruptedException {
    return persistent(data, ServerSettings.freePort());
  }

  /** The same at a given port: for one that comes back after a stop. */
  public static PostgresServer persistent(Path data, int port)
      throws IOException, InterruptedException {
    stopOrphan(data);
    Files.createDirectories(data);
    // PostgreSQL refuses a data folder that others can read.
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
    return new PostgresServer(
        settings()
            .setDataDirectory(data)
            .setPort(port)
            .setCleanDataDirectory(false)
            .setRegisterShutdownHook(false)
            .start());
  }

  private static EmbeddedPostgres.Builder settings() {
    return EmbeddedPostgres.builder().setPGStartupWait(START_LIMIT);
  }

  /** Stops what still runs on this data because the JVM that started it was killed. */
  private static void stopOrphan(Path data) throws IOException, InterruptedException {
    Path pidFile = data.resolve("postmaster.pid");
    if (!Files.exists(pidFile)) {
      return;
    }
    List<String> lines = Files.readAllLines(pidFile);
    Optional<ProcessHandle> orphan =
        ProcessHandle.of(Long.parseLong(lines.get(0).strip())).filter(PostgresServer::isPostgres);
    if (orphan.isPresent()) {
      // Its clients are gone as well: asked politely, it ends at once.
      orphan.get().destroy();
      try {
        orphan.get().onExit().get(10, TimeUnit.SECONDS);
      } catch (ExecutionException | TimeoutException e) {
        throw new IOException("PostgreSQL runs on " + data + " and does not stop", e);
      }
    }
  }

  private static boolean isPostgres(ProcessHandle process) {
    return process.info().command().filter(command -> command.endsWith("postgres")).isPresent();
  }

  /** Makes an empty database and returns its JDBC URL. */
  public String createDatabase(String name) throws SQLException {
    try (Connection connection = postgres.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database \"" + name + "\"");
    }
    return jdbcUrl(name);
  }

  /** The JDBC URL of the database that is there from the start. */
  public String jdbcUrl() {
    return jdbcUrl("postgres");
  }

  private String jdbcUrl(String database) {
    return "jdbc:postgresql://localhost:" + postgres.getPort() + "/" + database;
  }

  /** A connection as the owner of all databases. */
  public Connection connect(String database) throws SQLException {
    return postgres.getDatabase(USER, database).getConnection();
  }

  public int port() {
    return postgres.getPort();
  }

  public String user() {
    return USER;
  }

  /** Connections from this machine need none, but Keycloak wants one. */
  public String password() {
    return USER;
  }

  @Override
  public void close() throws IOException {
    postgres.close();
  }
}
