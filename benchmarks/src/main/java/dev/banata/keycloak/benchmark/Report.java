package dev.banata.keycloak.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The results as a Markdown table. */
final class Report {

  private final List<Result> results;

  Report(List<Result> results) {
    this.results = results;
  }

  String text() {
    StringBuilder table = new StringBuilder(1024);
    table
        .append(
            "| What | Projects | Keycloak median | p95 | Banata median | p95 | Keycloak / Banata |\n")
        .append("|---|---:|---:|---:|---:|---:|---:|\n");
    results.stream()
        .sorted(Comparator.comparingInt(result -> firstIndex(result.operation())))
        .forEach(result -> table.append(row(result)).append('\n'));
    return table.toString();
  }

  private int firstIndex(String operation) {
    for (int i = 0; i < results.size(); i++) {
      if (results.get(i).operation().equals(operation)) {
        return i;
      }
    }
    return results.size();
  }

  private static String row(Result result) {
    String plain =
        result.plain() == null
            ? "— | —"
            : number(result.plain().median(), result.unit())
                + " | "
                + number(result.plain().p95(), result.unit());
    return "| %s | %d | %s | %s | %s | %s |"
        .formatted(
            result.operation(),
            result.projects(),
            plain,
            number(result.banata().median(), result.unit()),
            number(result.banata().p95(), result.unit()),
            result.plain() == null ? "—" : String.format(Locale.ROOT, "%.1f", result.ratio()));
  }

  private static String number(double value, String unit) {
    String format = value < 10 ? "%.2f %s" : value < 100 ? "%.1f %s" : "%,.0f %s";
    return String.format(Locale.ROOT, format, value, unit);
  }

  void write(Path file) throws IOException {
    Files.writeString(file, Machine.describe() + "\n\n" + text());
  }
}
