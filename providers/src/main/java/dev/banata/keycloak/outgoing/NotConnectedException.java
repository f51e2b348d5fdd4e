package dev.banata.keycloak.outgoing;

import java.io.IOException;

/** Thrown if the other side certainly has not got anything. Its cause says why, for a log. */
public final class NotConnectedException extends IOException {

  private static final long serialVersionUID = 1L;

  NotConnectedException(Exception cause) {
    super("The server cannot be reached", cause);
  }
}
