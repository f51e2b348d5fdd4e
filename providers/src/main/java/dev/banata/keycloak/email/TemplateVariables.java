package dev.banata.keycloak.email;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.banata.keycloak.api.BoundedJson;
import dev.banata.keycloak.api.Problem;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads and writes {@code variablesJson}. */
final class TemplateVariables {

  private static final String FIELD = "variablesJson";
  private static final int MAX = 100;

  private static final ObjectMapper MAPPER = BoundedJson.mapper();

  private static final TypeReference<List<TemplateVariable>> LIST = new TypeReference<>() {};

  private TemplateVariables() {}

  /**
   * The variables of a text; none for null.
   *
   * @throws Problem 422 if they cannot be read
   */
  static List<TemplateVariable> parse(String json) {
    if (json == null || json.isBlank()) {
      return List.of();
    }
    List<TemplateVariable> variables;
    try {
      variables = MAPPER.readValue(json, LIST);
    } catch (JsonProcessingException e) {
      throw Problem.invalid(
          FIELD, "must be a JSON array of {name, description?, defaultValue?, required?}", "type");
    }
    if (variables == null || variables.size() > MAX) {
      throw Problem.invalid(FIELD, "must be an array of up to " + MAX + " variables", "maxItems");
    }
    for (int i = 0; i < variables.size(); i++) {
      TemplateVariable variable = variables.get(i);
      if (variable == null || variable.name() == null || !variable.name().matches("\\w{1,64}")) {
        throw Problem.invalid(
            FIELD + "[" + i + "].name", "must be letters, digits and underscores", "pattern");
      }
    }
    return variables;
  }

  static String json(List<TemplateVariable> variables) {
    return Json.text(variables);
  }

  static Map<String, String> defaults(List<TemplateVariable> variables) {
    Map<String, String> defaults = new HashMap<>();
    variables.stream()
        .filter(variable -> variable.defaultValue() != null)
        .forEach(variable -> defaults.put(variable.name(), variable.defaultValue()));
    return defaults;
  }

  /** Writes what we made ourselves. */
  static final class Json {

    private Json() {}

    static String text(Object value) {
      try {
        return MAPPER.writeValueAsString(value);
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("No JSON", e);
      }
    }
  }
}
