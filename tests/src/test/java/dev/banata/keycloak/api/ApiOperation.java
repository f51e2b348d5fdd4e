package dev.banata.keycloak.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * One operation of the document.
 *
 * @param permissions each of these is enough; empty if none is needed
 * @param object the kind of what it changes; null if the document does not say
 * @param input schema of the body, or of the query string as an object of texts
 * @param isPublic true if no credentials are needed
 * @param isOfEndUsers true if it takes tokens of end users, and nothing else
 */
public record ApiOperation(
    ApiDocument document,
    String id,
    String method,
    String path,
    List<String> permissions,
    String object,
    JsonNode input,
    JsonNode output,
    List<String> statuses,
    boolean isPublic,
    boolean isOfEndUsers) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static ApiOperation of(ApiDocument document, String method, String path, JsonNode node) {
    JsonNode permission = node.get("x-permission");
    JsonNode body = node.at("/requestBody/content/application~1json/schema");
    JsonNode security = node.get("security");
    return new ApiOperation(
        document,
        node.get("operationId").asText(),
        method.toUpperCase(Locale.ROOT),
        path,
        permission == null ? List.of() : Arrays.asList(permission.asText().split(" or ")),
        node.path("x-object").asText(null),
        body.isMissingNode() ? query(document, node) : document.resolve(body),
        node.at("/responses/200/content/application~1json/schema"),
        node.get("responses").properties().stream().map(entry -> entry.getKey()).toList(),
        security != null && security.isEmpty(),
        security != null && !security.findValues("userToken").isEmpty());
  }

  private static JsonNode query(ApiDocument document, JsonNode node) {
    ObjectNode schema = JSON.createObjectNode().put("type", "object");
    for (JsonNode parameter : node.path("parameters")) {
      String name = parameter.get("name").asText();
      schema.withObject("/properties").set(name, document.resolve(parameter.get("schema")));
      if (parameter.path("required").asBoolean()) {
        schema.withArray("/required").add(name);
      }
    }
    return schema;
  }

  public boolean hasBody() {
    return method.equals("POST");
  }

  /** Fields that a request must have. */
  List<String> required() {
    return input.path("required").valueStream().map(JsonNode::asText).toList();
  }

  /** True if a request must have something. */
  boolean needsInput() {
    return input.has("required") || input.has("anyOf");
  }

  @Override
  public String toString() {
    return id;
  }
}
