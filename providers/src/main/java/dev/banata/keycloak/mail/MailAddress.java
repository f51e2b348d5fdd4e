package dev.banata.keycloak.mail;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.keycloak.utils.EmailValidationUtil;

/** What is done with addresses: checked, compared, masked. */
final class MailAddress {

  /** Local parts that are shorter are masked as a whole. */
  private static final int SHORTEST_SHOWN = 3;

  private static final int MAX_LENGTH = 255;

  /** An address in a text; looked for once in each run of characters that can be in one. */
  private static final Pattern ADDRESS =
      Pattern.compile("(?:\\G|(?<=[\\s<>\"'(),:;@\\[\\]]))[^\\s<>\"'(),:;@\\[\\]]++@[\\w.-]+");

  private MailAddress() {}

  /** True for one address that can stand in a header, with nothing around it. */
  static boolean isValid(String address) {
    return address != null
        && HeaderText.isSafe(address)
        && !address.matches(".*[\\s,;<>].*")
        && EmailValidationUtil.isValidEmail(address);
  }

  /** With the domain as it is in the DNS. */
  static String ascii(String address) {
    int at = address.lastIndexOf('@');
    return address.substring(0, at + 1) + IDN.toASCII(address.substring(at + 1));
  }

  /** The form in which addresses are compared. */
  static String normal(String address) {
    return address.strip().toLowerCase(Locale.ROOT);
  }

  /** As in {@code j***@example.com}; all of it if it is no address. */
  static String mask(String address) {
    int at = address.lastIndexOf('@');
    if (at < 0 || address.length() > MAX_LENGTH || !HeaderText.isSafe(address)) {
      return "***";
    }
    String shown = at < SHORTEST_SHOWN ? "" : address.substring(0, 1);
    return shown + "***" + address.substring(at);
  }

  /** A text with all addresses in it masked. */
  static String maskAll(String text) {
    return ADDRESS.matcher(text).replaceAll(found -> Matcher.quoteReplacement(mask(found.group())));
  }
}
