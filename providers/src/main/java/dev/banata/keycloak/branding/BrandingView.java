package dev.banata.keycloak.branding;

import java.net.URI;
import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.urls.UrlType;

/** A branding on the wire, as the project's own callers see it. */
record BrandingView(
    String primaryColor,
    String bgColor,
    int borderRadius,
    boolean darkMode,
    String customCss,
    String font,
    String logoUrl,
    String darkLogoUrl,
    int logoHeight,
    String faviconUrl,
    String backgroundImageUrl,
    int cardWidth,
    String displayName,
    String supportUrl,
    String termsUrl,
    String privacyUrl,
    String theme,
    List<Warning> warnings) {

  static BrandingView of(Branding branding, ProjectTheme theme, List<Warning> warnings) {
    return new BrandingView(
        branding.primaryColor(),
        branding.bgColor(),
        branding.borderRadius(),
        branding.darkMode(),
        branding.customCss(),
        branding.font(),
        branding.logoUrl(),
        branding.darkLogoUrl(),
        branding.logoHeight(),
        branding.faviconUrl(),
        branding.backgroundImageUrl(),
        branding.cardWidth(),
        branding.displayName(),
        branding.supportUrl(),
        branding.termsUrl(),
        branding.privacyUrl(),
        theme.text(),
        warnings);
  }

  /** Where browsers reach the server. */
  static URI base(KeycloakSession session) {
    return session.getContext().getUri(UrlType.FRONTEND).getBaseUri();
  }
}
