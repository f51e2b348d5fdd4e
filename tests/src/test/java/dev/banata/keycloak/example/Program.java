package dev.banata.keycloak.example;

import dev.banata.keycloak.server.ChildProcess;
import dev.banata.keycloak.server.Http;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A program that runs, and what it has printed. */
final class Program implements Closeable {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final ChildProcess process;
  private final Path output;

  Program(ChildProcess process, Path output) {
    this.process = process;
    this.output = output;
  }

  /** Waits until it answers requests, whatever it answers. */
  void awaitAnswers(Http http) throws InterruptedException {
    await(() -> answers(http) ? Optional.of(true) : Optional.empty());
  }

  private static boolean answers(Http http) {
    try {
      return http.get("/").status() > 0;
    } catch (UncheckedIOException notListening) {
      return false;
    }
  }

  /** Waits for a line that starts so, and returns the rest of it. */
  String awaitLine(String start) throws InterruptedException {
    return await(
        () ->
            output()
                .lines()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .findFirst());
  }

  /** Waits for its end, and returns what it has printed. */
  String awaitEnd() throws InterruptedException {
    int status = process.waitFor();
    if (status != 0) {
      throw new IllegalStateException("ended with " + status + ":\n" + process.outputTail());
    }
    return output();
  }

  private <T> T await(Condition<T> condition) throws InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      boolean alive = process.isAlive();
      Optional<T> result = condition.now();
      if (result.isPresent()) {
        return result.get();
      }
      if (!alive || System.nanoTime() > deadline) {
        throw new IllegalStateException(
            (alive ? "waited in vain:\n" : "has ended:\n") + process.outputTail());
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  /** All that it has printed, up to the last line break. */
  private String output() {
    try {
      String text = Files.readString(output);
      return text.substring(0, text.lastIndexOf('\n') + 1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.close();
  }

  private interface Condition<T> {
    Optional<T> now();
  }
}
