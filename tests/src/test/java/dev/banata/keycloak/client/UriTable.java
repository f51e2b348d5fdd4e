package dev.banata.keycloak.client;

import dev.banata.keycloak.server.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table of redirect URIs and origins that the unit tests have too. */
final class UriTable {

  private static final String FILE = "providers/src/test/resources/uri/uris.tsv";
  private static final Pattern ESCAPE = Pattern.compile("\\\\(\\\\|u([0-9a-f]{4}))");

  private UriTable() {}

  /** An input; the outcome is its normal form after an equals sign, or the code of a rule. */
  record Line(String kind, String input, String outcome) {

    boolean isAccepted() {
      return outcome.startsWith("=");
    }

    boolean isNormal() {
      return outcome.equals("=" + input);
    }

    boolean isPrivateUse() {
      return isAccepted() && !outcome.startsWith("=http");
    }
  }

  static List<Line> of(String kind) {
    try {
      return Files.readAllLines(Checkout.current().root().resolve(FILE)).stream()
          .filter(line -> !line.startsWith("# "))
          .map(line -> line.split("\t", -1))
          .map(cells -> new Line(cells[0], unescape(cells[1]), cells[2]))
          .filter(line -> line.kind().equals(kind))
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
                    : Matcher.quoteReplacement(
                        Character.toString(Integer.parseInt(match.group(2), 16))));
  }
}
