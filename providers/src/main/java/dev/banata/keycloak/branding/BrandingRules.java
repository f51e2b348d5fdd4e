package dev.banata.keycloak.branding;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;

/**
 * What texts of branding may be. Asked when a value is saved and each time that one is read,
 * because the console, kcadm and a realm import write attributes past us.
 */
final class BrandingRules {

  static final int MAX_NAME = 100;
  static final int MAX_URL = 2048;

  /** URLs are put into headers, HTML and CSS: what else they need can be percent-encoded. */
  private static final Pattern PLAIN =
      Pattern.compile("[A-Za-z0-9\\-._~:/?#\\[\\]@!$&()*+=%]{1," + MAX_URL + "}");

  private static final Pattern MAILBOX =
      Pattern.compile("mailto:[A-Za-z0-9.!#$%*+/=?^_{|}~-]{1,64}@[A-Za-z0-9.-]{1,253}");

  private static final Pattern DIGITS = Pattern.compile("0|[1-9][0-9]{0,3}");

  private BrandingRules() {}

  static boolean isColour(String text) {
    return Colour.parse(text).isPresent();
  }

  static boolean isBoolean(String text) {
    return text.equals("true") || text.equals("false");
  }

  static boolean isNumber(String text, int min, int max) {
    return DIGITS.matcher(text).matches()
        && Integer.parseInt(text) >= min
        && Integer.parseInt(text) <= max;
  }

  /** An absolute https URL that is safe in an attribute of HTML, in CSS and in a header. */
  static boolean isHttps(String text) {
    if (!PLAIN.matcher(text).matches()) {
      return false;
    }
    try {
      URI uri = new URI(text);
      return "https".equals(uri.getScheme())
          && uri.getHost() != null
          && uri.getRawUserInfo() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  static boolean isSupport(String text) {
    return isHttps(text) || MAILBOX.matcher(text).matches();
  }

  /**
   * A line of text: nothing that ends it, hides in it or turns it around, and no tag: Keycloak
   * shows a realm's name as HTML.
   */
  static boolean isName(String text) {
    return !text.isBlank()
        && text.length() <= MAX_NAME
        && text.codePoints().noneMatch(BrandingRules::isRefused);
  }

  private static boolean isRefused(int character) {
    if (character == '<' || character == '>') {
      return true;
    }
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
}
