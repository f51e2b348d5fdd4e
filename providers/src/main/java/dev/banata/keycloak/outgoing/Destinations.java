package dev.banata.keycloak.outgoing;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.apache.http.conn.DnsResolver;
import org.jboss.logging.Logger;

/**
 * Looks hosts up, and refuses those that are not for projects. Whoever connects uses the addresses
 * that this returns and never the name again: a name could have another address by then.
 */
final class Destinations implements DnsResolver {

  private static final Logger LOG = Logger.getLogger(Destinations.class);

  private final AllowedDestinations allowed;
  private final DnsResolver dns;

  Destinations(AllowedDestinations allowed) {
    this(allowed, InetAddress::getAllByName);
  }

  Destinations(AllowedDestinations allowed, DnsResolver dns) {
    this.allowed = allowed;
    this.dns = dns;
  }

  /**
   * The addresses of a host; each has its name, so that certificates can be checked against it.
   *
   * @throws RefusedDestinationException if any of them is in a denied network
   */
  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    String name = Literal.withoutBrackets(host);
    InetAddress[] found = dns.resolve(name);
    InetAddress[] named = new InetAddress[found.length];
    for (int i = 0; i < found.length; i++) {
      if (isDenied(name, found[i])) {
        LOG.warnf(
            "A connection to %s was refused: see the option %s",
            found[i], OutgoingConnectionsFactory.OPTION);
        throw new RefusedDestinationException(name);
      }
      named[i] = InetAddress.getByAddress(name, found[i].getAddress());
    }
    return named;
  }

  /**
   * True for a host that is an address of a denied network by itself, or a number that might be one
   * to some resolver; asks no DNS.
   */
  boolean isDeniedLiteral(String host) {
    return Literal.is(host)
        && Literal.of(host)
            .map(address -> isDenied(Literal.withoutBrackets(host), address))
            .orElse(true);
  }

  private boolean isDenied(String host, InetAddress address) {
    return DeniedNetworks.contain(address) && !allowed.contain(host, address);
  }
}
