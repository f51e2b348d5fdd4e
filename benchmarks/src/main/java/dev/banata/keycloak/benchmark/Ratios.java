package dev.banata.keycloak.benchmark;

import java.util.List;
import java.util.Locale;

/**
 * How this JAR does beside another one, pair by pair: above 1 is faster.
 *
 * @param low start of the 95 % confidence interval of the median
 * @param high its end
 */
record Ratios(int pairs, double median, double low, double high) {

  private static final double TAIL = 0.025;

  static Ratios of(List<Double> ratios) {
    List<Double> sorted = ratios.stream().sorted().toList();
    int count = sorted.size();
    int rank = rank(count);
    double middle =
        count % 2 == 1
            ? sorted.get(count / 2)
            : (sorted.get(count / 2 - 1) + sorted.get(count / 2)) / 2;
    return new Ratios(count, middle, sorted.get(rank), sorted.get(count - 1 - rank));
  }

  /**
   * The interval is between order statistics: as many values are below the median as heads come of
   * as many tosses, whatever their distribution.
   */
  private static int rank(int count) {
    double probability = Math.pow(0.5, count);
    double below = probability;
    int rank = 0;
    while (below <= TAIL && rank < (count - 1) / 2) {
      rank++;
      probability = probability * (count - rank + 1) / rank;
      below += probability;
    }
    return below > TAIL ? Math.max(0, rank - 1) : rank;
  }

  String text() {
    return String.format(
        Locale.ROOT,
        "before/now %.3f (median of %d pairs), 95 %% interval %.3f to %.3f",
        median,
        pairs,
        low,
        high);
  }
}
