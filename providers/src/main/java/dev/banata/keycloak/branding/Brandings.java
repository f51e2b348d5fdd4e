package dev.banata.keycloak.branding;

import static dev.banata.keycloak.branding.BrandingRules.number;
import static dev.banata.keycloak.branding.BrandingRules.text;

import java.util.function.Function;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;

/** Reads the branding of a project, and of a client of it. */
public final class Brandings {

  private Brandings() {}

  /** The branding of a project. */
  public static Branding of(RealmModel realm) {
    return read(realm, realm::getAttribute, Branding.DEFAULT);
  }

  /**
   * The branding that the users of a client see: the project's, with what the client overrides.
   *
   * @param client a client of the realm, or null for none
   */
  public static Branding of(RealmModel realm, ClientModel client) {
    Branding branding = of(realm);
    return client == null ? branding : ClientBranding.of(client::getAttribute).over(branding);
  }

  /** What the product calls itself: its own name, or else the project's. */
  public static String appName(RealmModel realm, Branding branding) {
    if (!branding.displayName().isEmpty()) {
      return branding.displayName();
    }
    String name = realm.getDisplayName();
    return name == null || name.isBlank() ? realm.getName() : name;
  }

  private static Branding read(
      RealmModel realm, Function<String, String> attribute, Branding otherwise) {
    Function<String, String> value = name -> attribute.apply(BrandingAttributes.PREFIX + name);
    Function<String, String> image =
        name -> BrandingAttributes.image(realm, value.apply(name)).orElse("");
    return new Branding(
        text(value.apply("primaryColor"), BrandingRules::isColour).orElse(otherwise.primaryColor()),
        text(value.apply("bgColor"), BrandingRules::isColour).orElse(otherwise.bgColor()),
        number(value.apply("borderRadius"), 0, BrandingRules.MAX_RADIUS)
            .orElse(otherwise.borderRadius()),
        Boolean.parseBoolean(value.apply("darkMode")),
        StyleSheet.sanitized(value.apply("customCss")),
        text(value.apply("font"), BrandingRules::isFont).orElse(otherwise.font()),
        image.apply("logoUrl"),
        image.apply("darkLogoUrl"),
        number(value.apply("logoHeight"), BrandingRules.MIN_LOGO, BrandingRules.MAX_LOGO)
            .orElse(otherwise.logoHeight()),
        image.apply("faviconUrl"),
        image.apply("backgroundImageUrl"),
        number(value.apply("cardWidth"), BrandingRules.MIN_CARD, BrandingRules.MAX_CARD)
            .orElse(otherwise.cardWidth()),
        text(value.apply("displayName"), BrandingRules::isName).orElse(""),
        text(value.apply("supportUrl"), BrandingRules::isSupport).orElse(""),
        text(value.apply("termsUrl"), BrandingRules::isHttps).orElse(""),
        text(value.apply("privacyUrl"), BrandingRules::isHttps).orElse(""));
  }
}
