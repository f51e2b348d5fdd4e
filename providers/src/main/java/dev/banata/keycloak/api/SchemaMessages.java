package dev.banata.keycloak.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What is said about a value that its schema refuses, where the schema has no words of its own. */
final class SchemaMessages {

  private static final Map<String, String> TYPES =
      Map.of(
          "string", "a string",
          "integer", "a whole number",
          "number", "a number",
          "boolean", "true or false",
          "array", "an array",
          "object", "an object",
          "null", "null");

  private SchemaMessages() {}

  static String of(Error error) {
    JsonNode limit = error.getSchemaNode();
    if (error.isCustomMessage() || limit == null) {
      return withoutPointer(error.getMessage());
    }
    return switch (error.getKeyword()) {
      case "required" -> "is missing";
      case "type" -> "must be " + types(limit);
      case "enum" -> "must be one of " + listed(limit);
      case "minimum" -> "must be at least " + limit.asText();
      case "maximum" -> "must be at most " + limit.asText();
      case "minLength" -> atLeast(limit, "character");
      case "maxLength" -> atMost(limit, "character");
      case "minItems" -> atLeast(limit, "item");
      case "maxItems" -> atMost(limit, "item");
      case "maxProperties" -> atMost(limit, "field");
      default -> withoutPointer(error.getMessage());
    };
  }

  private static String atLeast(JsonNode limit, String unit) {
    return limit.asInt() == 1 ? "must not be empty" : "must have at least " + counted(limit, unit);
  }

  private static String atMost(JsonNode limit, String unit) {
    return "must have at most " + counted(limit, unit);
  }

  private static String counted(JsonNode limit, String unit) {
    return limit.asInt() + " " + unit + (limit.asInt() == 1 ? "" : "s");
  }

  static String types(JsonNode type) {
    return type.isArray()
        ? StreamSupport.stream(type.spliterator(), false)
            .map(each -> TYPES.get(each.asText()))
            .collect(Collectors.joining(" or "))
        : TYPES.get(type.asText());
  }

  private static String listed(JsonNode values) {
    return StreamSupport.stream(values.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.joining(", "));
  }

  /** The library starts each message with the pointer, which the error's field says too. */
  private static String withoutPointer(String message) {
    int colon = message.indexOf(": ");
    return colon < 0 ? message : message.substring(colon + 2);
  }
}
