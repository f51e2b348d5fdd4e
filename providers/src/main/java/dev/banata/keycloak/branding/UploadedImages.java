package dev.banata.keycloak.branding;

import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.keycloak.common.util.Encode;
import org.keycloak.models.RealmModel;

/**
 * The images that a project has uploaded. The field's attribute has the name of the file, which
 * changes with the bytes; another attribute has the bytes, so that an export of the realm has all.
 */
final class UploadedImages {

  /** Id of the resource that serves them. */
  static final String RESOURCE = "banata-branding";

  /** Of all images of a project together. The server keeps them in memory with the realm. */
  static final int MAX_TOTAL = 256 * 1024;

  private static final Pattern FILE =
      Pattern.compile("([A-Za-z]+)-[0-9a-f]{32}\\.(png|jpg|webp|svg)");

  /** To look at an image takes longer than to send it. At most 8 MiB. */
  private static final Remembered<String, Optional<BrandImage>> LOOKED_AT =
      new Remembered<>(64, data -> decode(data).flatMap(BrandImage::of));

  private static final int BASE64_CHARACTERS = 4;
  private static final int BASE64_BYTES = 3;

  private UploadedImages() {}

  /** Where the images of a realm are, below the server's base URL. */
  static String place(RealmModel realm) {
    return "realms/" + Encode.encodePathSegmentAsIs(realm.getName()) + "/" + RESOURCE + "/";
  }

  /** True if the text is the name of a file that was uploaded for that field. */
  static boolean isFileOf(BrandingField field, String text) {
    return text != null && fieldOf(text).filter(field::equals).isPresent();
  }

  private static Optional<BrandingField> fieldOf(String file) {
    Matcher matcher = FILE.matcher(file);
    return matcher.matches() ? BrandingField.image(matcher.group(1)) : Optional.empty();
  }

  static void put(RealmModel realm, BrandingField field, BrandImage image) {
    realm.setAttribute(field.attribute(), image.file(field.text()));
    realm.setAttribute(field.dataAttribute(), Base64.getEncoder().encodeToString(image.bytes()));
  }

  static void remove(RealmModel realm, BrandingField field) {
    realm.removeAttribute(field.dataAttribute());
  }

  /** True if there is room for an image beside those of the other fields. */
  static boolean hasRoom(RealmModel realm, BrandingField field, BrandImage image) {
    int others =
        Stream.of(BrandingField.values())
            .filter(each -> each.isImage() && each != field)
            .map(each -> realm.getAttribute(each.dataAttribute()))
            .mapToInt(data -> data == null ? 0 : data.length())
            .sum();
    return others / BASE64_CHARACTERS * BASE64_BYTES + image.bytes().length <= MAX_TOTAL;
  }

  /**
   * The image that is now served under that name. It is looked at again, because somebody may have
   * written the attributes past us.
   */
  static Optional<BrandImage> find(RealmModel realm, String file) {
    return fieldOf(file)
        .filter(field -> file.equals(realm.getAttribute(field.attribute())))
        .map(field -> realm.getAttribute(field.dataAttribute()))
        .flatMap(LOOKED_AT::get)
        .filter(image -> file.endsWith("." + image.type().extension()));
  }

  static Optional<byte[]> decode(String base64) {
    try {
      return Optional.of(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
