package dev.banata.keycloak.apikey;

/** The raw text of a key. Its {@code toString} hides it, so that no log or message can show it. */
final class Secret {

  private final String value;

  Secret(String value) {
    this.value = value;
  }

  String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return "***";
  }
}
