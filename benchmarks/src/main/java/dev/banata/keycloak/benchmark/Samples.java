package dev.banata.keycloak.benchmark;

import java.util.Arrays;
import java.util.List;

/** Measurements of the same thing, ascending. */
record Samples(List<Double> sorted) {

  static Samples of(double... values) {
    return new Samples(Arrays.stream(values).sorted().boxed().toList());
  }

  double median() {
    return percentile(50);
  }

  double p95() {
    return percentile(95);
  }

  /** The nearest rank: what was measured, never something between two measurements. */
  private double percentile(int percent) {
    int rank = (int) Math.ceil(percent / 100.0 * sorted.size());
    return sorted.get(Math.max(rank, 1) - 1);
  }
}
