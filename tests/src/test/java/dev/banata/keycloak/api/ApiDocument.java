package dev.banata.keycloak.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The OpenAPI document as the server gives it. */
public final class ApiDocument {

  private final JsonNode document;
  private final SchemaRegistry registry =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  public ApiDocument(JsonNode document) {
    this.document = document;
  }

  /** Every operation of every path. */
  public List<ApiOperation> operations() {
    List<ApiOperation> operations = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
      for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
        operations.add(ApiOperation.of(this, method.getKey(), path.getKey(), method.getValue()));
      }
    }
    return operations;
  }

  /** The schema itself, where the node only refers to it. */
  JsonNode resolve(JsonNode schema) {
    JsonNode reference = schema.get("$ref");
    return reference == null ? schema : resolve(document.at(reference.asText().substring(1)));
  }

  /** What is wrong with the value by the schema; empty if nothing is. */
  List<String> violations(JsonNode schema, JsonNode value) {
    ObjectNode root = schema.deepCopy();
    root.set("components", document.get("components"));
    return registry.getSchema(root).validate(value).stream().map(Error::toString).toList();
  }
}
