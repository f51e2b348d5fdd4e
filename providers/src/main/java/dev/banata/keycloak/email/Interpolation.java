package dev.banata.keycloak.email;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts values into the {@code {{name}}} of one mail. What a value says is not looked at again, so
 * nothing in it is ever a variable. Unknown names stay as they are.
 */
final class Interpolation {

  /** Characters of all that is filled in one mail; a value may be named often. */
  static final int MAX_CHARACTERS = 1_000_000;

  static final Pattern VARIABLE = Pattern.compile("\\{\\{(\\w+)}}");

  private static final Pattern LINE_BREAKS = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\s]+");

  /** Characters that let a line be read in another order than it is written. */
  private static final Pattern TURNS = Pattern.compile("[\\u202a-\\u202e\\u2066-\\u2069]");

  /** What others may have written, and what is one line wherever it stands. */
  private static final Set<String> NAMES =
      Set.of("userName", "inviterName", "organizationName", "appName", "clientName", "email");

  private final Map<String, String> values;
  private int left = MAX_CHARACTERS;

  Interpolation(Map<String, String> values) {
    this.values = new HashMap<>(values);
    NAMES.forEach(name -> this.values.computeIfPresent(name, (key, value) -> line(value)));
  }

  /**
   * The text with its values, to be escaped by the writer.
   *
   * @throws MailTooLargeException if the mail has become too large
   */
  String fill(String text) {
    if (text.indexOf("{{") < 0) {
      return spend(text);
    }
    StringBuilder filled = new StringBuilder(text.length() + 32);
    Matcher variable = VARIABLE.matcher(text);
    int from = 0;
    while (variable.find()) {
      String value = values.get(variable.group(1));
      filled.append(spend(text.substring(from, variable.start())));
      filled.append(spend(value == null ? variable.group() : value));
      from = variable.end();
    }
    return filled.append(spend(text.substring(from))).toString();
  }

  /** The same in one line: no value begins a header of its own. */
  String fillLine(String text) {
    return line(fill(text));
  }

  /** A text in one line. */
  static String line(String text) {
    String turned = TURNS.matcher(text).replaceAll("");
    return LINE_BREAKS.matcher(turned).replaceAll(" ").strip();
  }

  private String spend(String part) {
    left -= part.length();
    if (left < 0) {
      throw new MailTooLargeException();
    }
    return part;
  }

  /** A template and its values make a mail that nobody would take. */
  static final class MailTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MailTooLargeException() {
      super("The mail would be larger than " + MAX_CHARACTERS + " characters.");
    }
  }
}
