package dev.banata.keycloak.branding;

import java.util.Arrays;
import java.util.Locale;
import org.keycloak.models.RealmModel;

/** Which theme the pages of a project have. Only ours shows its branding. */
enum ProjectTheme {
  BANATA,
  KEYCLOAK,
  /** One that somebody else has made; it stays until one of the others is chosen. */
  OTHER;

  private static final String OURS = "banata";
  private static final String THEIRS = "keycloak";

  static ProjectTheme of(String text) {
    return Arrays.stream(values())
        .filter(theme -> theme.text().equals(text))
        .findFirst()
        .orElseThrow();
  }

  static ProjectTheme of(RealmModel realm) {
    String name = realm.getLoginTheme();
    if (name == null || name.startsWith(THEIRS)) {
      return KEYCLOAK;
    }
    return name.equals(OURS) ? BANATA : OTHER;
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Gives it to the pages of sign-in and account; Keycloak's is the server's default. */
  void applyTo(RealmModel realm) {
    if (this != OTHER) {
      String name = this == BANATA ? OURS : null;
      realm.setLoginTheme(name);
      realm.setAccountTheme(name);
    }
  }
}
