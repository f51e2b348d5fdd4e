package dev.banata.keycloak.uri;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A text, split the way of RFC 3986 appendix B, after all has been refused that parsers are known
 * to read in different ways.
 *
 * @param scheme in lower case
 * @param authority what follows {@code //}; null if there is none
 * @param path as it was written
 * @param query what follows the question mark; null if there is none
 */
record UriText(String scheme, String authority, String path, String query) {

  /** What Keycloak's columns hold. */
  static final int MAX_LENGTH = 255;

  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):(.*)");
  private static final int DELETE = 0x7f;

  static UriText split(String text) throws RefusedUri {
    requirePlain(text);
    Matcher matcher = SCHEME.matcher(text);
    if (!matcher.matches()) {
      throw UriRule.NOT_ABSOLUTE.refused();
    }
    String scheme = matcher.group(1).toLowerCase(Locale.ROOT);
    String rest = matcher.group(2);
    int question = rest.indexOf('?');
    String query = question < 0 ? null : rest.substring(question + 1);
    String hierarchy = question < 0 ? rest : rest.substring(0, question);
    if (!hierarchy.startsWith("//")) {
      return new UriText(scheme, null, hierarchy, query);
    }
    int slash = hierarchy.indexOf('/', 2);
    return slash < 0
        ? new UriText(scheme, hierarchy.substring(2), "", query)
        : new UriText(scheme, hierarchy.substring(2, slash), hierarchy.substring(slash), query);
  }

  private static void requirePlain(String text) throws RefusedUri {
    if (text.isEmpty()) {
      throw UriRule.EMPTY.refused();
    }
    if (text.length() > MAX_LENGTH) {
      throw UriRule.TOO_LONG.refused();
    }
    for (int i = 0; i < text.length(); i++) {
      requirePlain(text.charAt(i));
    }
  }

  private static void requirePlain(char c) throws RefusedUri {
    if (c < ' ' || c == DELETE || Character.isISOControl(c)) {
      throw UriRule.CONTROL_CHARACTER.refused();
    }
    if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
      throw UriRule.WHITESPACE.refused();
    }
    switch (c) {
      case '\\' -> throw UriRule.BACKSLASH.refused();
      case '*' -> throw UriRule.WILDCARD.refused();
      case '#' -> throw UriRule.FRAGMENT.refused();
      default -> {
        // Judged where it stands.
      }
    }
  }
}
