package dev.banata.keycloak.uri;

/** A text is no URI that may be registered. */
public final class RefusedUri extends Exception {

  private final transient Violation violation;

  RefusedUri(Violation violation) {
    super(violation.message());
    this.violation = violation;
  }

  public Violation violation() {
    return violation;
  }
}
