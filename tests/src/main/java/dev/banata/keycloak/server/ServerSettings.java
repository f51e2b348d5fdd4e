package dev.banata.keycloak.server;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** How a server is to be started. Ports are free ones of this machine unless they are given. */
public final class ServerSettings {

  /**
   * With the optimizing compiler for what is called most only, twenty times as often as usual: it
   * costs more than it brings within minutes, but for the arithmetic of RSA keys, of which each
   * realm has two. Without it they take seven times as long.
   */
  private static final String QUICK_START =
      "-XX:Tier4InvocationThreshold=100000 -XX:Tier4MinInvocationThreshold=12000"
          + " -XX:Tier4CompileThreshold=300000 -XX:Tier4BackEdgeThreshold=800000";

  private static final int FIRST_PORT = 20_000;
  private static final int PORTS = 12_000;
  private static final AtomicInteger NEXT_PORT =
      new AtomicInteger((int) (ProcessHandle.current().pid() * 613 % PORTS));

  private final KeycloakDistribution distribution;
  private final Path folder;
  private final List<String> options = new ArrayList<>();
  private final Map<String, String> environment = new TreeMap<>();
  private int httpPort;
  private int managementPort;
  private String adminUser = "admin";
  private String adminPassword = "admin";
  private String maxHeap = "768m";

  /**
   * Settings of one server.
   *
   * @param folder the server's own: its log, its data and links to the distribution. What an
   *     earlier server has left there is used again, but for the log.
   */
  public ServerSettings(KeycloakDistribution distribution, Path folder) {
    this.distribution = distribution;
    this.folder = folder;
  }

  public ServerSettings httpPort(int port) {
    httpPort = port;
    return this;
  }

  public ServerSettings managementPort(int port) {
    managementPort = port;
    return this;
  }

  /** The admin that Keycloak makes when its database is empty. */
  public ServerSettings admin(String user, String password) {
    adminUser = user;
    adminPassword = password;
    return this;
  }

  /** The value of {@code -Xmx}, as in "768m". */
  public ServerSettings maxHeap(String size) {
    maxHeap = size;
    return this;
  }

  /** Where a server on PostgreSQL keeps its data. */
  public ServerSettings postgres(String jdbcUrl, String user, String password) {
    environment.put("KC_DB_URL", jdbcUrl);
    environment.put("KC_DB_USERNAME", user);
    environment.put("KC_DB_PASSWORD", password);
    return this;
  }

  /**
   * Where the other nodes of a cluster reach this one. Nodes on one database find each other by it;
   * each needs a port of its own.
   */
  public ServerSettings clusterPort(int port) {
    return options("--cache-embedded-network-bind-port=" + port);
  }

  /** More options of {@code kc.sh start}. */
  public ServerSettings options(String... more) {
    options.addAll(Arrays.asList(more));
    return this;
  }

  /** For a server that does not live long: starts sooner, and never becomes as fast. */
  public ServerSettings shortLived() {
    return environment("JAVA_OPTS_APPEND", QUICK_START);
  }

  public ServerSettings environment(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** Starts the server; it is not ready at once. */
  public KeycloakServer start() throws IOException {
    int http = httpPort == 0 ? freePort() : httpPort;
    int management = managementPort == 0 ? freePort() : managementPort;
    Path log = Files.createDirectories(folder).resolve("keycloak.log");

    environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", adminUser);
    environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", adminPassword);
    // What stands in for mail servers and the like listens here.
    environment.putIfAbsent("KC_SPI_BANATA_OUTGOING__DEFAULT__ALLOWED", "127.0.0.1,::1");
    environment.put("JAVA_OPTS_KC_HEAP", "-Xms64m -Xmx" + maxHeap);
    ChildProcess process = ChildProcess.start(command(home(), http, management), environment, log);
    return new KeycloakServer(process, http, management, adminUser, adminPassword, log);
  }

  private List<String> command(Path home, int http, int management) {
    List<String> command =
        new ArrayList<>(
            List.of(
                "bash",
                home.resolve("bin/kc.sh").toString(),
                "start",
                "--optimized",
                "--http-enabled=true",
                "--http-host=127.0.0.1",
                "--http-port=" + http,
                "--http-management-port=" + management,
                "--hostname-strict=false",
                "--cache-embedded-network-bind-address=127.0.0.1",
                // Says "down" each time it is asked while the server starts.
                "--log-level-io.smallrye.health=off"));
    command.addAll(options);
    return command;
  }

  /** The server's own Keycloak folder: the distribution's files, the folder's data. */
  private Path home() throws IOException {
    Path home = folder.resolve("home");
    new FileTree(home).delete();
    new FileTree(distribution.home()).linkTo(home);
    // The build leaves a data folder of its own, with nothing in it that is needed.
    new FileTree(home.resolve("data")).delete();
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.createSymbolicLink(home.resolve("data"), data.toAbsolutePath());
    return home;
  }

  /**
   * A port of the loopback interface that nobody listens on, another one each time. A server binds
   * it seconds later, so it is none of those that a system gives to outgoing connections (Linux:
   * from 32768), and processes begin far from each other.
   */
  public static int freePort() throws IOException {
    for (int i = 0; i < PORTS; i++) {
      int port = FIRST_PORT + Math.floorMod(NEXT_PORT.getAndIncrement(), PORTS);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException taken) {
        // The next one is tried.
      }
    }
    throw new IOException("No port is free from %d on".formatted(FIRST_PORT));
  }
}
