package dev.banata.keycloak.branding;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.keycloak.models.ClientModel;
import org.keycloak.models.RealmModel;

/** Reads the branding of a project, and of a client of it. */
public final class Brandings {

  private static final BrandingField[] FIELDS = BrandingField.values();
  private static final int REMEMBERED = 512;

  /** Each page of a sign-in asks, and the rules take longer than all else that is asked for it. */
  private static final Remembered<Texts, Branding> KNOWN =
      new Remembered<>(REMEMBERED, Texts::branding);

  private Brandings() {}

  /** The branding of a project. */
  public static Branding of(RealmModel realm) {
    return KNOWN.get(Texts.of(realm));
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

  /**
   * The attributes of a realm, unchecked.
   *
   * @param place of its uploaded images
   * @param values in the order of the fields; null for none
   */
  private record Texts(String place, List<String> values) {

    static Texts of(RealmModel realm) {
      String[] values = new String[FIELDS.length];
      for (int i = 0; i < FIELDS.length; i++) {
        values[i] = realm.getAttribute(FIELDS[i].attribute());
      }
      return new Texts(UploadedImages.place(realm), Arrays.asList(values));
    }

    Branding branding() {
      Map<String, String> attributes = new HashMap<>();
      for (int i = 0; i < FIELDS.length; i++) {
        attributes.put(FIELDS[i].attribute(), values.get(i));
      }
      return new Read(place, attributes::get).branding();
    }
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
