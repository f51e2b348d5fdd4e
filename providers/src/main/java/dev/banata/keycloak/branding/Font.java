package dev.banata.keycloak.branding;

import java.util.Arrays;
import java.util.Optional;

/**
 * The fonts of the contract. None is fetched from elsewhere: each is a stack that prefers the font
 * where it is installed, and looks like it where it is not.
 */
public enum Font {
  SYSTEM("system", ""),
  INTER("inter", "Inter, \"Inter Variable\", "),
  ROBOTO("roboto", "Roboto, "),
  OPEN_SANS("open-sans", "\"Open Sans\", \"Noto Sans\", "),
  LATO("lato", "Lato, Carlito, "),
  POPPINS("poppins", "Poppins, Montserrat, ");

  private static final String SANS =
      "system-ui, -apple-system, \"Segoe UI\", Roboto, \"Helvetica Neue\", \"Noto Sans\","
          + " \"Liberation Sans\", Arial, sans-serif";

  private final String id;
  private final String preferred;

  Font(String id, String preferred) {
    this.id = id;
    this.preferred = preferred;
  }

  public static Optional<Font> byId(String id) {
    return Arrays.stream(values()).filter(font -> font.id.equals(id)).findFirst();
  }

  public String id() {
    return id;
  }

  /** The value of {@code font-family}. */
  public String family() {
    return preferred + SANS;
  }
}
