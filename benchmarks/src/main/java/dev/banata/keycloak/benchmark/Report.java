package dev.banata.keycloak.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** The results as a Markdown table. */
final class Report {

  private static final String PAGE =
      """
      # Benchmarks

      Plain Keycloak and Keycloak with Banata side by side, in one run.
      `bin/benchmark %s` has written this page; do not edit it.

      %s

      ## Method

      - Both servers run at the same time in production mode on one embedded PostgreSQL, each with a database of its own, and are filled
        with the same number of projects by the same owner through their own APIs.
      - Each call is made in turns: one of Keycloak's, one of Banata's, so that whatever else the machine does meets both. The first calls
        warm up and are not counted. A time is that of the whole request, as the client sees it. Medians and 95th percentiles are nearest
        ranks. What takes Keycloak longer than a minute in all is called less often there, once at least.
      - *Time between answers* and *CPU time* are those of the server divided by the calls, while four clients call without a pause: %d rounds
        of %d seconds each, in turns, after %d seconds that warm up each of the calls.
      - *Number* is that of projects; of a list of clients, that of the clients in one project.
      - *Start-up* is from the start of the process until `/health/ready` says so, with the other server stopped, in turns. *Heap in use* is measured
        once, after a garbage collection.
      - *Renew the token of a member* is a refresh with the scope `organization` for a user of one organization and `organization:*` for others, by
        Keycloak's organization mapper alone, and by that mapper and ours. *Number* is that of the user's organizations. Keycloak lists them all
        with their ids; Banata's token adds roles and the active organization, and stays below 8 KiB.
      - A realm of plain Keycloak has only what Keycloak makes; a project has 45 permissions, three roles and an audit trail besides.

      ## Results

      %s""";

  private static final String NOTHING = "—";

  private final List<Result> results;

  Report(List<Result> results) {
    this.results = results;
  }

  String text() {
    StringBuilder table = new StringBuilder(1024);
    table
        .append(
            "| What | Number | Keycloak median | p95 | Banata median | p95 | Keycloak / Banata | Banata / its own at the fewest |\n")
        .append("|---|---:|---:|---:|---:|---:|---:|---:|\n");
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

  private String row(Result result) {
    Samples plain = result.plain();
    Samples banata = result.banata();
    return "| %s | %d | %s | %s | %s | %s | %s | %s |"
        .formatted(
            result.operation(),
            result.size(),
            plain == null ? NOTHING : result.format(plain.median()),
            plain == null ? NOTHING : result.format(plain.p95()),
            result.format(banata.median()),
            result.format(banata.p95()),
            plain == null ? NOTHING : ratio(result.ratio()),
            ratio(banata.median() / atTheFewest(result).banata().median()));
  }

  /** The same operation at the smallest size. */
  private Result atTheFewest(Result result) {
    return results.get(firstIndex(result.operation()));
  }

  private static String ratio(double value) {
    return String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.0f", value);
  }

  /** Writes a page that says how and on what it was measured. */
  void write(Path file, Options options) throws IOException {
    Files.writeString(
        file,
        PAGE.formatted(
            options.commandLine(),
            Machine.describe(),
            UnderLoad.ROUNDS,
            UnderLoad.ROUND_SECONDS,
            Load.WARM_UP_SECONDS,
            text()));
  }
}
