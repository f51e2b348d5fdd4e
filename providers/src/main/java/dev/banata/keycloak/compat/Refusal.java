package dev.banata.keycloak.compat;

/** An OAuth error for the caller of one of Keycloak's own endpoints. */
public final class Refusal extends Exception {

  private final String error;
  private final int status;

  /**
   * Refuses with a status of its own.
   *
   * @param error an error code of RFC 6749 §5.2, RFC 7591 §3.2.2 or of an extension
   * @param status the HTTP status
   */
  public Refusal(String error, String description, int status) {
    super(description);
    this.error = error;
    this.status = status;
  }

  public Refusal(String error, String description) {
    this(error, description, 400);
  }

  String error() {
    return error;
  }

  int status() {
    return status;
  }
}
