package dev.banata.keycloak.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
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

/** bin/dev as a person meets it, from the command line. */
@Tag("once")
final class BinDevIT {

  private final Path root = Checkout.current().root();

  @TempDir private Path temp;

  @Test
  void tellsHowToUseIt() throws Exception {
    Run run = run(Map.of(), "bin/dev", "--help");

    assertThat(run.status()).isZero();
    assertThat(run.output()).contains("--port", "--postgres", "--fresh", "Ctrl-C");
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
    assumeTrue(run(Map.of(), "curl", "--version").status() == 0, "no curl to paste the line for");
    Path home = Checkout.current().testServers().resolve("bin-dev");
    new FileTree(home).delete();
    int port = ServerSettings.freePort();
    Path output = temp.resolve("output");
    Process shell = inItsOwnProcessGroup("bin/dev --port " + port, home, output);
    try {
      String curl = awaitLine(output, "curl ", shell);
      Run pasted = run(Map.of(), "bash", "-c", curl);
      JsonNode answer = new ObjectMapper().readTree(pasted.output());
      assertThat(answer.get("users").isArray()).as(pasted.output()).isTrue();
      assertThat(Files.getPosixFilePermissions(home.resolve("admin-password")))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));

      List<ProcessHandle> all = shell.descendants().toList();
      String group = awaitLine(output, "group ", shell).substring("group ".length());
      run(Map.of(), "bash", "-c", "kill -INT -- -" + group);

      assertThat(shell.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(shell.exitValue()).isEqualTo(130);
      assertThat(all).hasSizeGreaterThan(2).noneMatch(ProcessHandle::isAlive);
      assertThatThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
          .isInstanceOf(ConnectException.class);
    } finally {
      shell.descendants().forEach(ProcessHandle::destroy);
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
      List<String> lines = Files.readAllLines(output);
      // The last line may be half written.
      for (String line : lines.subList(0, Math.max(0, lines.size() - 1))) {
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
