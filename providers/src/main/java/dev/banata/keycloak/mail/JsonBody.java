package dev.banata.keycloak.mail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import org.keycloak.util.JsonSerialization;

/** JSON that providers get. */
final class JsonBody {

  static final String TYPE = "application/json";

  private JsonBody() {}

  static String write(JsonNode json) {
    try {
      return JsonSerialization.mapper.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A text of the node; null if it is none or empty. */
  static String text(JsonNode node) {
    return node.isTextual() && !node.textValue().isBlank() ? node.textValue() : null;
  }
}
