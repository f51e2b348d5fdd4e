package dev.banata.keycloak.server;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process that can be stopped with all that it started, and does not outlive this JVM. */
public final class ChildProcess implements Closeable {

  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);

  /**
   * Ends the command when our end of the pipe closes: on purpose, or because this JVM was killed. A
   * Ctrl-C in the terminal reaches every process there; it is for the JVM alone to act on it.
   */
  private static final String GUARD =
      """
      trap '' INT
      exec 3<&0
      "$@" </dev/null 3<&- &
      child=$!
      { read -r -u 3; kill -TERM "$child"; } 2>/dev/null &
      guard=$!
      exec 3<&-
      wait "$child"
      status=$?
      { kill "$guard"; wait "$guard"; } 2>/dev/null
      exit "$status"
      """;

  private final Process process;
  private final Path output;

  private ChildProcess(Process process, Path output) {
    this.process = process;
    this.output = output;
  }

  /**
   * Starts a command.
   *
   * @param environment added to what this JVM has itself
   * @param output the file that gets what the command prints
   */
  public static ChildProcess start(
      List<String> command, Map<String, String> environment, Path output) throws IOException {
    List<String> guarded = new ArrayList<>(List.of("bash", "-c", GUARD, "guard"));
    guarded.addAll(command);
    ProcessBuilder builder = new ProcessBuilder(guarded);
    // Whoever runs this may have set up a Keycloak of his own; it has no say here.
    builder.environment().keySet().removeIf(ChildProcess::steersKeycloak);
    // Keycloak on the same Java as this JVM, not on whatever comes first in the path.
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().putAll(environment);
    Process process = builder.redirectErrorStream(true).redirectOutput(output.toFile()).start();
    return new ChildProcess(process, output);
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** The Java virtual machine that runs in it. */
  ProcessHandle java() {
    return process
        .descendants()
        .filter(child -> child.info().command().filter(path -> path.endsWith("/java")).isPresent())
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no Java runs here:\n" + outputTail()));
  }

  /** Waits for the end and returns the exit status. */
  public int waitFor() throws InterruptedException {
    return process.waitFor();
  }

  /** The last lines that it printed. */
  public String outputTail() {
    try (Stream<String> lines = Files.lines(output)) {
      List<String> all = lines.toList();
      return String.join("\n", all.subList(Math.max(0, all.size() - 40), all.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Ends the JVM in it as a crash would: {@code kill -9}, nothing is flushed or said good-bye to.
   * Returns when nothing of the process is left.
   */
  void killJvm() throws InterruptedException {
    List<ProcessHandle> tree =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    java().destroyForcibly();
    if (!ended(tree, STOP_LIMIT)) {
      throw new IllegalStateException("still there after its JVM was killed: " + tree);
    }
  }

  /** Stops it, politely at first, and returns when nothing of it is left. */
  @Override
  public void close() {
    List<ProcessHandle> tree =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    try {
      process.getOutputStream().close();
      if (!ended(tree, STOP_LIMIT)) {
        tree.forEach(ProcessHandle::destroyForcibly);
        ended(tree, STOP_LIMIT);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      tree.forEach(ProcessHandle::destroyForcibly);
      Thread.currentThread().interrupt();
    }
  }

  private static boolean ended(List<ProcessHandle> tree, Duration limit)
      throws InterruptedException {
    long deadline = System.nanoTime() + limit.toNanos();
    while (tree.stream().anyMatch(ProcessHandle::isAlive)) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    return true;
  }

  private static boolean steersKeycloak(String variable) {
    return variable.startsWith("KC_")
        || variable.startsWith("QUARKUS_")
        || variable.startsWith("JAVA_OPTS")
        || variable.startsWith("DEBUG");
  }
}
