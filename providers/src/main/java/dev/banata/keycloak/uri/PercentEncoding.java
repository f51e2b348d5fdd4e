package dev.banata.keycloak.uri;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * The normal form of paths and queries: what needs no encoding is decoded, hexadecimal digits are
 * in upper case (RFC 3986 §6.2.2), and whatever could be decoded to something that changes the
 * meaning is refused.
 */
final class PercentEncoding {

  private static final String UNRESERVED_MARKS = "-._~";
  private static final String SUB_DELIMITERS = "!$&'()+,;=";
  private static final HexFormat UPPER = HexFormat.of().withUpperCase();
  private static final int ASCII_END = 0x80;
  private static final int DELETE = 0x7f;
  private static final int TRIPLET = 3;

  private PercentEncoding() {}

  static String normalPath(String path) throws RefusedUri {
    if (path.indexOf(';') >= 0) {
      throw UriRule.PATH_PARAMETER.refused();
    }
    String normal = normal(path, "/:@", true);
    String[] segments = normal.split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      if (segments[i].equals(".") || segments[i].equals("..")) {
        throw UriRule.DOT_SEGMENT.refused();
      }
      if (segments[i].isEmpty() && i > 0 && i < segments.length - 1) {
        throw UriRule.EMPTY_SEGMENT.refused();
      }
    }
    return normal;
  }

  static String normalQuery(String query) throws RefusedUri {
    if (query.isEmpty()) {
      throw UriRule.EMPTY_QUERY.refused();
    }
    return normal(query, "/:@?", false);
  }

  private static String normal(String text, String more, boolean isPath) throws RefusedUri {
    StringBuilder normal = new StringBuilder(text.length());
    ByteBuffer decoded = ByteBuffer.allocate(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%') {
        int octet = octet(text, i);
        requireHarmless(octet, text, i, isPath);
        decoded.put((byte) octet);
        append(normal, octet);
        i += TRIPLET - 1;
      } else if (isUnreserved(c) || SUB_DELIMITERS.indexOf(c) >= 0 || more.indexOf(c) >= 0) {
        decoded.put((byte) c);
        normal.append(c);
      } else {
        throw c < ASCII_END ? UriRule.ILLEGAL_CHARACTER.refused() : UriRule.NON_ASCII.refused();
      }
    }
    requireUtf8(decoded.flip());
    return normal.toString();
  }

  private static int octet(String text, int percent) throws RefusedUri {
    if (!isTriplet(text, percent)) {
      throw UriRule.PERCENT_ENCODING.refused();
    }
    return HexFormat.fromHexDigits(text, percent + 1, percent + TRIPLET);
  }

  private static boolean isTriplet(String text, int percent) {
    return percent + TRIPLET <= text.length()
        && HexFormat.isHexDigit(text.charAt(percent + 1))
        && HexFormat.isHexDigit(text.charAt(percent + 2));
  }

  private static void requireHarmless(int octet, String text, int percent, boolean isPath)
      throws RefusedUri {
    if (octet < ' ' || octet == DELETE) {
      throw UriRule.CONTROL_CHARACTER.refused();
    }
    if (octet == '\\' || (isPath && octet == '/')) {
      throw UriRule.ENCODED_SEPARATOR.refused();
    }
    if (isPath && octet == ';') {
      throw UriRule.PATH_PARAMETER.refused();
    }
    // A second decoding would decode what follows.
    if (octet == '%' && isFollowedByCode(text, percent + TRIPLET)) {
      throw UriRule.DOUBLE_ENCODING.refused();
    }
  }

  /** True for two hexadecimal digits, be they encoded themselves or not. */
  private static boolean isFollowedByCode(String text, int start) {
    int second = start < text.length() && text.charAt(start) == '%' ? start + TRIPLET : start + 1;
    return isDigit(text, start) && isDigit(text, second);
  }

  private static boolean isDigit(String text, int index) {
    if (index >= text.length()) {
      return false;
    }
    char c = text.charAt(index);
    return HexFormat.isHexDigit(c)
        || (c == '%'
            && isTriplet(text, index)
            && HexFormat.isHexDigit(HexFormat.fromHexDigits(text, index + 1, index + TRIPLET)));
  }

  private static void append(StringBuilder normal, int octet) {
    if (octet < ASCII_END && isUnreserved((char) octet)) {
      normal.append((char) octet);
    } else {
      normal.append('%').append(UPPER.toHexDigits((byte) octet));
    }
  }

  static boolean isUnreserved(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || UNRESERVED_MARKS.indexOf(c) >= 0;
  }

  /** Overlong forms such as %C0%AE for a dot are no UTF-8. */
  private static void requireUtf8(ByteBuffer octets) throws RefusedUri {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(octets);
    } catch (CharacterCodingException e) {
      throw UriRule.PERCENT_ENCODING.refused();
    }
  }
}
