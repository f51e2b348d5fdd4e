package dev.banata.keycloak.email;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.banata.keycloak.api.FieldError;
import dev.banata.keycloak.api.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.keycloak.util.JsonSerialization;

/**
 * Reads {@code blocksJson}. What is wrong is said with its path, for example {@code
 * blocksJson[3].columns[0].blocks[1].style.color}.
 */
final class BlockParser {

  static final int MAX_BYTES = 256 * 1024;
  static final int MAX_BLOCKS = 200;
  static final int MAX_DEPTH = 5;

  private static final String FIELD = "blocksJson";
  private static final int MAX_ERRORS = 20;

  private static final ObjectMapper MAPPER =
      JsonSerialization.mapper.copy().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final List<FieldError> errors = new ArrayList<>();
  private int count;

  private BlockParser() {}

  /**
   * The blocks of a template.
   *
   * @throws Problem 422 with each thing that is wrong, the first twenty
   */
  static List<Block> parse(String json) {
    if (json.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw Problem.invalid(FIELD, "must not be larger than 256 KiB", "maxLength");
    }
    JsonNode tree = tree(json);
    if (!tree.isArray()) {
      throw Problem.invalid(FIELD, "must be a JSON array of blocks", "type");
    }
    BlockParser parser = new BlockParser();
    List<Block> blocks = parser.blocks(tree, FIELD, 1);
    if (!parser.errors.isEmpty()) {
      throw Problem.invalid(parser.errors);
    }
    return blocks;
  }

  private static JsonNode tree(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw Problem.invalid(FIELD, "must be valid JSON", "format");
    }
  }

  private List<Block> blocks(JsonNode array, String path, int depth) {
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < array.size() && errors.size() < MAX_ERRORS; i++) {
      String at = path + "[" + i + "]";
      if (++count > MAX_BLOCKS) {
        error(at, "is the block after the " + MAX_BLOCKS + " that a template may have", "maxItems");
        errors.add(new FieldError(FIELD, "has too many blocks", "maxItems"));
        return blocks;
      }
      block(array.get(i), at, depth).ifPresent(blocks::add);
    }
    return blocks;
  }

  private Optional<Block> block(JsonNode block, String at, int depth) {
    if (!block.isObject()) {
      error(at, "must be an object", "type");
      return Optional.empty();
    }
    Fields fields = new Fields(block, at);
    String type = block.path("type").asText();
    return switch (type) {
      case "heading" ->
          Optional.of(new Block.Heading(fields.level(), fields.rich(), fields.style()));
      case "text" -> Optional.of(new Block.Text(fields.rich(), fields.style()));
      case "button" ->
          Optional.of(
              new Block.Button(
                  fields.text("text"), fields.href(), fields.variant(), fields.style()));
      case "image" ->
          Optional.of(
              new Block.Image(
                  fields.src(),
                  fields.optionalText("alt"),
                  fields.size("width"),
                  fields.size("height"),
                  fields.style()));
      case "divider" -> Optional.of(new Block.Divider(fields.style()));
      case "spacer" -> Optional.of(new Block.Spacer(fields.size("height").orElse(24)));
      case "link" ->
          Optional.of(new Block.Link(fields.text("text"), fields.href(), fields.style()));
      case "code" -> Optional.of(new Block.Code(fields.text("text"), fields.style()));
      case "columns" -> Optional.of(columns(block, at, depth));
      default -> {
        error(
            at + ".type",
            "must be heading, text, button, image, divider, spacer, link, code or columns",
            "enum");
        yield Optional.empty();
      }
    };
  }

  private Block columns(JsonNode block, String at, int depth) {
    JsonNode columns = block.path("columns");
    List<Block.Column> read = new ArrayList<>();
    if (!columns.isArray() || columns.size() < 2 || columns.size() > 4) {
      error(at + ".columns", "must be an array of 2 to 4 columns", "minItems");
    } else if (depth >= MAX_DEPTH) {
      error(at + ".columns", "are deeper than " + MAX_DEPTH + " levels", "maxDepth");
    } else {
      for (int i = 0; i < columns.size(); i++) {
        read.add(column(columns.get(i), at + ".columns[" + i + "]", depth));
      }
    }
    return new Block.Columns(read);
  }

  private Block.Column column(JsonNode column, String at, int depth) {
    if (!column.path("blocks").isArray()) {
      error(at + ".blocks", "must be an array of blocks", "type");
      return new Block.Column(Optional.empty(), List.of());
    }
    JsonNode width = column.path("width");
    Optional<String> css = Optional.empty();
    if (isGiven(width)) {
      css = StyleKey.WIDTH.css(width);
      if (css.isEmpty()) {
        error(at + ".width", "must be " + StyleKey.WIDTH.expected(), "pattern");
      }
    }
    return new Block.Column(css, blocks(column.path("blocks"), at + ".blocks", depth + 1));
  }

  private static boolean isGiven(JsonNode value) {
    return !value.isMissingNode()
        && !value.isNull()
        && !(value.isTextual() && value.textValue().isBlank());
  }

  private void error(String field, String message, String code) {
    if (errors.size() < MAX_ERRORS) {
      errors.add(new FieldError(field, message, code));
    }
  }

  /** The fields of one block. */
  private final class Fields {

    private final JsonNode block;
    private final String at;

    Fields(JsonNode block, String at) {
      this.block = block;
      this.at = at;
    }

    String text(String name) {
      JsonNode value = block.path(name);
      if (!value.isTextual()) {
        error(at + "." + name, value.isMissingNode() ? "is missing" : "must be a text", "type");
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
        error(at + ".href", "must start with https://, http://, mailto: or a variable", "format");
      }
      return href;
    }

    String src() {
      String src = text("src");
      if (!SafeUrl.mayBeImage(src)) {
        error(at + ".src", "must start with https://, http:// or a variable", "format");
      }
      return src;
    }

    int level() {
      JsonNode value = block.path("as");
      if (!isGiven(value)) {
        return 1;
      }
      if (!value.asText().matches("h[1-6]")) {
        error(at + ".as", "must be h1 to h6", "enum");
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
        error(at + ".variant", "must be primary, secondary or outline", "enum");
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
        error(at + "." + name, "must be a number of pixels from 1 to 2000", "maximum");
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
        error(at + ".style", "must be an object", "type");
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
        error(at + ".style", "has the unknown key " + shown(name), "enum");
        return;
      }
      Optional<String> css = key.get().css(value);
      if (css.isEmpty()) {
        error(at + ".style." + name, "must be " + key.get().expected(), "pattern");
        return;
      }
      values.put(key.get(), css.get());
    }

    private static String shown(String name) {
      return name.length() > 40 ? name.substring(0, 40) + "…" : name;
    }
  }
}
