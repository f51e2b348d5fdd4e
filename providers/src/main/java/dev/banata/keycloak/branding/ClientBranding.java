package dev.banata.keycloak.branding;

import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;

/** What a client shows in place of the project's branding; null for what it does not override. */
public record ClientBranding(
    String primaryColor, String bgColor, String logoUrl, String darkLogoUrl, String displayName) {

  static final ClientBranding NONE = new ClientBranding(null, null, null, null, null);

  /** The fields that a client may override. */
  static final List<BrandingField> FIELDS =
      List.of(
          BrandingField.PRIMARY_COLOR,
          BrandingField.BG_COLOR,
          BrandingField.LOGO_URL,
          BrandingField.DARK_LOGO_URL,
          BrandingField.DISPLAY_NAME);

  /** Reads it from a client's attributes; what is invalid counts as not there. */
  public static ClientBranding of(ClientModel client) {
    Brandings.Read read = new Brandings.Read("", client::getAttribute);
    return new ClientBranding(
        read.text(BrandingField.PRIMARY_COLOR).orElse(null),
        read.text(BrandingField.BG_COLOR).orElse(null),
        read.text(BrandingField.LOGO_URL).orElse(null),
        read.text(BrandingField.DARK_LOGO_URL).orElse(null),
        read.text(BrandingField.DISPLAY_NAME).orElse(null));
  }

  /** True if the client overrides nothing. */
  public boolean isEmpty() {
    return Stream.of(primaryColor, bgColor, logoUrl, darkLogoUrl, displayName)
        .allMatch(Objects::isNull);
  }

  Branding over(Branding project) {
    if (isEmpty()) {
      return project;
    }
    // The project's dark logo would be another product's beside a logo of the client's own.
    String darkLogo = logoUrl == null ? project.darkLogoUrl() : "";
    return new Branding(
        Objects.requireNonNullElse(primaryColor, project.primaryColor()),
        Objects.requireNonNullElse(bgColor, project.bgColor()),
        project.borderRadius(),
        project.darkMode(),
        project.customCss(),
        project.font(),
        Objects.requireNonNullElse(logoUrl, project.logoUrl()),
        Objects.requireNonNullElse(darkLogoUrl, darkLogo),
        project.logoHeight(),
        project.faviconUrl(),
        project.backgroundImageUrl(),
        project.cardWidth(),
        Objects.requireNonNullElse(displayName, project.displayName()),
        project.supportUrl(),
        project.termsUrl(),
        project.privacyUrl());
  }
}
