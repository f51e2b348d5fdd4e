package dev.banata.keycloak.outgoing;

import java.net.UnknownHostException;

/**
 * A host that this server does not connect to. For callers it is as unknown as one that does not
 * exist: they do not learn what there is in the server's own network.
 */
public final class RefusedDestinationException extends UnknownHostException {

  private static final long serialVersionUID = 1L;

  RefusedDestinationException(String host) {
    super(host);
  }
}
