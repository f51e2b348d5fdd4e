package dev.banata.keycloak.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** bin/dev as a person meets it, from the command line. */
@Tag("once")
final class BinDevIT {

  private final Path root = Checkout.current().root();

  @TempDir private Path temp;

  @Test
  void tellsHowToUseIt() throws Exception {
    Run run = run(Map.of(), "bin/dev", "--help");

    assertThat(run.status()).isZero();
    assertThat(run.output()).contains("--port", "--postgres", "--cluster", "--fresh", "Ctrl-C");
  }

  @Test
  void refusesAnUnknownOption() throws Exception {
    Run run = run(Map.of(), "bin/dev", "--prot", "8080");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.output().lines()).singleElement().asString().contains("'--prot'", "--help");
  }

  @Test
  void refusesAPortThatIsNone() throws Exception {
    Run run = run(Map.of(), "bin/dev", "--port", "65536");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.output().lines()).singleElement().asString().contains("--port", "'65536'");
  }

  @Test
  void refusesATakenPortBeforeItDoesAnything() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      Run run = run(Map.of(), "bin/dev", "--port", port);

      assertThat(run.status()).isEqualTo(1);
      assertThat(run.output().lines()).singleElement().asString().contains(port, "taken");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "4", "two", ""})
  void refusesAClusterOfAnotherSize(String nodes) throws Exception {
    Run run = run(Map.of(), "bin/dev", "--cluster", nodes);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.output().lines())
        .singleElement()
        .asString()
        .contains("--cluster", "2 or 3", "'" + nodes + "'");
  }

  @Test
  void refusesAClusterBeyondTheLastPort() throws Exception {
    Run run = run(Map.of(), "bin/dev", "--port", "65534", "--cluster", "3");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.output().lines()).singleElement().asString().contains("65536");
  }

  /** The port of the second node counts as well. */
  @Test
  void refusesAClusterWithATakenPort() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String before = Integer.toString(taken.getLocalPort() - 1);
      Run run = run(Map.of(), "bin/dev", "--port", before, "--cluster", "2");

      assertThat(run.status()).isEqualTo(1);
      assertThat(run.output().lines())
          .singleElement()
          .asString()
          .contains(Integer.toString(taken.getLocalPort()), "taken");
    }
  }

  @Test
  void refusesAnOldJava() throws Exception {
    tool("java", "echo 'openjdk version \"11.0.2\" 2019-01-15' >&2");
    tool("javac", "echo 'javac 11.0.2'");
    Run run = run(Map.of("PATH", temp + ":" + System.getenv("PATH")), "bin/dev");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.output().lines()).singleElement().asString().contains("JDK, 17", "11.0.2");
  }

  @Test
  void refusesAJavaWithoutCompiler() throws Exception {
    tool("java", "echo 'openjdk version \"21.0.1\" 2023-10-17' >&2");
    Run run = run(Map.of("PATH", temp.toString()), bash(), "bin/dev");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.output().lines()).singleElement().asString().contains("JDK, 17", "javac");
  }

  @Test
  void missesMaven() throws Exception {
    tool("java", "echo 'openjdk version \"17.0.15\" 2025-04-15' >&2");
    tool("javac", "echo 'javac 17.0.15'");
    Run run = run(Map.of("PATH", temp.toString()), bash(), "bin/dev");

    assertThat(run.status()).isEqualTo(1);
    assertThat(run.output().lines()).singleElement().asString().contains("Maven", "mvn");
  }

  /** A first start, the printed line pasted, Ctrl-C, and nothing is left. */
  @Test
  @Timeout(120)
  void printsALineThatWorksAndLeavesNothingRunning() throws Exception {
    Path home = emptyFolder("bin-dev");
    int port = ServerSettings.freePort();
    printedLinesWorkAndNothingIsLeft("--port " + port, home, List.of(port));

    assertThat(Files.getPosixFilePermissions(home.resolve("admin-password")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  /** The same for two nodes: each answers to the same key. */
  @Test
  @Timeout(300)
  void printsALineForEachNodeOfACluster() throws Exception {
    Path home = emptyFolder("bin-dev-cluster");
    int port = twoFreePorts();
    printedLinesWorkAndNothingIsLeft("--cluster 2 --port " + port, home, List.of(port, port + 1));

    assertThat(Files.readString(home.resolve("postgres-node-2/keycloak.log")))
        .containsPattern("Received new cluster view.*\\(2\\)");
  }

  private void printedLinesWorkAndNothingIsLeft(String options, Path home, List<Integer> ports)
      throws Exception {
    assumeTrue(run(Map.of(), "curl", "--version").status() == 0, "no curl to paste the line for");
    Path output = temp.resolve("output");
    Process shell = inItsOwnProcessGroup("bin/dev " + options, home, output);
    try {
      awaitLine(output, "Ctrl-C ", shell);
      List<String> lines =
          Files.readAllLines(output).stream().filter(line -> line.startsWith("curl ")).toList();
      assertThat(lines).hasSameSizeAs(ports);
      for (int node = 0; node < lines.size(); node++) {
        assertThat(lines.get(node)).contains("localhost:" + ports.get(node) + "/");
        Run pasted = run(Map.of(), "bash", "-c", lines.get(node));
        JsonNode answer = new ObjectMapper().readTree(pasted.output());
        assertThat(answer.path("users").isArray()).as(pasted.output()).isTrue();
      }

      List<ProcessHandle> all = shell.descendants().toList();
      String group = awaitLine(output, "group ", shell).substring("group ".length());
      run(Map.of(), "bash", "-c", "kill -INT -- -" + group);

      assertThat(shell.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(shell.exitValue()).isEqualTo(130);
      assertThat(all).hasSizeGreaterThan(2 * ports.size()).noneMatch(ProcessHandle::isAlive);
      for (int port : ports) {
        assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
            .isInstanceOf(ConnectException.class);
      }
    } finally {
      shell.descendants().forEach(ProcessHandle::destroy);
    }
  }

  private static Path emptyFolder(String name) throws IOException {
    Path folder = Checkout.current().testServers().resolve(name);
    new FileTree(folder).delete();
    return folder;
  }

  private static int twoFreePorts() throws IOException {
    while (true) {
      int port = ServerSettings.freePort();
      try (ServerSocket next = new ServerSocket(port + 1, 1, InetAddress.getLoopbackAddress())) {
        return next.getLocalPort() - 1;
      } catch (BindException taken) {
        // Look for another pair.
      }
    }
  }

  /** Like a terminal, where Ctrl-C goes to every process of the group. */
  private Process inItsOwnProcessGroup(String command, Path home, Path output) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            "bash", "-c", "set -m; " + command + " & echo \"group $!\"; set +m; wait $!");
    builder.environment().put("BANATA_DEV_HOME", home.toString());
    return builder
        .directory(root.toFile())
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  private static String awaitLine(Path output, String start, Process process) throws Exception {
    while (true) {
      boolean alive = process.isAlive();
      String text = Files.readString(output);
      // What follows the last line break may be half a line.
      List<String> lines = text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
      for (String line : lines) {
        if (line.startsWith(start)) {
          return line;
        }
      }
      assertThat(alive).as("%s in:\n%s", start, String.join("\n", lines)).isTrue();
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private void tool(String name, String script) throws IOException {
    Path file = Files.writeString(temp.resolve(name), "#!" + bash() + "\n" + script + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  /** Where bash is: for a path in which there is none. */
  private static String bash() {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .map(folder -> Path.of(folder, "bash"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseThrow()
        .toString();
  }

  private Run run(Map<String, String> environment, String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().remove("JAVA_HOME");
    builder.environment().putAll(environment);
    Process process = builder.directory(root.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    return new Run(process.waitFor(), output);
  }

  private record Run(int status, String output) {}
}
