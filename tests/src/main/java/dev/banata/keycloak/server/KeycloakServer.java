package dev.banata.keycloak.server;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A running Keycloak, as a child process of this JVM. {@link ServerSettings} starts one. */
public final class KeycloakServer implements Closeable {

  private static final Duration START_LIMIT = Duration.ofMinutes(6);

  private final ChildProcess process;
  private final int httpPort;
  private final int managementPort;
  private final String adminUser;
  private final String adminPassword;
  private final Path logFile;

  KeycloakServer(
      ChildProcess process,
      int httpPort,
      int managementPort,
      String adminUser,
      String adminPassword,
      Path logFile) {
    this.process = process;
    this.httpPort = httpPort;
    this.managementPort = managementPort;
    this.adminUser = adminUser;
    this.adminPassword = adminPassword;
    this.logFile = logFile;
  }

  /**
   * Waits until the server answers requests. "Started" in its log comes earlier: the database is
   * set up after that.
   */
  public KeycloakServer awaitReady() throws IOException, InterruptedException {
    Http management = new Http(managementUrl());
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (!isReady(management)) {
      if (!process.isAlive()) {
        throw new IOException("Keycloak has ended instead of starting:\n" + process.outputTail());
      }
      if (System.nanoTime() > deadline) {
        throw new IOException(
            "Keycloak is not ready after %d s:\n%s"
                .formatted(START_LIMIT.toSeconds(), process.outputTail()));
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
    return this;
  }

  private static boolean isReady(Http management) {
    try {
      return management.get("/health/ready").status() == 200;
    } catch (UncheckedIOException notListening) {
      return false;
    }
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** The base URL, without a slash at its end. */
  public String url() {
    return "http://localhost:" + httpPort;
  }

  /** The base URL of health and metrics. */
  public String managementUrl() {
    return "http://localhost:" + managementPort;
  }

  public String adminUser() {
    return adminUser;
  }

  public String adminPassword() {
    return adminPassword;
  }

  public Path logFile() {
    return logFile;
  }

  /** All that the server has logged up to now. */
  public String log() throws IOException {
    return Files.readString(logFile);
  }

  /** The last lines of the log, for a message to a person. */
  public String logTail() {
    return process.outputTail();
  }

  /** CPU time that the server has used up to now. */
  public Duration cpuTime() {
    return process.java().info().totalCpuDuration().orElseThrow();
  }

  /** Heap in use after a garbage collection. */
  public double usedHeapMebibytes() throws IOException, InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process collection =
        new ProcessBuilder(jcmd, Long.toString(process.java().pid()), "GC.run")
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (collection.waitFor() != 0) {
      throw new IOException("jcmd GC.run failed");
    }
    return new Http(managementUrl())
            .get("/metrics")
            .expect(200)
            .body()
            .lines()
            .filter(line -> line.startsWith("jvm_memory_used_bytes{area=\"heap\""))
            .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
            .sum()
        / (1024 * 1024);
  }

  /** Kills the server as a crash would ({@code kill -9} of its JVM). */
  public void kill() throws InterruptedException {
    process.killJvm();
  }

  /** Stops the server and waits until it is gone. */
  @Override
  public void close() {
    process.close();
  }
}
