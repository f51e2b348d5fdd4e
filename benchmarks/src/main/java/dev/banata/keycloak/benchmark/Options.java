package dev.banata.keycloak.benchmark;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What to measure.
 *
 * @param projects the numbers of projects to measure at, ascending
 * @param clients the numbers of clients in one project to measure their list at, ascending
 * @param organizations in how many organizations users are whose tokens are measured, ascending
 * @param samples how often each call is made at each number
 * @param starts how often each server is started at each number; 0 leaves start-up, heap and CPU
 *     time out
 * @param only part of the title of all that is measured; empty for all
 * @param out the file for the table, or null for none
 * @param against another JAR to measure this one beside instead of plain Keycloak, or null
 */
record Options(
    List<Integer> projects,
    List<Integer> clients,
    List<Integer> organizations,
    int samples,
    int starts,
    String only,
    Path out,
    Path against) {

  static final String HELP =
      """
      Usage: bin/benchmark [--projects 10,100,500] [--clients 10,1000,5000]
                           [--organizations 1,10,500] [--samples 20] [--starts 3]
                           [--only TEXT] [--out FILE]
             bin/benchmark --against JAR [--samples 20] [--starts 3]

      Starts plain Keycloak and Keycloak with Banata on one embedded PostgreSQL, fills both with
      projects, measures the same work on both in turns and prints a table.

        --projects LIST  numbers of projects to measure at, from 2 to 5000; 10,100,500 if not given
        --clients LIST   numbers of clients in one project to measure their list at, from 2 to 5000;
                           none if not given
        --organizations LIST  in how many organizations users are whose tokens are measured, from 1
                         to 5000; none if not given
        --samples N      calls of each kind at each number, from 5 to 1000; 20 if not given
        --starts N       starts of each server at each number, from 0 to 10; 3 if not given;
                           0 leaves heap and CPU time out as well
        --only TEXT      measures only what has the text in its title, for example "page of sign-in"
        --out FILE       writes the table to the file as well
        --against JAR    compares the JAR that is built here with another one, for example the one
                         before a change: key check, token issue and sign-in in --samples pairs
                         over --starts starts of both servers. With 24 pairs and 3 starts it takes
                         about 20 minutes on a quiet machine. Fewer than 20 pairs say little.
                         "before/now" above 1 means that your change made it faster, an interval
                         that contains 1 that no difference was seen
        --help           this text
      """;

  private static final List<Integer> PROJECTS = List.of(10, 100, 500);
  private static final int SAMPLES = 20;
  private static final int STARTS = 3;

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException with a message for people
   */
  static Options of(String... arguments) {
    List<Integer> projects = PROJECTS;
    List<Integer> clients = List.of();
    List<Integer> organizations = List.of();
    int samples = SAMPLES;
    int starts = STARTS;
    String only = "";
    Path out = null;
    Path against = null;
    for (int i = 0; i < arguments.length; i += 2) {
      String option = arguments[i];
      String value = i + 1 < arguments.length ? arguments[i + 1] : "";
      switch (option) {
        case "--projects" -> projects = numbers(option, value, 2);
        case "--clients" -> clients = numbers(option, value, 2);
        case "--organizations" -> organizations = numbers(option, value, 1);
        case "--samples" -> samples = number(option, value, 5, 1000);
        case "--starts" -> starts = number(option, value, 0, 10);
        case "--only" -> {
          if (value.isBlank()) {
            throw new IllegalArgumentException("--only needs a part of a title");
          }
          only = value;
        }
        case "--out" -> {
          if (value.isBlank()) {
            throw new IllegalArgumentException("--out needs the name of a file");
          }
          out = Path.of(value);
        }
        case "--against" -> {
          if (value.isBlank()) {
            throw new IllegalArgumentException("--against needs the name of a JAR");
          }
          against = Path.of(value);
          if (!Files.isRegularFile(against)) {
            throw new IllegalArgumentException("--against: there is no file " + value);
          }
        }
        default ->
            throw new IllegalArgumentException(
                "unknown option '" + option + "'; --help shows them all");
      }
    }
    if (against != null && starts == 0) {
      throw new IllegalArgumentException("--against needs at least one start");
    }
    return new Options(projects, clients, organizations, samples, starts, only, out, against);
  }

  /** True if what has that title is to be measured. */
  boolean wants(String title) {
    return title.contains(only);
  }

  /** What somebody has to type for the same. */
  String commandLine() {
    StringBuilder line = new StringBuilder("--projects " + list(projects));
    if (!clients.isEmpty()) {
      line.append(" --clients ").append(list(clients));
    }
    if (!organizations.isEmpty()) {
      line.append(" --organizations ").append(list(organizations));
    }
    line.append(" --samples ").append(samples).append(" --starts ").append(starts);
    if (!only.isEmpty()) {
      line.append(" --only '").append(only).append('\'');
    }
    return out == null ? line.toString() : line.append(" --out ").append(out).toString();
  }

  private static String list(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  private static List<Integer> numbers(String option, String value, int min) {
    return Arrays.stream(value.split(","))
        .map(text -> number(option, text.strip(), min, 5000))
        .sorted()
        .distinct()
        .toList();
  }

  private static int number(String option, String text, int min, int max) {
    String message = option + " needs numbers from " + min + " to " + max + ", not '" + text + "'";
    try {
      int number = Integer.parseInt(text);
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(message, e);
    }
    throw new IllegalArgumentException(message);
  }
}
