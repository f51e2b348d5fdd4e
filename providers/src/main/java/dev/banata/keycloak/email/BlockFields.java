package dev.banata.keycloak.email;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The fields of one block, each checked when it is asked for. */
final class BlockFields {

  private final JsonNode block;
  private final String at;
  private final BlockErrors errors;

  BlockFields(JsonNode block, String at, BlockErrors errors) {
    this.block = block;
    this.at = at;
    this.errors = errors;
  }

  String text(String name) {
    JsonNode value = block.path(name);
    if (!value.isTextual()) {
      errors.add(
          at + "." + name, value.isMissingNode() ? "is missing" : "must be a string", "type");
      return "";
    }
    return value.textValue();
  }

  String optionalText(String name) {
    return isGiven(block.path(name)) ? text(name) : "";
  }

  RichText rich() {
    return RichText.of(text("text"));
  }

  String href() {
    String href = text("href");
    if (!SafeUrl.mayBeLink(href)) {
      errors.add(
          at + ".href", "must start with https://, http://, mailto: or a variable", "format");
    }
    return href;
  }

  String src() {
    String src = text("src");
    if (!SafeUrl.mayBeImage(src)) {
      errors.add(at + ".src", "must start with https://, http:// or a variable", "format");
    }
    return src;
  }

  int level() {
    JsonNode value = block.path("as");
    if (!isGiven(value)) {
      return 1;
    }
    if (!value.asText().matches("h[1-6]")) {
      errors.add(at + ".as", "must be h1 to h6", "enum");
      return 1;
    }
    return value.asText().charAt(1) - '0';
  }

  Block.Variant variant() {
    JsonNode value = block.path("variant");
    for (Block.Variant variant : Block.Variant.values()) {
      if (variant.name().toLowerCase(Locale.ROOT).equals(value.asText())) {
        return variant;
      }
    }
    if (isGiven(value)) {
      errors.add(at + ".variant", "must be primary, secondary or outline", "enum");
    }
    return Block.Variant.PRIMARY;
  }

  Optional<Integer> size(String name) {
    JsonNode value = block.path(name);
    if (!isGiven(value)) {
      return Optional.empty();
    }
    double size = value.isNumber() ? value.doubleValue() : Double.NaN;
    if (value.isTextual() && value.textValue().strip().matches("\\d{1,4}(px)?")) {
      size = Integer.parseInt(value.textValue().replaceAll("\\D", ""));
    }
    if (!(size >= 1 && size <= 2000)) {
      errors.add(at + "." + name, "must be a number of pixels from 1 to 2000", "maximum");
      return Optional.empty();
    }
    return Optional.of((int) Math.round(size));
  }

  BlockStyle style() {
    JsonNode style = block.path("style");
    if (!isGiven(style)) {
      return BlockStyle.NONE;
    }
    if (!style.isObject()) {
      errors.add(at + ".style", "must be an object", "type");
      return BlockStyle.NONE;
    }
    Map<StyleKey, String> values = new EnumMap<>(StyleKey.class);
    for (Map.Entry<String, JsonNode> entry : style.properties()) {
      if (isGiven(entry.getValue())) {
        property(entry.getKey(), entry.getValue(), values);
      }
    }
    return new BlockStyle(values);
  }

  private void property(String name, JsonNode value, Map<StyleKey, String> values) {
    Optional<StyleKey> key = StyleKey.of(name);
    if (key.isEmpty()) {
      errors.add(at + ".style", "has the unknown key " + shown(name), "enum");
      return;
    }
    Optional<String> css = key.get().css(value);
    if (css.isEmpty()) {
      errors.add(at + ".style." + name, "must be " + key.get().expected(), "pattern");
      return;
    }
    values.put(key.get(), css.get());
  }

  private static String shown(String name) {
    return name.length() > 40 ? name.substring(0, 40) + "…" : name;
  }

  /** False for what is missing, null or blank: editors write all of these for nothing. */
  static boolean isGiven(JsonNode value) {
    return !value.isMissingNode()
        && !value.isNull()
        && !(value.isTextual() && value.textValue().isBlank());
  }
}
