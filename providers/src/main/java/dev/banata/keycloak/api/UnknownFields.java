package dev.banata.keycloak.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is said about fields that a call does not have: the nearest one that it has. */
final class UnknownFields {

  static final String CODE = "unknown_field";

  /** A body may have thousands: nobody reads more. */
  static final int MAX_TOLD = 20;

  /** Longest name that is repeated, and that a near one is looked for. */
  private static final int MAX_NAME = 64;

  /** Names that people know from elsewhere, each with what it is called here. */
  private static final String OTHER_NAMES = "x-other-names";

  private UnknownFields() {}

  /**
   * The error of a field.
   *
   * @param parent path of the object that has it; empty for the body itself
   * @param schema the schema of that object
   */
  static FieldError error(List<String> parent, String name, JsonNode schema) {
    List<String> path = new ArrayList<>(parent);
    path.add(shortened(name));
    String owner = parent.isEmpty() ? "this call" : parent.get(parent.size() - 1);
    return new FieldError(
        String.join(".", path), "is not a field of " + owner + suggestion(name, schema), CODE);
  }

  /** The error of a query parameter of a call that takes a body. */
  static FieldError ofQuery(String name, JsonNode schema) {
    String hint =
        schema.path("properties").has(name) ? "; send it in the body" : suggestion(name, schema);
    return new FieldError(shortened(name), "is not a query parameter of this call" + hint, CODE);
  }

  private static String suggestion(String name, JsonNode schema) {
    if (name.length() > MAX_NAME) {
      return "";
    }
    return Optional.ofNullable(schema.path(OTHER_NAMES).path(name).textValue())
        .or(() -> NearestName.of(name, names(schema)))
        .map(known -> "; did you mean " + known + "?")
        .orElse("");
  }

  private static List<String> names(JsonNode schema) {
    List<String> names = new ArrayList<>();
    schema.path("properties").fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static String shortened(String name) {
    return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME) + "…";
  }
}
