package dev.banata.keycloak.api;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * The JSON object of a request. A missing body is the empty object, because the published client
 * sends some calls without one.
 */
public final class Input {

  /** Largest body that is read: no call of the contract needs more. */
  static final int MAX_BYTES = 256 * 1024;

  private static final ObjectMapper MAPPER = BoundedJson.mapper();

  /** Where a call that takes a body may name its project as well. */
  private static final String PROJECT_FIELD = "projectId";

  /** The largest number of a list's {@code limit} that has an effect. */
  private static final String CAP = "x-cap";

  /** How Jackson says that an object has a field twice; it has no type for it. */
  private static final String DUPLICATE = "Duplicate field";

  private final ObjectNode json;
  private final Set<String> strayParameters;
  private boolean validated;

  private Input(ObjectNode json, Set<String> strayParameters) {
    this.json = json;
    this.strayParameters = strayParameters;
  }

  /** The body of a call that takes no query parameters but {@code projectId}. */
  static Input of(String body, Map<String, List<String>> query) {
    return of(body, query, Set.of());
  }

  /**
   * The same for a call with fields that may stand in the query instead: a preflight has no body.
   *
   * @throws Problem 400 for a body that is no JSON object, 422 if body and query differ
   */
  static Input of(String body, Map<String, List<String>> query, Set<String> inQuery) {
    requireOnce(query);
    ObjectNode json = parse(body);
    Set<String> stray = new TreeSet<>(query.keySet());
    stray.remove(PROJECT_FIELD);
    stray.removeAll(inQuery);
    inQuery.stream()
        .filter(query::containsKey)
        .forEach(name -> merge(json, name, query.get(name).get(0)));
    return new Input(json, stray);
  }

  private static void merge(ObjectNode json, String name, String value) {
    JsonNode given = json.putIfAbsent(name, TextNode.valueOf(value));
    if (given != null && !value.equals(given.textValue())) {
      throw Problem.invalid(name, "has one value in the query and another in the body", "conflict");
    }
  }

  /** The parameters of a query string as an object of strings. */
  static Input ofQuery(Map<String, List<String>> query) {
    requireOnce(query);
    ObjectNode object = MAPPER.createObjectNode();
    query.forEach((name, values) -> object.put(name, values.get(0)));
    return new Input(object, Set.of());
  }

  private static void requireOnce(Map<String, List<String>> query) {
    if (query.values().stream().anyMatch(values -> values.size() > 1)) {
      throw Problem.badRequest("INVALID_QUERY", "The query has the same parameter twice.");
    }
  }

  private static ObjectNode parse(String body) {
    if (body == null || body.isBlank()) {
      return MAPPER.createObjectNode();
    }
    if (body.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw Problem.badRequest(
          "BODY_TOO_LARGE", "The body must not be larger than " + MAX_BYTES + " bytes.");
    }
    try {
      JsonNode parsed = MAPPER.readTree(body);
      if (parsed instanceof ObjectNode object) {
        requireStorable(object);
        return object;
      }
      throw Problem.badRequest("INVALID_JSON", "The body must be a JSON object.");
    } catch (StreamConstraintsException e) {
      throw Problem.badRequest(
          "BODY_TOO_COMPLEX",
          "The body must not be nested deeper than %d levels, or have more than %d names and values."
              .formatted(BoundedJson.MAX_DEPTH, BoundedJson.MAX_TOKENS));
    } catch (JacksonException e) {
      throw unreadable(e);
    }
  }

  /** Says where, and not what: it could be a secret. */
  private static Problem unreadable(JacksonException e) {
    JsonLocation at = e.getLocation();
    String where =
        at == null ? "" : " (line %d, column %d)".formatted(at.getLineNr(), at.getColumnNr());
    String original = Objects.requireNonNullElse(e.getOriginalMessage(), "");
    return Problem.badRequest(
        "INVALID_JSON",
        original.startsWith(DUPLICATE)
            ? "The body has the same field twice in one object" + where + "."
            : "The body is not valid JSON" + where + ".");
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
      throw Problem.badRequest("INVALID_JSON", "The body has a string with the character U+0000.");
    }
    node.forEach(Input::requireStorable);
    node.fieldNames().forEachRemaining(Input::requireStorableName);
  }

  private static void requireStorableName(String name) {
    if (name.indexOf(0) >= 0) {
      throw Problem.badRequest("INVALID_JSON", "The body has a name with the character U+0000.");
    }
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
    JsonNode schema = OpenApi.get().schema(schemaName);
    List<FieldError> errors = new ArrayList<>();
    strayParameters.stream()
        .limit(UnknownFields.MAX_TOLD)
        .forEach(name -> errors.add(UnknownFields.ofQuery(name, schema)));
    errors.addAll(OpenApi.get().validate(schemaName, json));
    if (!errors.isEmpty()) {
      throw Problem.invalid(errors);
    }
    cap(schema);
    validated = true;
    return as(type);
  }

  /** Brings each number that is larger than its cap down to it: a list is no larger for it. */
  private void cap(JsonNode schema) {
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      JsonNode cap = property.getValue().path(CAP);
      JsonNode value = json.get(property.getKey());
      if (value != null && cap.isInt() && number(value).compareTo(cap.decimalValue()) > 0) {
        json.set(property.getKey(), value.isTextual() ? TextNode.valueOf(cap.asText()) : cap);
      }
    }
  }

  private static BigDecimal number(JsonNode valid) {
    return valid.isTextual() ? new BigDecimal(valid.textValue()) : valid.decimalValue();
  }

  /** A call whose input no schema has seen would take whatever is sent. */
  void requireValidated() {
    if (!validated) {
      throw new IllegalStateException("The call did not validate its input");
    }
  }

  private <T> T as(Class<T> type) {
    try {
      return MAPPER.treeToValue(json, type);
    } catch (JacksonException e) {
      throw new IllegalStateException("The schema of " + type + " admits what it cannot read", e);
    }
  }
}
