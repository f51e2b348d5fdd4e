package dev.banata.keycloak.branding;

import java.util.Optional;
import java.util.function.Function;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;

/** Reads the branding of a project, and of a client of it. */
public final class Brandings {

  private Brandings() {}

  /** The branding of a project. */
  public static Branding of(RealmModel realm) {
    return new Read(UploadedImages.place(realm), realm::getAttribute).branding();
  }

  /**
   * The branding that the users of a client see: the project's, with what the client overrides.
   *
   * @param client a client of the realm, or null for none
   */
  public static Branding of(RealmModel realm, ClientModel client) {
    Branding branding = of(realm);
    return client == null ? branding : ClientBranding.of(client).over(branding);
  }

  /** What the product calls itself: its own name, or else the project's. */
  public static String appName(RealmModel realm, Branding branding) {
    if (!branding.displayName().isEmpty()) {
      return branding.displayName();
    }
    String name = realm.getDisplayName();
    return name == null || name.isBlank() ? realm.getName() : name;
  }

  /** Attributes, of which an invalid one counts as none. */
  record Read(String place, Function<String, String> attributes) {

    private static final Branding DEFAULT = Branding.DEFAULT;

    Optional<String> text(BrandingField field) {
      return Optional.ofNullable(attributes.apply(field.attribute())).filter(field::allows);
    }

    private String text(BrandingField field, String otherwise) {
      return text(field).orElse(otherwise);
    }

    private int number(BrandingField field, int otherwise) {
      return text(field).map(Integer::parseInt).orElse(otherwise);
    }

    private String image(BrandingField field) {
      String value = attributes.apply(field.attribute());
      return UploadedImages.isFileOf(field, value) ? place + value : text(field, "");
    }

    Branding branding() {
      return new Branding(
          text(BrandingField.PRIMARY_COLOR, DEFAULT.primaryColor()),
          text(BrandingField.BG_COLOR, DEFAULT.bgColor()),
          number(BrandingField.BORDER_RADIUS, DEFAULT.borderRadius()),
          text(BrandingField.DARK_MODE).filter("true"::equals).isPresent(),
          CustomCss.of(attributes.apply(BrandingField.CUSTOM_CSS.attribute())).text(),
          text(BrandingField.FONT, DEFAULT.font()),
          image(BrandingField.LOGO_URL),
          image(BrandingField.DARK_LOGO_URL),
          number(BrandingField.LOGO_HEIGHT, DEFAULT.logoHeight()),
          image(BrandingField.FAVICON_URL),
          image(BrandingField.BACKGROUND_IMAGE_URL),
          number(BrandingField.CARD_WIDTH, DEFAULT.cardWidth()),
          text(BrandingField.DISPLAY_NAME, ""),
          text(BrandingField.SUPPORT_URL, ""),
          text(BrandingField.TERMS_URL, ""),
          text(BrandingField.PRIVACY_URL, ""));
    }
  }
}
