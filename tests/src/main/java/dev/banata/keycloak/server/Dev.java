package dev.banata.keycloak.server;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Optional;

/** What bin/dev runs when everything is built: one server, until it is told to stop. */
public final class Dev {

  private final PrintStream out = System.out;
  private final Steps steps = new Steps(out);
  private final Checkout checkout = Checkout.current();
  private final DevOptions options;

  /** What runs, the last started first. */
  private final Deque<Closeable> running = new ArrayDeque<>();

  private boolean stopping;

  private Dev(DevOptions options) {
    this.options = options;
  }

  /** Takes the options of bin/dev. */
  public static void main(String[] arguments) throws InterruptedException {
    Dev dev = new Dev(DevOptions.parse(Arrays.asList(arguments)));
    Runtime.getRuntime().addShutdownHook(new Thread(dev::stop, "stop"));
    try {
      dev.run();
    } catch (DevFailure | IOException | UncheckedIOException e) {
      dev.fail(e.getMessage());
    }
  }

  private void run() throws DevFailure, IOException, InterruptedException {
    DevFolder folder = keep(() -> DevFolder.open(home()));
    if (options.fresh()) {
      folder.clear();
    }
    String version = KeycloakDistribution.newestVersion();
    KeycloakDistribution distribution =
        steps.run(
            "Preparing Keycloak " + version + " for " + options.database().title(),
            () -> KeycloakDistribution.built(checkout, version, options.database()));
    ServerSettings settings =
        new ServerSettings(distribution, folder.server(options.database()))
            .httpPort(options.port())
            .managementPort(managementPort())
            .admin("admin", folder.adminPassword());
    if (options.database() == Database.POSTGRES) {
      PostgresServer postgres =
          steps.run(
              "Starting PostgreSQL",
              () -> keep(() -> PostgresServer.persistent(folder.postgresData())));
      settings.postgres(postgres.jdbcUrl(), postgres.user(), postgres.password());
    }
    KeycloakServer server = steps.run("Starting Keycloak", () -> keep(settings::start));
    steps.run("Waiting until it is ready", server::awaitReady);
    DevProject project =
        steps.run("Getting a project and an API key", () -> DevProject.prepare(server, folder));
    print(server, project);

    server.awaitEnd();
    throw new DevFailure("Keycloak has ended by itself:\n" + server.logTail());
  }

  private void print(KeycloakServer server, DevProject project) {
    out.printf(
        """

        Console    %1$s/admin/
        Sign in    %2$s / %3$s
        Project    %4$s (%5$s)
        Health     %6$s/health/ready
        Log        %7$s

        The users of the project, by its API key:

        curl -s %1$s/api/auth/admin/list-users -H 'Authorization: Bearer %8$s' -H 'Content-Type: application/json' -d '{}'

        Ctrl-C stops it.
        """,
        server.url(),
        server.adminUser(),
        server.adminPassword(),
        project.name(),
        project.slug(),
        server.managementUrl(),
        server.logFile(),
        project.apiKey());
    out.flush();
  }

  /** Keeps in mind what {@link #stop} has to close; refuses to start anything after that. */
  private synchronized <T extends Closeable, E extends Exception> T keep(Steps.Step<T, E> start)
      throws E, DevFailure, IOException, InterruptedException {
    if (stopping) {
      throw new DevFailure("stopped");
    }
    T started = start.run();
    running.push(started);
    return started;
  }

  /** Runs when the JVM is told to end: by Ctrl-C, by a signal, or by {@link #fail}. */
  private synchronized void stop() {
    stopping = true;
    if (running.size() > 1) {
      out.println("\nStopping");
    }
    while (!running.isEmpty()) {
      try {
        running.pop().close();
      } catch (IOException e) {
        System.err.println("bin/dev: " + e.getMessage());
      }
    }
  }

  private void fail(String message) {
    synchronized (this) {
      if (stopping) {
        // The server has gone because we were told to stop: that is no failure.
        return;
      }
    }
    System.err.println("bin/dev: " + message);
    System.exit(1);
  }

  private Path home() {
    return Optional.ofNullable(System.getenv("BANATA_DEV_HOME"))
        .map(Path::of)
        .orElse(checkout.root().resolve(".dev"))
        .toAbsolutePath();
  }

  /** Keycloak's usual one, if it is free. */
  private static int managementPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(9000, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (BindException taken) {
      return ServerSettings.freePort();
    }
  }
}
