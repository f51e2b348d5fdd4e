package dev.banata.keycloak.email;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.banata.keycloak.api.BoundedJson;
import dev.banata.keycloak.api.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code blocksJson}. What is wrong is said with its path, for example {@code
 * blocksJson[3].columns[0].blocks[1].style.color}.
 */
final class BlockParser {

  static final int MAX_BYTES = 256 * 1024;
  static final int MAX_BLOCKS = 200;
  static final int MAX_DEPTH = 5;

  private static final String FIELD = "blocksJson";

  private static final ObjectMapper MAPPER = BoundedJson.mapper();

  private final BlockErrors errors = new BlockErrors();
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
    if (!parser.errors.list().isEmpty()) {
      throw Problem.invalid(parser.errors.list());
    }
    return blocks;
  }

  private static JsonNode tree(String json) {
    try {
      return MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw Problem.invalid(
          FIELD,
          "must be valid JSON, nested no deeper than " + BoundedJson.MAX_DEPTH + " levels",
          "format");
    }
  }

  private List<Block> blocks(JsonNode array, String path, int depth) {
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < array.size() && !errors.isFull(); i++) {
      String at = path + "[" + i + "]";
      if (++count > MAX_BLOCKS) {
        errors.add(
            at, "is the block after the " + MAX_BLOCKS + " that a template may have", "maxItems");
        return blocks;
      }
      block(array.get(i), at, depth).ifPresent(blocks::add);
    }
    return blocks;
  }

  private Optional<Block> block(JsonNode block, String at, int depth) {
    if (!block.isObject()) {
      errors.add(at, "must be an object", "type");
      return Optional.empty();
    }
    BlockFields fields = new BlockFields(block, at, errors);
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
        errors.add(
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
      errors.add(at + ".columns", "must be an array of 2 to 4 columns", "minItems");
    } else if (depth >= MAX_DEPTH) {
      errors.add(at + ".columns", "are deeper than " + MAX_DEPTH + " levels", "maxDepth");
    } else {
      for (int i = 0; i < columns.size(); i++) {
        read.add(column(columns.get(i), at + ".columns[" + i + "]", depth));
      }
    }
    return new Block.Columns(read);
  }

  private Block.Column column(JsonNode column, String at, int depth) {
    if (!column.path("blocks").isArray()) {
      errors.add(at + ".blocks", "must be an array of blocks", "type");
      return new Block.Column(Optional.empty(), List.of());
    }
    JsonNode width = column.path("width");
    Optional<String> css = Optional.empty();
    if (BlockFields.isGiven(width)) {
      css = StyleKey.WIDTH.css(width);
      if (css.isEmpty()) {
        errors.add(at + ".width", "must be " + StyleKey.WIDTH.expected(), "pattern");
      }
    }
    return new Block.Column(css, blocks(column.path("blocks"), at + ".blocks", depth + 1));
  }
}
