package dev.banata.keycloak.branding;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The style sheet of a project: the values of the custom properties that the theme's own, static
 * one is written with, and the project's rules after them.
 *
 * @param text CSS
 * @param hash of the text, for its URL and its entity tag
 */
record BrandingStyle(String text, String hash) {

  private static final int HASH_BYTES = 12;
  private static final int REMEMBERED = 512;

  private static final Remembered<Branding, BrandingStyle> KNOWN =
      new Remembered<>(REMEMBERED, BrandingStyle::make);

  /**
   * The style sheet of a branding.
   *
   * @param branding with URLs that can be followed from a page of the server
   */
  static BrandingStyle of(Branding branding) {
    return KNOWN.get(branding);
  }

  private static BrandingStyle make(Branding branding) {
    StringBuilder css = new StringBuilder(1024);
    css.append(":root {\n");
    property(css, "radius", branding.borderRadius() + "px");
    property(css, "card-width", branding.cardWidth() + "px");
    property(css, "logo-height", branding.logoHeight() + "px");
    property(css, "font", branding.fontFamily());
    image(css, "background-image", branding.backgroundImageUrl());
    image(css, "dark-logo", branding.darkLogoUrl());
    colours(css, Palette.light(branding));
    css.append("}\n");
    if (branding.darkMode()) {
      css.append(".pf-v5-theme-dark {\n");
      colours(css, Palette.dark(branding));
      css.append("}\n");
    }
    css.append(branding.customCss());
    String text = css.toString();
    byte[] hash = BrandImage.sha256(text.getBytes(StandardCharsets.UTF_8));
    return new BrandingStyle(text, HexFormat.of().formatHex(hash, 0, HASH_BYTES));
  }

  private static void colours(StringBuilder css, Palette palette) {
    property(css, "background", palette.background().hex());
    property(css, "card", palette.card().hex());
    property(css, "text", palette.text().hex());
    property(css, "muted", palette.muted().hex());
    property(css, "border", palette.border().hex());
    property(css, "field", palette.field().hex());
    property(css, "primary", palette.primary().hex());
    property(css, "on-primary", palette.onPrimary().hex());
    property(css, "primary-hover", palette.hover().hex());
    property(css, "link", palette.link().hex());
    property(css, "error", palette.error().hex());
    property(css, "on-background", palette.background().readableText().hex());
  }

  /** The rules of URLs have no quotes in them. */
  private static void image(StringBuilder css, String name, String url) {
    if (!url.isEmpty()) {
      property(css, name, "url(\"" + url + "\")");
    }
  }

  private static void property(StringBuilder css, String name, String value) {
    css.append(String.format(Locale.ROOT, "  --banata-%s: %s;\n", name, value));
  }
}
