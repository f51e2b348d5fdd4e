package dev.banata.keycloak.benchmark;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Measurements of the same thing, ascending. */
record Samples(List<Double> sorted) {

  static Samples of(double... values) {
    return of(Arrays.stream(values).boxed().toList());
  }

  static Samples of(Collection<Double> values) {
    return new Samples(values.stream().sorted().toList());
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
