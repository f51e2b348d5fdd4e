package dev.banata.keycloak.outgoing;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Networks that are not the public Internet. What a project names must not be in one of them: this
 * server may reach what the project may not.
 *
 * @see <a href="https://www.iana.org/assignments/iana-ipv4-special-registry">IANA, IPv4</a>
 * @see <a href="https://www.iana.org/assignments/iana-ipv6-special-registry">IANA, IPv6</a>
 */
final class DeniedNetworks {

  private static final List<Cidr> DENIED =
      ranges(
          "0.0.0.0/8", // this host
          "10.0.0.0/8", // private
          "100.64.0.0/10", // carriers' networks, and metadata of Alibaba Cloud
          "127.0.0.0/8", // loopback
          "169.254.0.0/16", // link-local, and metadata of most clouds
          "172.16.0.0/12", // private
          "192.0.0.0/24", // protocol assignments, and metadata of Oracle Cloud
          "192.0.2.0/24", // documentation
          "192.88.99.0/24", // relays of 6to4
          "192.168.0.0/16", // private
          "198.18.0.0/15", // benchmarks
          "198.51.100.0/24", // documentation
          "203.0.113.0/24", // documentation
          "224.0.0.0/4", // multicast
          "240.0.0.0/4", // reserved, and broadcast
          "168.63.129.16/32", // the host's agent of Azure
          "::/128", // unspecified
          "::1/128", // loopback
          "64:ff9b:1::/48", // NAT64 of one's own
          "100::/64", // discarded
          "2001::/23", // protocol assignments, Teredo among them
          "2001:db8::/32", // documentation
          "3fff::/20", // documentation
          "5f00::/16", // segment routing
          "fc00::/7", // unique local, and metadata of AWS
          "fe80::/10", // link-local
          "fec0::/10", // site-local
          "ff00::/8"); // multicast

  /** IPv6 prefixes, after which an IPv4 address stands that is reached by them. */
  private static final List<Cidr> IPV4_AT_THE_END =
      ranges("::/96", "::ffff:0:0:0/96", "64:ff9b::/96");

  private static final Cidr SIX_TO_FOUR = Cidr.of("2002::/16");
  private static final int IPV4_BYTES = 4;

  private DeniedNetworks() {}

  private static List<Cidr> ranges(String... texts) {
    return Arrays.stream(texts).map(Cidr::of).toList();
  }

  static boolean contain(InetAddress address) {
    byte[] bytes = address.getAddress();
    return isIn(DENIED, bytes)
        || (isIn(IPV4_AT_THE_END, bytes) && contain(ipv4(bytes, bytes.length - IPV4_BYTES)))
        || (SIX_TO_FOUR.contains(bytes) && contain(ipv4(bytes, 2)));
  }

  private static boolean isIn(List<Cidr> ranges, byte[] address) {
    return ranges.stream().anyMatch(range -> range.contains(address));
  }

  private static InetAddress ipv4(byte[] bytes, int from) {
    try {
      return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + IPV4_BYTES));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("Four bytes are an address", e);
    }
  }
}
