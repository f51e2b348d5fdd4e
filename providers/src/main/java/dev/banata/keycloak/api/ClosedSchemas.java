package dev.banata.keycloak.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Set;

/**
 * Closes the schemas of requests: an object takes the fields that its schema names, and no other. A
 * misspelt field that is ignored fails open, so this is said once here and not in a hundred places
 * of the document, where one would be forgotten. Answers stay open, so that they can grow.
 *
 * <p>An object that has no {@code properties}, or says {@code additionalProperties} itself, stays
 * as it is.
 */
final class ClosedSchemas {

  static final String CLOSED = "additionalProperties";

  private static final String COMPONENTS = "#/components/schemas/";

  private final JsonNode schemas;
  private final Set<String> visited = new HashSet<>();

  private ClosedSchemas(JsonNode schemas) {
    this.schemas = schemas;
  }

  /** Closes what the requests of an OpenAPI document are validated against. */
  static void in(JsonNode document) {
    ClosedSchemas closing = new ClosedSchemas(document.at("/components/schemas"));
    closing.schemas.fieldNames().forEachRemaining(closing::closeIfOfRequests);
  }

  private void closeIfOfRequests(String name) {
    if (name.endsWith("Request") || name.endsWith("Query")) {
      closeNamed(name);
    }
  }

  private void closeNamed(String name) {
    if (visited.add(name)) {
      close(schemas.path(name));
    }
  }

  private void close(JsonNode schema) {
    if (schema.path("$ref").asText().startsWith(COMPONENTS)) {
      closeNamed(schema.get("$ref").asText().substring(COMPONENTS.length()));
    }
    if (schema instanceof ObjectNode object && schema.has("properties") && !schema.has(CLOSED)) {
      object.put(CLOSED, false);
    }
    schema.forEach(this::close);
  }
}
