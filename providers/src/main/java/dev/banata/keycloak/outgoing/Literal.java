package dev.banata.keycloak.outgoing;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;

/** Hosts that are addresses, in whatever notation, and so need no DNS. */
final class Literal {

  private static final String LOCALHOST = "localhost";
  private static final int LONGEST = 64;

  private Literal() {}

  /** True for four decimal numbers, or an IPv6 address. */
  static boolean isPlain(String host) {
    return host.length() <= LONGEST
        && (host.indexOf(':') >= 0 || host.chars().filter(c -> c == '.').count() == 3)
        && isNumeric(host);
  }

  /**
   * True for a host that stands for an address by itself, false for a name that only the DNS knows.
   *
   * <p>Resolvers also take {@code 2130706433}, {@code 0x7f.1} and {@code 127.1} for addresses, so
   * it is one if its last label begins with a digit: no name in the DNS is like that.
   */
  static boolean is(String host) {
    String text = withoutBrackets(host);
    return !text.isEmpty() && (isNumeric(text) || isLocal(text));
  }

  /** The address of such a host; nothing if it is a number that is none here. */
  static Optional<InetAddress> of(String host) {
    if (!is(host) || host.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(withoutBrackets(host)));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  static String withoutBrackets(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  private static boolean isNumeric(String text) {
    if (text.indexOf(':') >= 0) {
      return text.chars().allMatch(c -> c == ':' || c == '.' || Character.digit(c, 16) >= 0);
    }
    String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    String last = name.substring(name.lastIndexOf('.') + 1);
    return !last.isEmpty() && last.charAt(0) >= '0' && last.charAt(0) <= '9';
  }

  private static boolean isLocal(String text) {
    String name = text.toLowerCase(Locale.ROOT);
    return name.equals(LOCALHOST) || name.endsWith("." + LOCALHOST);
  }
}
