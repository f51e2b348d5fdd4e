package dev.banata.keycloak.uri;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** IPv6 addresses in brackets, read and written without asking any name service. */
final class Ipv6 {

  private static final int GROUPS = 8;
  private static final Pattern GROUP = Pattern.compile("[0-9A-Fa-f]{1,4}");

  private Ipv6() {}

  static Host parse(String bracketed) throws RefusedUri {
    if (!bracketed.endsWith("]")) {
      throw UriRule.HOST_IPV6.refused();
    }
    String address = bracketed.substring(1, bracketed.length() - 1);
    if (address.indexOf('%') >= 0) {
      throw UriRule.HOST_ZONE.refused();
    }
    int[] groups = groups(address);
    int last = groups[GROUPS - 1];
    boolean zeroBefore = Arrays.stream(groups, 0, GROUPS - 1).allMatch(group -> group == 0);
    if (zeroBefore && last == 0) {
      throw UriRule.HOST_UNSPECIFIED.refused();
    }
    if (embedsIpv4(groups)) {
      throw UriRule.HOST_IPV6.refused();
    }
    return new Host("[" + write(groups) + "]", zeroBefore && last == 1);
  }

  private static int[] groups(String address) throws RefusedUri {
    int gap = address.indexOf("::");
    if (gap < 0) {
      return read(address, GROUPS);
    }
    int[] head = read(address.substring(0, gap), -1);
    int[] tail = read(address.substring(gap + 2), -1);
    if (head.length + tail.length >= GROUPS) {
      throw UriRule.HOST_IPV6.refused();
    }
    int[] groups = Arrays.copyOf(head, GROUPS);
    System.arraycopy(tail, 0, groups, GROUPS - tail.length, tail.length);
    return groups;
  }

  private static int[] read(String text, int count) throws RefusedUri {
    String[] parts = text.isEmpty() ? new String[0] : text.split(":", -1);
    for (String part : parts) {
      if (!GROUP.matcher(part).matches()) {
        throw UriRule.HOST_IPV6.refused();
      }
    }
    if (count >= 0 && parts.length != count) {
      throw UriRule.HOST_IPV6.refused();
    }
    return Arrays.stream(parts).mapToInt(HexFormat::fromHexDigits).toArray();
  }

  /** ::ffff:0:0/96 are IPv4 addresses in other clothes, and 64:ff9b::/96 leads to them. */
  private static boolean embedsIpv4(int[] groups) {
    boolean zeros = Arrays.stream(groups, 0, 5).allMatch(group -> group == 0);
    boolean mapped = zeros && groups[5] == 0xffff;
    boolean translated = groups[0] == 0x64 && groups[1] == 0xff9b;
    return mapped || translated;
  }

  /** RFC 5952: no leading zeros, lower case, the longest run of zeros as two colons. */
  private static String write(int[] groups) {
    int start = -1;
    int length = 1;
    for (int i = 0; i < GROUPS; i++) {
      int end = i;
      while (end < GROUPS && groups[end] == 0) {
        end++;
      }
      if (end - i > length) {
        start = i;
        length = end - i;
      }
    }
    if (start < 0) {
      return join(groups, 0, GROUPS);
    }
    return join(groups, 0, start) + "::" + join(groups, start + length, GROUPS);
  }

  private static String join(int[] groups, int from, int to) {
    return String.join(
        ":", Arrays.stream(groups, from, to).mapToObj(Integer::toHexString).toArray(String[]::new));
  }
}
