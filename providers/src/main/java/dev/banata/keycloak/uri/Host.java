package dev.banata.keycloak.uri;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The host of a URI in its normal form: a name in lower case and ASCII, an IPv4 address as four
 * decimal numbers, an IPv6 address as RFC 5952 writes it, in brackets.
 */
record Host(String text, boolean isLoopback) {

  private static final int MAX_NAME = 253;
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern NUMBER = Pattern.compile("[0-9]+|0x[0-9a-f]*");
  private static final Pattern OCTET =
      Pattern.compile("25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9]");
  private static final int OCTETS = 4;
  private static final String ENCODED_LABEL = "xn--";
  private static final String LOCALHOST = "localhost";

  static Host parse(String text) throws RefusedUri {
    if (text.isEmpty()) {
      throw UriRule.NO_HOST.refused();
    }
    if (text.startsWith("[")) {
      return Ipv6.parse(text);
    }
    if (text.indexOf('%') >= 0) {
      throw UriRule.HOST_ENCODING.refused();
    }
    String ascii = toAscii(text);
    if (ascii.endsWith(".")) {
      throw UriRule.HOST_TRAILING_DOT.refused();
    }
    String[] labels = ascii.split("\\.", -1);
    for (String label : labels) {
      requireLabel(label);
    }
    if (ascii.length() > MAX_NAME) {
      throw UriRule.HOST.refused();
    }
    // The way of browsers: a last label that is a number makes the whole an address.
    if (NUMBER.matcher(labels[labels.length - 1]).matches()) {
      return ipv4(ascii, labels);
    }
    return new Host(ascii, ascii.equals(LOCALHOST) || ascii.endsWith("." + LOCALHOST));
  }

  /** Names that the mapping of IDNA would change into others are refused, not mapped. */
  private static String toAscii(String text) throws RefusedUri {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.chars().allMatch(c -> c < 0x80)) {
      return lower;
    }
    try {
      String ascii = IDN.toASCII(lower, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
      String back = IDN.toUnicode(ascii, IDN.USE_STD3_ASCII_RULES);
      if (!back.equals(Normalizer.normalize(lower, Normalizer.Form.NFC)) || back.equals(ascii)) {
        throw UriRule.HOST_IDN.refused();
      }
      return ascii;
    } catch (IllegalArgumentException e) {
      throw UriRule.HOST_IDN.refused();
    }
  }

  private static void requireLabel(String label) throws RefusedUri {
    if (!LABEL.matcher(label).matches()) {
      throw UriRule.HOST.refused();
    }
    if (label.startsWith(ENCODED_LABEL)) {
      String unicode = IDN.toUnicode(label, IDN.USE_STD3_ASCII_RULES);
      if (unicode.equals(label) || !label.equals(toAscii(unicode))) {
        throw UriRule.HOST_IDN.refused();
      }
    }
  }

  private static Host ipv4(String text, String[] octets) throws RefusedUri {
    boolean decimal = octets.length == OCTETS;
    for (String octet : octets) {
      decimal &= OCTET.matcher(octet).matches();
    }
    if (!decimal) {
      throw UriRule.HOST_IPV4.refused();
    }
    if (octets[0].equals("0")) {
      throw UriRule.HOST_UNSPECIFIED.refused();
    }
    return new Host(text, octets[0].equals("127"));
  }

  /** True if this is the domain or a name below it. */
  boolean isInside(String domain) {
    return text.equals(domain) || text.endsWith("." + domain);
  }
}
