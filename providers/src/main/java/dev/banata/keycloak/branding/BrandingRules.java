package dev.banata.keycloak.branding;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a value of branding may be. Asked when a value is saved and each time that one is read,
 * because the console, kcadm and a realm import write attributes past us.
 */
final class BrandingRules {

  static final int MAX_RADIUS = 48;
  static final int MIN_CARD = 320;
  static final int MAX_CARD = 560;
  static final int MIN_LOGO = 16;
  static final int MAX_LOGO = 160;
  static final int MAX_NAME = 100;
  static final int MAX_URL = 2048;

  /** Short, because it is pasted into a header: what else a URL may have can be percent-encoded. */
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9\\-._~:/?#\\[\\]@!$&()*+=%]{1," + MAX_URL + "}");

  private static final Pattern MAILBOX =
      Pattern.compile("mailto:[A-Za-z0-9.!#$%&*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9.-]{1,253}");

  private BrandingRules() {}

  static boolean isColour(String text) {
    return Colour.parse(text).isPresent();
  }

  static boolean isFont(String text) {
    return Font.byId(text).isPresent();
  }

  /** An absolute https URL that is safe in an attribute of HTML, in CSS and in a header. */
  static boolean isHttps(String text) {
    if (text == null || !PLAIN.matcher(text).matches()) {
      return false;
    }
    try {
      URI uri = new URI(text);
      return "https".equalsIgnoreCase(uri.getScheme())
          && uri.getHost() != null
          && uri.getRawUserInfo() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  static boolean isSupport(String text) {
    return isHttps(text) || (text != null && MAILBOX.matcher(text).matches());
  }

  /** A line of text: nothing that ends it, hides in it or turns it around. */
  static boolean isName(String text) {
    return text != null
        && !text.isBlank()
        && text.length() <= MAX_NAME
        && text.codePoints().noneMatch(BrandingRules::isHidden);
  }

  private static boolean isHidden(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE,
          Character.UNASSIGNED ->
          true;
      default -> false;
    };
  }

  static Optional<String> text(String value, Predicate<String> rule) {
    return Optional.ofNullable(value).filter(rule);
  }

  static Optional<Integer> number(String value, int min, int max) {
    try {
      return Optional.ofNullable(value)
          .map(Integer::valueOf)
          .filter(number -> number >= min && number <= max);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
