package dev.banata.keycloak.mail;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Map;
import org.keycloak.util.JsonSerialization;

/**
 * What a provider's API answered.
 *
 * @param headers by their names in lower case
 */
record ProviderAnswer(int status, Map<String, String> headers, String body) {

  /** The body, or nothing if it is no JSON. */
  JsonNode json() {
    try {
      JsonNode json = JsonSerialization.mapper.readTree(body);
      return json == null ? MissingNode.getInstance() : json;
    } catch (JacksonException e) {
      return MissingNode.getInstance();
    }
  }
}
