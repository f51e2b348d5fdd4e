package dev.banata.keycloak.server;

import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;

/** Shows each step of a long start on a line of its own, with the seconds that it took. */
final class Steps {

  private final PrintStream out;

  Steps(PrintStream out) {
    this.out = out;
  }

  <T, E extends Exception> T run(String title, Step<T, E> step)
      throws E, IOException, InterruptedException {
    out.printf(Locale.ROOT, "%-48s", title);
    out.flush();
    long start = System.nanoTime();
    boolean done = false;
    try {
      T result = step.run();
      done = true;
      return result;
    } finally {
      double seconds = (System.nanoTime() - start) / 1e9;
      out.print(done ? String.format(Locale.ROOT, "%6.1f s%n", seconds) : "  failed\n");
      out.flush();
    }
  }

  @FunctionalInterface
  interface Step<T, E extends Exception> {
    T run() throws E, IOException, InterruptedException;
  }
}
