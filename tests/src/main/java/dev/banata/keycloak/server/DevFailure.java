package dev.banata.keycloak.server;

/** Why bin/dev cannot go on, in words for the person who called it. */
final class DevFailure extends Exception {

  private static final long serialVersionUID = 1L;

  DevFailure(String message) {
    super(message);
  }
}
