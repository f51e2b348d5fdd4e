package dev.banata.keycloak.branding;

import java.util.Optional;
import java.util.regex.Pattern;
import org.keycloak.common.util.Encode;
import org.keycloak.models.RealmModel;

/** Where branding is kept: attributes of the realm and of its clients. */
final class BrandingAttributes {

  static final String PREFIX = "banata.branding.";

  /** The name of an uploaded image: its field, the hash of its bytes, its type. */
  static final Pattern FILE =
      Pattern.compile(
          "(logoUrl|darkLogoUrl|faviconUrl|backgroundImageUrl)-([0-9a-f]{32})\\.(png|jpg|webp|svg)");

  private BrandingAttributes() {}

  /** What an attribute names: an https URL, or the place of an uploaded image of the realm. */
  static Optional<String> image(RealmModel realm, String value) {
    if (value == null) {
      return Optional.empty();
    }
    if (FILE.matcher(value).matches()) {
      return Optional.of(place(realm) + value);
    }
    return Optional.of(value).filter(BrandingRules::isHttps);
  }

  /** Where the uploaded images of a realm are, below the server's base URL. */
  static String place(RealmModel realm) {
    return "realms/" + Encode.encodePathSegmentAsIs(realm.getName()) + "/banata/branding/";
  }
}
