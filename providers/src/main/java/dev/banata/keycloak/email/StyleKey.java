package dev.banata.keycloak.email;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What the style of a block may say. Each key knows the values that it takes and nothing else
 * becomes CSS, so that no value can end its declaration.
 */
enum StyleKey {
  COLOR("color", "color", StyleForm.COLOUR),
  BACKGROUND_COLOR("backgroundColor", "background-color", StyleForm.COLOUR),
  FONT_SIZE("fontSize", "font-size", StyleForm.FONT_SIZE),
  FONT_WEIGHT("fontWeight", "font-weight", StyleForm.FONT_WEIGHT),
  FONT_STYLE("fontStyle", "font-style", StyleForm.FONT_STYLE),
  TEXT_ALIGN("textAlign", "text-align", StyleForm.TEXT_ALIGN),
  LINE_HEIGHT("lineHeight", "line-height", StyleForm.LINE_HEIGHT),
  PADDING("padding", "padding", StyleForm.BOX),
  MARGIN("margin", "margin", StyleForm.BOX),
  BORDER_RADIUS("borderRadius", "border-radius", StyleForm.RADIUS),
  WIDTH("width", "width", StyleForm.WIDTH),
  MAX_WIDTH("maxWidth", "max-width", StyleForm.WIDTH),
  PADDING_TOP("paddingTop", "padding-top", StyleForm.LENGTH),
  PADDING_BOTTOM("paddingBottom", "padding-bottom", StyleForm.LENGTH),
  PADDING_LEFT("paddingLeft", "padding-left", StyleForm.LENGTH),
  PADDING_RIGHT("paddingRight", "padding-right", StyleForm.LENGTH),
  TEXT_DECORATION("textDecoration", "text-decoration", StyleForm.TEXT_DECORATION);

  private final String json;
  private final String property;
  private final StyleForm form;

  StyleKey(String json, String property, StyleForm form) {
    this.json = json;
    this.property = property;
    this.form = form;
  }

  static Optional<StyleKey> of(String json) {
    return Arrays.stream(values()).filter(key -> key.json.equals(json)).findFirst();
  }

  /** The CSS property. */
  String property() {
    return property;
  }

  /** The value in CSS, or nothing if it is none of this key. */
  Optional<String> css(JsonNode value) {
    return value.isTextual() || value.isNumber()
        ? form.css(value.asText().strip().toLowerCase(Locale.ROOT))
        : Optional.empty();
  }

  /** What values there are, to be read after "must be". */
  String expected() {
    return form.expected();
  }
}
