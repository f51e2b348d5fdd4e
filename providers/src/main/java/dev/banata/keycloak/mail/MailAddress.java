package dev.banata.keycloak.mail;

import java.net.IDN;
import java.text.Normalizer;
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

  /** Default ignorable code points (Unicode, DerivedCoreProperties), and format characters. */
  private static final Pattern INVISIBLE =
      Pattern.compile(
          "[\\p{Cf}\\x{34f}\\x{115f}\\x{1160}\\x{17b4}\\x{17b5}\\x{180b}-\\x{180f}\\x{3164}"
              + "\\x{fe00}-\\x{fe0f}\\x{ffa0}\\x{e0000}-\\x{e0fff}]");

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

  /**
   * The form in which addresses are compared: without what cannot be seen, full-width letters as
   * the usual ones, the domain as it is in the DNS. Mail servers treat such spellings alike.
   */
  static String normal(String address) {
    String plain = visible(Normalizer.normalize(visible(address), Normalizer.Form.NFKC));
    return domainInDns(plain.strip().toLowerCase(Locale.ROOT));
  }

  /** How addresses were compared before; hashes of that form are still kept. */
  static String formerNormal(String address) {
    return address.strip().toLowerCase(Locale.ROOT);
  }

  private static String visible(String text) {
    return INVISIBLE.matcher(text).replaceAll("");
  }

  private static String domainInDns(String address) {
    try {
      return ascii(address).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      // No domain of the DNS, so it has one form only.
      return address;
    }
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
