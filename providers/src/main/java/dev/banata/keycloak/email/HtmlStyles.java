package dev.banata.keycloak.email;

/**
 * What cannot be inlined: colours for the dark, phones, and the project's own rules.
 *
 * @param customCss rules that have passed the parser of branding
 */
record HtmlStyles(String customCss) {

  /** The content of the style element. */
  String css(DarkRules dark) {
    // Outlook on the web has no media query for it; it marks what it has darkened.
    String ogsc = "[data-ogsc] ";
    return ":root{color-scheme:light dark;supported-color-schemes:light dark}\n"
        + "body{margin:0;padding:0;-webkit-text-size-adjust:100%;-ms-text-size-adjust:100%}\n"
        + "table,td{mso-table-lspace:0;mso-table-rspace:0}\n"
        + ".b-only-dark{display:none}\n"
        + "@media (max-width:520px){.b-out{padding:16px 8px!important}.b-card{padding:24px!important}"
        + ".b-col{display:block!important;width:100%!important;box-sizing:border-box;padding:0 0 16px!important}}\n"
        + "@media (prefers-color-scheme:dark){"
        + fixed("")
        + dark.css("")
        + "}\n"
        + fixed(ogsc)
        + dark.css(ogsc)
        + "\n"
        + own();
  }

  /** It has passed the parser of branding; what could end the element is looked for once more. */
  private String own() {
    return customCss.isEmpty() || customCss.indexOf('<') >= 0 ? "" : customCss + "\n";
  }

  private static String fixed(String prefix) {
    return rule(prefix, "b-bg", "background-color:" + Look.DARK_PAGE.hex())
        + rule(prefix, "b-card", "background-color:" + Look.DARK_CARD.hex())
        + rule(prefix, "b-card", "border-color:" + Look.DARK_LINE.hex())
        + rule(prefix, "b-line", "border-color:" + Look.DARK_LINE.hex())
        + rule(prefix, "b-shade", "background-color:" + Look.DARK_SHADE.hex())
        + rule(prefix, "b-clear", "background-color:transparent")
        + rule(prefix, "b-foot", "color:" + Look.DARK_MUTED.hex())
        + rule(prefix, "b-only-light", "display:none")
        + rule(prefix, "b-only-dark", "display:inline-block");
  }

  private static String rule(String prefix, String name, String declaration) {
    return prefix + "." + name + "{" + declaration + "!important}";
  }
}
