package dev.banata.keycloak.branding;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;

/** The fields of branding: each an attribute of the realm, with the rule for its text. */
enum BrandingField {
  PRIMARY_COLOR("primaryColor", BrandingRules::isColour, Wording.COLOUR),
  BG_COLOR("bgColor", BrandingRules::isColour, Wording.COLOUR),
  BORDER_RADIUS("borderRadius", text -> BrandingRules.isNumber(text, 0, 48), "must be 0 to 48"),
  DARK_MODE("darkMode", BrandingRules::isBoolean, "must be true or false"),
  CUSTOM_CSS("customCss", text -> true, ""),
  FONT("font", text -> Font.byId(text).isPresent(), "must be the id of a font"),
  LOGO_URL("logoUrl", BrandingRules::isHttps, Wording.IMAGE),
  DARK_LOGO_URL("darkLogoUrl", BrandingRules::isHttps, Wording.IMAGE),
  LOGO_HEIGHT("logoHeight", text -> BrandingRules.isNumber(text, 16, 160), "must be 16 to 160"),
  FAVICON_URL("faviconUrl", BrandingRules::isHttps, Wording.IMAGE),
  BACKGROUND_IMAGE_URL("backgroundImageUrl", BrandingRules::isHttps, Wording.IMAGE),
  CARD_WIDTH("cardWidth", text -> BrandingRules.isNumber(text, 320, 560), "must be 320 to 560"),
  DISPLAY_NAME(
      "displayName",
      BrandingRules::isName,
      "must be one line of at most 100 printable characters, without < and >"),
  SUPPORT_URL("supportUrl", BrandingRules::isSupport, "must be an https URL or a mailto: address"),
  TERMS_URL("termsUrl", BrandingRules::isHttps, Wording.URL),
  PRIVACY_URL("privacyUrl", BrandingRules::isHttps, Wording.URL);

  private final String text;
  private final String attribute;

  @SuppressWarnings("ImmutableEnumChecker") // Methods without state.
  private final Predicate<String> rule;

  private final String wording;

  BrandingField(String text, Predicate<String> rule, String wording) {
    this.text = text;
    this.attribute = "banata.branding." + text;
    this.rule = rule;
    this.wording = wording;
  }

  /** The field of an image that may be uploaded. */
  static Optional<BrandingField> image(String text) {
    return Arrays.stream(values())
        .filter(field -> field.isImage() && field.text.equals(text))
        .findFirst();
  }

  /** What it is called on the wire. */
  String text() {
    return text;
  }

  String attribute() {
    return attribute;
  }

  /** Where the bytes of an uploaded image are, as Base64. */
  String dataAttribute() {
    return attribute() + ".data";
  }

  boolean isImage() {
    return wording.equals(Wording.IMAGE);
  }

  /** True if it always has a value, so that an empty text is none. */
  boolean hasDefault() {
    return switch (this) {
      case PRIMARY_COLOR, BG_COLOR, BORDER_RADIUS, DARK_MODE, FONT, LOGO_HEIGHT, CARD_WIDTH -> true;
      default -> false;
    };
  }

  boolean allows(String value) {
    return value != null && rule.test(value);
  }

  /** What a value has to be, for people. */
  String wording() {
    return wording;
  }

  /** Sentences of several fields. */
  private static final class Wording {
    static final String COLOUR = "must be a colour: #rgb, #rrggbb or #rrggbbaa";
    static final String URL = "must be an https URL";
    static final String IMAGE = "must be an https URL, or the URL of its uploaded image";
  }
}
