package dev.banata.keycloak.api;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The JSON object of a request. A missing body is the empty object, because the published client
 * sends some calls without one.
 */
public final class Input {

  /** Largest body that is read: no call of the contract needs more. */
  static final int MAX_BYTES = 256 * 1024;

  private static final ObjectMapper MAPPER = BoundedJson.mapper();

  private final ObjectNode json;

  private Input(ObjectNode json) {
    this.json = json;
  }

  static Input parse(String body) {
    if (body == null || body.isBlank()) {
      return new Input(MAPPER.createObjectNode());
    }
    if (body.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw Problem.badRequest(
          "BODY_TOO_LARGE", "The body must not be larger than " + MAX_BYTES + " bytes.");
    }
    try {
      JsonNode parsed = MAPPER.readTree(body);
      if (parsed instanceof ObjectNode object) {
        requireStorable(object);
        return new Input(object);
      }
      throw Problem.badRequest("INVALID_JSON", "The body must be a JSON object.");
    } catch (StreamConstraintsException e) {
      throw Problem.badRequest(
          "BODY_TOO_COMPLEX",
          "The body must not be nested deeper than %d levels, or have more than %d names and values."
              .formatted(BoundedJson.MAX_DEPTH, BoundedJson.MAX_TOKENS));
    } catch (JacksonException e) {
      JsonLocation at = e.getLocation();
      throw Problem.badRequest(
          "INVALID_JSON",
          at == null
              ? "The body is not valid JSON."
              : "The body is not valid JSON (line %d, column %d)."
                  .formatted(at.getLineNr(), at.getColumnNr()));
    }
  }

  /**
   * A number like 1e400 is JSON, and more than anything here can compute with; a text with the
   * character U+0000 is JSON, and none that PostgreSQL can keep.
   */
  private static void requireStorable(JsonNode node) {
    if (node.isDouble() && !Double.isFinite(node.doubleValue())) {
      throw Problem.badRequest("INVALID_JSON", "The body has a number that is too large.");
    }
    if (node.isTextual() && node.textValue().indexOf(0) >= 0) {
      throw Problem.badRequest("INVALID_JSON", "The body has a text with the character U+0000.");
    }
    node.forEach(Input::requireStorable);
    node.fieldNames().forEachRemaining(Input::requireStorableName);
  }

  private static void requireStorableName(String name) {
    if (name.indexOf(0) >= 0) {
      throw Problem.badRequest("INVALID_JSON", "The body has a name with the character U+0000.");
    }
  }

  /** The parameters of a query string as an object of strings. */
  static Input ofQuery(Map<String, List<String>> parameters) {
    ObjectNode object = MAPPER.createObjectNode();
    parameters.forEach((name, values) -> object.put(name, values.get(0)));
    return new Input(object);
  }

  /** A field of the body if it is a text, before anything is validated. */
  String textOrNull(String field) {
    JsonNode value = json.get(field);
    return value == null ? null : value.textValue();
  }

  JsonNode json() {
    return json;
  }

  /**
   * The body as a record, validated against a schema.
   *
   * @throws Problem 422 with each field that is wrong
   */
  <T> T as(Class<T> type, String schemaName) {
    List<FieldError> errors = OpenApi.get().validate(schemaName, json);
    if (!errors.isEmpty()) {
      throw Problem.invalid(errors);
    }
    return as(type);
  }

  <T> T as(Class<T> type) {
    try {
      return MAPPER.treeToValue(json, type);
    } catch (JacksonException e) {
      throw new IllegalStateException("The schema of " + type + " admits what it cannot read", e);
    }
  }
}
