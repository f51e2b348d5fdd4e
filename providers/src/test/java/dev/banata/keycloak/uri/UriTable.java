package dev.banata.keycloak.uri;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** The table {@code uri/uris.tsv}: what is made of an input. The server tests read it too. */
final class UriTable {

  private static final Pattern ESCAPE = Pattern.compile("\\\\(\\\\|u([0-9a-f]{4}))");

  private UriTable() {}

  /**
   * A line of the table.
   *
   * @param outcome the normal form after an equals sign, or the code of the rule that is broken
   */
  record Line(String kind, String input, String outcome) {

    boolean isAccepted() {
      return outcome.startsWith("=");
    }

    String normal() {
      return outcome.substring(1);
    }

    @Override
    public String toString() {
      return kind + " " + input;
    }
  }

  static List<Line> of(String kind) {
    return all().stream().filter(line -> line.kind().equals(kind)).toList();
  }

  static List<Line> all() {
    try (InputStream table = UriTable.class.getResourceAsStream("/uri/uris.tsv")) {
      return new String(table.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("# "))
          .map(line -> line.split("\t", -1))
          .map(cells -> new Line(cells[0], unescape(cells[1]), cells[2]))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String unescape(String text) {
    return ESCAPE
        .matcher(text)
        .replaceAll(
            match ->
                match.group(2) == null
                    ? "\\\\"
                    : "\\" + (char) Integer.parseInt(match.group(2), 16));
  }
}
