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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What bin/dev runs when everything is built: one server, or the nodes of a cluster, until it is
 * told to stop.
 */
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
    Optional<PostgresServer> postgres = Optional.empty();
    if (options.database() == Database.POSTGRES) {
      postgres =
          Optional.of(
              steps.run(
                  "Starting PostgreSQL",
                  () -> keep(() -> PostgresServer.persistent(folder.postgresData()))));
    }
    List<KeycloakServer> servers = new ArrayList<>();
    for (int node = 1; node <= options.nodes(); node++) {
      // One after the other: the first makes the tables, and nobody may race it for that.
      servers.add(start(settings(distribution, folder, postgres, node), title(node)));
    }
    DevProject project =
        steps.run(
            "Getting a project and an API key", () -> DevProject.prepare(servers.get(0), folder));
    print(servers, project);
    awaitEnd(servers);
  }

  private String title(int node) {
    return options.nodes() == 1 ? "Keycloak" : "node " + node + " of " + options.nodes();
  }

  private ServerSettings settings(
      KeycloakDistribution distribution,
      DevFolder folder,
      Optional<PostgresServer> postgres,
      int node)
      throws IOException {
    ServerSettings settings =
        new ServerSettings(distribution, folder.server(options.database(), node))
            .shortLived()
            .httpPort(options.port() + node - 1)
            .managementPort(managementPort())
            .admin("admin", folder.adminPassword());
    postgres.ifPresent(
        database -> settings.postgres(database.jdbcUrl(), database.user(), database.password()));
    if (options.nodes() > 1) {
      settings.clusterPort(ServerSettings.freePort());
    }
    return settings;
  }

  private KeycloakServer start(ServerSettings settings, String title)
      throws DevFailure, IOException, InterruptedException {
    KeycloakServer server = steps.run("Starting " + title, () -> keep(settings::start));
    return steps.run("Waiting until it is ready", server::awaitReady);
  }

  /** Returns never: fails when the last server has ended. */
  private void awaitEnd(List<KeycloakServer> servers) throws DevFailure, InterruptedException {
    List<KeycloakServer> alive = new ArrayList<>(servers);
    while (true) {
      for (KeycloakServer ended : alive.stream().filter(server -> !server.isAlive()).toList()) {
        alive.remove(ended);
        if (alive.isEmpty()) {
          throw new DevFailure("Keycloak has ended by itself:\n" + ended.logTail());
        }
        // Somebody may want to see what the others do without it.
        out.printf("%s has ended; its log: %s%n", ended.url(), ended.logFile());
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private void print(List<KeycloakServer> servers, DevProject project) {
    KeycloakServer first = servers.get(0);
    out.printf(
        """

        Console    %1$s/admin/
        Sign in    %2$s / %3$s
        Project    %4$s (%5$s)
        """,
        first.url(), first.adminUser(), first.adminPassword(), project.name(), project.slug());
    for (KeycloakServer server : servers) {
      if (servers.size() > 1) {
        out.printf("Node       %s%n", server.url());
      }
      out.printf("Health     %s/health/ready%n", server.managementUrl());
      out.printf("Log        %s%n", server.logFile());
    }
    out.printf(
        "%nThe users of the project, by its API key%s:%n%n",
        servers.size() > 1 ? ", from each node" : "");
    for (KeycloakServer server : servers) {
      out.printf(
          "curl -s %s/api/auth/admin/list-users -H 'Authorization: Bearer %s'"
              + " -H 'Content-Type: application/json' -d '{}'%n",
          server.url(), project.apiKey());
    }
    out.printf("%nCtrl-C stops it%s.%n", servers.size() > 1 ? " all" : "");
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
