package dev.banata.keycloak.branding;

import static dev.banata.keycloak.branding.BrandingRules.text;

import java.util.function.Function;

/** What a client shows in place of the project's branding; null for what it does not override. */
public record ClientBranding(
    String primaryColor, String bgColor, String logoUrl, String darkLogoUrl, String displayName) {

  /** Reads it from a client's attributes; what is invalid counts as not there. */
  static ClientBranding of(Function<String, String> attribute) {
    Function<String, String> value = name -> attribute.apply(BrandingAttributes.PREFIX + name);
    return new ClientBranding(
        text(value.apply("primaryColor"), BrandingRules::isColour).orElse(null),
        text(value.apply("bgColor"), BrandingRules::isColour).orElse(null),
        text(value.apply("logoUrl"), BrandingRules::isHttps).orElse(null),
        text(value.apply("darkLogoUrl"), BrandingRules::isHttps).orElse(null),
        text(value.apply("displayName"), BrandingRules::isName).orElse(null));
  }

  Branding over(Branding project) {
    // A project's dark logo beside a client's own logo would be another product's.
    String darkLogo = logoUrl == null ? project.darkLogoUrl() : "";
    return new Branding(
        primaryColor == null ? project.primaryColor() : primaryColor,
        bgColor == null ? project.bgColor() : bgColor,
        project.borderRadius(),
        project.darkMode(),
        project.customCss(),
        project.font(),
        logoUrl == null ? project.logoUrl() : logoUrl,
        darkLogoUrl == null ? darkLogo : darkLogoUrl,
        project.logoHeight(),
        project.faviconUrl(),
        project.backgroundImageUrl(),
        project.cardWidth(),
        displayName == null ? project.displayName() : displayName,
        project.supportUrl(),
        project.termsUrl(),
        project.privacyUrl());
  }
}
