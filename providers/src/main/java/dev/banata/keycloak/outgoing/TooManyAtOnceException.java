package dev.banata.keycloak.outgoing;

import java.io.IOException;

/** As many threads wait for servers of the project as may. Nothing was begun. */
public final class TooManyAtOnceException extends IOException {

  private static final long serialVersionUID = 1L;

  TooManyAtOnceException() {
    super("Too many calls of the project wait for other servers");
  }
}
