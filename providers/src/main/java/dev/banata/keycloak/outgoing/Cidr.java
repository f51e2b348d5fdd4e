package dev.banata.keycloak.outgoing;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;

/** A range of addresses, as in {@code 10.0.0.0/8} or {@code fd00::/8}; an address alone is one. */
final class Cidr {

  private final byte[] network;
  private final int bits;

  private Cidr(byte[] network, int bits) {
    this.network = network;
    this.bits = bits;
  }

  static Cidr of(String text) {
    return parse(text).orElseThrow(() -> new IllegalArgumentException(text));
  }

  /** The range; nothing for a text that is none. Never asks the DNS. */
  static Optional<Cidr> parse(String text) {
    String[] parts = text.split("/", 2);
    if (!Literal.isPlain(parts[0])) {
      return Optional.empty();
    }
    try {
      byte[] address = InetAddress.getByName(parts[0]).getAddress();
      int most = address.length * Byte.SIZE;
      int bits = parts.length == 1 ? most : Integer.parseInt(parts[1]);
      return bits < 0 || bits > most ? Optional.empty() : Optional.of(new Cidr(address, bits));
    } catch (UnknownHostException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  boolean contains(byte[] address) {
    if (address.length != network.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit += Byte.SIZE) {
      int mask = bits - bit >= Byte.SIZE ? 0xff : 0xff << (Byte.SIZE - bits + bit) & 0xff;
      if (((address[bit / Byte.SIZE] ^ network[bit / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }
}
