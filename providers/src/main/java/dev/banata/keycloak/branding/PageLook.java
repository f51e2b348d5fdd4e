package dev.banata.keycloak.branding;

import dev.banata.keycloak.compat.LoginPages.Product;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * What the templates of the theme get to know of a branding, {@code branding} in FreeMarker: the
 * URLs of support, terms, privacy and icon, and {@code styleUrl} or, for a preview, {@code style}
 * and {@code base}. The templates escape all of it but the style.
 */
final class PageLook {

  /** The property of our theme, and of all that have it as their parent. */
  private static final String THEME_PROPERTY = "banataBranding";

  private PageLook() {}

  static boolean isKnownTo(Properties theme) {
    return Boolean.parseBoolean(theme.getProperty(THEME_PROPERTY));
  }

  /** A page with a link to its style sheet. */
  static Product product(String name, Branding branding, String styleUrl) {
    return product(name, branding, Map.of("styleUrl", styleUrl));
  }

  /**
   * A page that has its style sheet inside, and finds the server from wherever it is shown.
   *
   * @param base the server's base URL
   */
  static Product withStyle(String name, Branding branding, URI base) {
    return product(
        name,
        branding,
        Map.of("style", BrandingStyle.of(branding).text(), "base", base.toString()));
  }

  private static Product product(String name, Branding branding, Map<String, String> style) {
    Map<String, String> look = new HashMap<>(style);
    look.put("faviconUrl", branding.faviconUrl());
    look.put("supportUrl", branding.supportUrl());
    look.put("termsUrl", branding.termsUrl());
    look.put("privacyUrl", branding.privacyUrl());
    return new Product(name, header(name, branding), branding.darkMode(), Map.copyOf(look));
  }

  /**
   * The logo, or else the name; null for a project that has set neither. Keycloak decodes all of it
   * before it lets through what is harmless, so the realm's own name, which we have not checked,
   * must have no tags to begin with.
   */
  private static String header(String name, Branding branding) {
    String text = name.replaceAll("[<>]", "").replace('"', '\'');
    if (branding.logoUrl().isEmpty()) {
      return branding.displayName().isEmpty() ? null : Markup.escape(text);
    }
    String logo = image(branding.logoUrl(), text);
    return branding.darkLogoUrl().isEmpty() || !branding.darkMode()
        ? logo
        : logo + image(branding.darkLogoUrl(), text);
  }

  /** Each attribute takes the sanitizer its time. */
  private static String image(String url, String name) {
    return "<img src=\"%s\" alt=\"%s\">".formatted(Markup.escape(url), Markup.escape(name));
  }
}
