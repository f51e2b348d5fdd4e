package dev.banata.keycloak.benchmark;

import java.util.Locale;

/**
 * What was measured of one operation at one size.
 *
 * @param size the number of projects, or of rows of a list
 * @param plain null where plain Keycloak has nothing like it
 */
record Result(String operation, String unit, int size, Samples plain, Samples banata) {

  /** How many times as long plain Keycloak takes. */
  double ratio() {
    return plain == null ? Double.NaN : plain.median() / banata.median();
  }

  /** Both medians in a line. */
  String text() {
    String banataMedian = format(banata.median());
    return "%d: %s: %s"
        .formatted(
            size,
            operation,
            plain == null
                ? banataMedian
                : "Keycloak " + format(plain.median()) + ", Banata " + banataMedian);
  }

  /** A value of this result with its unit. */
  String format(double value) {
    String pattern = value < 10 ? "%.2f %s" : value < 100 ? "%.1f %s" : "%,.0f %s";
    return String.format(Locale.ROOT, pattern, value, unit);
  }
}
