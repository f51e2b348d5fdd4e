package dev.banata.keycloak.api;

/** A text that is a credential. Its {@code toString} hides it, so that no log can show it. */
public final class Secret {

  private final String value;

  public Secret(String value) {
    this.value = value;
  }

  public String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return "***";
  }
}
