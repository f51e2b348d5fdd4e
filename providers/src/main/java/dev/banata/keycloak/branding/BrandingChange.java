package dev.banata.keycloak.branding;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.FieldError;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.RealmModel;

/**
 * What a caller wants to change, checked: for each field that they send its new text, or nothing to
 * clear it. What they do not send stays.
 */
public final class BrandingChange {

  private static final String REMOVED = "removed";

  private final Map<BrandingField, Optional<String>> texts = new EnumMap<>(BrandingField.class);
  private final List<FieldError> errors = new ArrayList<>();
  private final List<Warning> warnings = new ArrayList<>();

  private BrandingChange() {}

  /**
   * A change of a project's branding.
   *
   * @param base the server's base URL; an uploaded image is sent back as it was shown
   */
  static BrandingChange ofProject(JsonNode json, RealmModel realm, URI base) {
    BrandingChange change = new BrandingChange();
    for (BrandingField field : BrandingField.values()) {
      JsonNode value = json.get(field.text());
      boolean same = field.isImage() && value != null && isShown(realm, field, value, base);
      if (value != null && !same) {
        change.read("", field, value);
      }
    }
    return change;
  }

  private static boolean isShown(RealmModel realm, BrandingField field, JsonNode value, URI base) {
    String stored = realm.getAttribute(field.attribute());
    String path = UploadedImages.place(realm) + stored;
    return UploadedImages.isFileOf(field, stored)
        && (base.resolve(path).toString().equals(value.textValue())
            || path.equals(value.textValue()));
  }

  /**
   * A change of what a client overrides.
   *
   * @param json an object, or null to override nothing
   * @param path of the object in the body, for errors
   */
  public static BrandingChange ofClient(JsonNode json, String path) {
    BrandingChange change = new BrandingChange();
    for (BrandingField field : ClientBranding.FIELDS) {
      if (json == null || json.isNull()) {
        change.texts.put(field, Optional.empty());
      } else if (json.has(field.text())) {
        change.read(path + ".", field, json.get(field.text()));
      }
    }
    return change;
  }

  /** An empty text clears what has no default, as null does. */
  private void read(String path, BrandingField field, JsonNode value) {
    String text = value.isNull() ? "" : value.asText();
    if (value.isNull() || (text.isEmpty() && !field.hasDefault())) {
      texts.put(field, Optional.empty());
    } else if (field == BrandingField.CUSTOM_CSS) {
      readCss(text);
    } else if (field.allows(text)) {
      texts.put(field, Optional.of(text));
    } else {
      errors.add(new FieldError(path + field.text(), field.wording(), "invalid"));
    }
  }

  private void readCss(String text) {
    CustomCss css = CustomCss.of(text);
    if (!css.fits()) {
      errors.add(
          new FieldError(
              BrandingField.CUSTOM_CSS.text(),
              "is longer than %d characters when it is written out".formatted(CustomCss.MAX_LENGTH),
              "maxLength"));
    }
    texts.put(BrandingField.CUSTOM_CSS, Optional.of(css.text()).filter(left -> !left.isBlank()));
    css.removed()
        .forEach(
            part ->
                warnings.add(
                    new Warning(
                        BrandingField.CUSTOM_CSS.text(),
                        REMOVED,
                        "Line %d: %s It was removed.".formatted(part.line(), part.reason()))));
  }

  /** What is wrong; the change must not be made then. */
  public List<FieldError> errors() {
    return List.copyOf(errors);
  }

  /** What was left out of what was sent. */
  List<Warning> warnings() {
    return List.copyOf(warnings);
  }

  /** The new texts of attributes; an empty one to remove the attribute. */
  public Map<String, String> attributes() {
    Map<String, String> attributes = new LinkedHashMap<>();
    texts.forEach((field, text) -> attributes.put(field.attribute(), text.orElse("")));
    return attributes;
  }

  /** Makes the change. */
  void applyTo(RealmModel realm) {
    texts.forEach(
        (field, text) -> {
          text.ifPresentOrElse(
              value -> realm.setAttribute(field.attribute(), value),
              () -> realm.removeAttribute(field.attribute()));
          if (field.isImage()) {
            UploadedImages.remove(realm, field);
          }
        });
  }

  /** What the branding would be after the change. */
  Branding over(RealmModel realm) {
    Map<String, String> changed = attributes();
    return new Brandings.Read(
            UploadedImages.place(realm),
            name -> changed.containsKey(name) ? changed.get(name) : realm.getAttribute(name))
        .branding();
  }
}
