package dev.banata.keycloak.outgoing;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What an operator lets projects reach although it is in a denied network. */
final class AllowedDestinations {

  static final AllowedDestinations NONE = new AllowedDestinations(List.of(), Set.of());

  private final List<Cidr> ranges;
  private final Set<String> hosts;

  private AllowedDestinations(List<Cidr> ranges, Set<String> hosts) {
    this.ranges = ranges;
    this.hosts = hosts;
  }

  /**
   * Reads the option.
   *
   * @param texts host names, addresses and ranges; a name allows whatever it resolves to
   * @throws IllegalArgumentException with the text that is none of these
   */
  static AllowedDestinations parse(List<String> texts) {
    List<Cidr> ranges = new ArrayList<>();
    Set<String> hosts = new HashSet<>();
    for (String text : texts) {
      String each = Literal.withoutBrackets(text.strip());
      Cidr.parse(each).ifPresentOrElse(ranges::add, () -> hosts.add(host(each)));
    }
    return new AllowedDestinations(List.copyOf(ranges), Set.copyOf(hosts));
  }

  private static String host(String text) {
    boolean isName =
        !text.isEmpty()
            && text.chars()
                .allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || "-._".indexOf(c) >= 0));
    if (!isName) {
      throw new IllegalArgumentException(text);
    }
    return normal(text);
  }

  private static String normal(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }

  boolean contain(String host, InetAddress address) {
    return hosts.contains(normal(host))
        || ranges.stream().anyMatch(range -> range.contains(address.getAddress()));
  }
}
