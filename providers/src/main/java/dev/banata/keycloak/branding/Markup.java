package dev.banata.keycloak.branding;

/** Text as HTML, and as XML. */
public final class Markup {

  private Markup() {}

  /** For the content of an element and for the value of an attribute in quotes. */
  public static String escape(String text) {
    StringBuilder html = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> html.append("&amp;");
        case '<' -> html.append("&lt;");
        case '>' -> html.append("&gt;");
        case '"' -> html.append("&quot;");
        case '\'' -> html.append("&#39;");
        default -> {
          if (c >= ' ' || c == '\n' || c == '\t') {
            html.append(c);
          }
        }
      }
    }
    return html.toString();
  }

  /** The same with its line breaks. */
  public static String lines(String text) {
    return escape(text.replace("\r\n", "\n")).replace("\n", "<br>");
  }
}
