package dev.banata.keycloak.strength;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;

/** What was read twice, to be compared. */
final class Snapshots {

  private static final ObjectMapper JSON = new ObjectMapper();

  private Snapshots() {}

  /** The same with all arrays sorted: Keycloak has sets in no order. */
  static JsonNode sorted(JsonNode node) {
    if (node.isObject()) {
      ObjectNode result = JSON.createObjectNode();
      node.properties().forEach(field -> result.set(field.getKey(), sorted(field.getValue())));
      return result;
    }
    if (node.isArray()) {
      ArrayNode result = JSON.createArrayNode();
      node.valueStream()
          .map(Snapshots::sorted)
          .sorted(Comparator.comparing(JsonNode::toString))
          .forEach(result::add);
      return result;
    }
    return node;
  }
}
