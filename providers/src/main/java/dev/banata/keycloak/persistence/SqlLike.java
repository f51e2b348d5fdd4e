package dev.banata.keycloak.persistence;

/** Patterns for {@code like} that match a caller's text literally. */
public final class SqlLike {

  private SqlLike() {}

  public static String escape(String text, char escape) {
    StringBuilder pattern = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%' || c == '_' || c == escape) {
        pattern.append(escape);
      }
      pattern.append(c);
    }
    return pattern.toString();
  }
}
