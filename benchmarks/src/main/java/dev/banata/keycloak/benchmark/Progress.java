package dev.banata.keycloak.benchmark;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** A line for each step, with the time that is left if the rest goes on at the same pace. */
final class Progress {

  private final PrintStream out;
  private final double total;
  private final long start = System.nanoTime();
  private double done;

  /**
   * Starts the clock.
   *
   * @param total the weights of all steps together; a weight is about a second
   */
  Progress(PrintStream out, double total) {
    this.out = out;
    this.total = total;
  }

  void step(double weight, String text) {
    done += weight;
    double elapsed = (System.nanoTime() - start) / 1e9;
    long left = Math.round(elapsed / done * Math.max(total - done, 0));
    out.printf(
        Locale.ROOT,
        "%3.0f %%  %s (%s left)%n",
        Math.min(100, 100 * done / total),
        text,
        format(Duration.ofSeconds(left)));
    out.flush();
  }

  private static String format(Duration time) {
    return time.toMinutes() == 0
        ? time.toSeconds() + " s"
        : time.toMinutes() + " min " + time.toSecondsPart() + " s";
  }
}
