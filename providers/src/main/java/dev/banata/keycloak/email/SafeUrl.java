package dev.banata.keycloak.email;

import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses that a mail may link to. Everything else, {@code javascript:} first, is none. */
final class SafeUrl {

  static final int MAX_LENGTH = 8192;

  private static final String REST = "[^\\s<>\"`\\\\\\p{Cntrl}]";
  private static final Pattern WEB = Pattern.compile("(?i)https?://[^\\s/?#]" + REST + "*");
  private static final Pattern MAIL = Pattern.compile("(?i)mailto:" + REST + "+");
  private static final Pattern VARIABLE_FIRST = Pattern.compile("\\{\\{\\w+}}" + REST + "*");

  private SafeUrl() {}

  /** What a link may lead to: https, http or mailto. */
  static Optional<String> link(String text) {
    return checked(text).filter(url -> isWeb(url) || MAIL.matcher(url).matches());
  }

  /** Where a picture may be: https or http. */
  static Optional<String> image(String text) {
    return checked(text).filter(SafeUrl::isWeb);
  }

  /**
   * True for what an author may write as a link: one of the above, nothing, or a variable at the
   * start, of which is known at the sending only what it is.
   */
  static boolean mayBeLink(String text) {
    return text.isBlank() || startsWithVariable(text) || link(text).isPresent();
  }

  static boolean mayBeImage(String text) {
    return text.isBlank() || startsWithVariable(text) || image(text).isPresent();
  }

  private static boolean startsWithVariable(String text) {
    return VARIABLE_FIRST.matcher(text.strip()).matches();
  }

  private static boolean isWeb(String url) {
    return WEB.matcher(url).matches();
  }

  private static Optional<String> checked(String text) {
    return Optional.of(text.strip()).filter(url -> url.length() <= MAX_LENGTH);
  }
}
