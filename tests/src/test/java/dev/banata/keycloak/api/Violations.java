package dev.banata.keycloak.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Wrong values for each field of a request, made from the request's schema. */
final class Violations {

  private static final JsonNodeFactory VALUES = JsonNodeFactory.instance;

  /** One value of each JSON type, to be put where it does not belong. */
  private static final Map<String, JsonNode> BY_TYPE =
      Map.of(
          "string", VALUES.textNode("text"),
          "integer", VALUES.numberNode(7),
          "number", VALUES.numberNode(7.5),
          "boolean", VALUES.booleanNode(true),
          "object", VALUES.objectNode().put("a", 1),
          "array", VALUES.arrayNode().add(1),
          "null", VALUES.nullNode());

  /** Texts of which each pattern of the document refuses some. */
  private static final List<String> ODD_TEXTS =
      List.of("   ", "a b c", "ÄÖÜ", "two@at@signs", "javascript:alert(1)", "no-at-sign", "x\ny");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ApiDocument document;
  private final boolean textsOnly;
  private final List<Violation> found = new ArrayList<>();

  /**
   * A wrong value.
   *
   * @param field the path of the field, as {@code errors[].field} has it
   * @param rule what the value breaks
   */
  record Violation(String field, String rule, JsonNode value) {

    /** A valid request, made invalid by this value. */
    ObjectNode applyTo(Map<String, Object> valid) {
      ObjectNode request = JSON.valueToTree(valid);
      String[] path = field.split("\\.", -1);
      JsonNode inner = value;
      for (int i = path.length - 1; i > 0; i--) {
        inner = VALUES.objectNode().set(path[i], inner);
      }
      request.set(path[0], inner);
      return request;
    }

    @Override
    public String toString() {
      String text = value.toString();
      return field + " " + rule + " " + text.substring(0, Math.min(40, text.length()));
    }
  }

  private Violations(ApiDocument document, boolean textsOnly) {
    this.document = document;
    this.textsOnly = textsOnly;
  }

  static List<Violation> of(ApiOperation operation) {
    Violations violations = new Violations(operation.document(), !operation.hasBody());
    violations.ofProperties("", operation.input());
    return violations.found;
  }

  private void ofProperties(String parent, JsonNode schema) {
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      ofField(parent + property.getKey(), document.resolve(property.getValue()));
    }
  }

  private void ofField(String field, JsonNode schema) {
    List<JsonNode> alternatives = alternatives(schema);
    if (!textsOnly) {
      ofTypes(field, alternatives);
    }
    if (alternatives.size() == 1) {
      ofText(field, schema);
      ofNumber(field, schema);
      if (schema.has("properties")) {
        ofProperties(field + ".", schema);
      }
    }
    for (JsonNode alternative : alternatives) {
      ofLength(field, alternative);
      ofItems(field, alternative);
    }
  }

  private List<JsonNode> alternatives(JsonNode schema) {
    if (!schema.has("oneOf")) {
      return List.of(schema);
    }
    return schema.get("oneOf").valueStream().map(document::resolve).toList();
  }

  private void ofTypes(String field, List<JsonNode> alternatives) {
    Set<String> allowed = new LinkedHashSet<>();
    for (JsonNode alternative : alternatives) {
      JsonNode type = alternative.path("type");
      allowed.add(type.asText());
      type.forEach(each -> allowed.add(each.asText()));
    }
    if (allowed.contains("number")) {
      allowed.add("integer");
    }
    BY_TYPE.forEach(
        (type, value) -> {
          if (!allowed.contains(type)) {
            add(field, "is of type " + type, value);
          }
        });
  }

  private void ofLength(String field, JsonNode schema) {
    // Another project's name is a 403, however long it is.
    if (schema.has("maxLength") && !field.equals("projectId")) {
      add(field, "is too long", VALUES.textNode("a".repeat(schema.get("maxLength").asInt() + 1)));
    }
  }

  private void ofText(String field, JsonNode schema) {
    int minLength = schema.path("minLength").asInt();
    if (minLength > 0) {
      add(field, "is too short", VALUES.textNode("a".repeat(minLength - 1)));
    }
    if (schema.has("enum")) {
      add(field, "is none of the values", VALUES.textNode("nonsense"));
    }
    if (schema.has("pattern")) {
      Pattern pattern = Pattern.compile(schema.get("pattern").asText());
      List<String> refused =
          ODD_TEXTS.stream().filter(text -> !pattern.matcher(text).find()).toList();
      if (refused.isEmpty()) {
        throw new IllegalStateException("no text for this test is refused by " + pattern);
      }
      refused.forEach(text -> add(field, "is not of the pattern", VALUES.textNode(text)));
    }
  }

  private void ofNumber(String field, JsonNode schema) {
    if (schema.has("minimum")) {
      add(field, "is too small", VALUES.numberNode(schema.get("minimum").asLong() - 1));
    }
    if (schema.has("maximum")) {
      add(field, "is too large", VALUES.numberNode(schema.get("maximum").asLong() + 1));
    }
  }

  private void ofItems(String field, JsonNode schema) {
    if (!schema.has("items")) {
      return;
    }
    JsonNode items = document.resolve(schema.get("items"));
    add(field, "has a wrong item", VALUES.arrayNode().add(7));
    add(field, "has an empty item", VALUES.arrayNode().add(""));
    int maxLength = items.get("maxLength").asInt();
    add(field, "has a long item", VALUES.arrayNode().add("a".repeat(maxLength + 1)));
    ArrayNode many = VALUES.arrayNode();
    for (int i = 0; i <= schema.get("maxItems").asInt(); i++) {
      many.add("user.read");
    }
    add(field, "has too many items", many);
  }

  private void add(String field, String rule, JsonNode value) {
    found.add(new Violation(field, rule, value));
  }
}
