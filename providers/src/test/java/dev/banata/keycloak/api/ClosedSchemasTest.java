package dev.banata.keycloak.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every object that a request can have is closed, or the document says why it is not. */
final class ClosedSchemasTest {

  private static final String COMPONENTS = "#/components/schemas/";
  private static final JsonNode DOCUMENT = OpenApi.get().document();

  private final Set<String> visited = new HashSet<>();
  private final List<String> open = new ArrayList<>();
  private int closed;

  @Test
  void everyObjectOfARequestIsClosedOrSaysWhyNot() {
    for (JsonNode body : DOCUMENT.path("paths").findValues("requestBody")) {
      walk("", body.at("/content/application~1json/schema"));
    }
    DOCUMENT.at("/components/schemas").properties().stream()
        .filter(schema -> schema.getKey().endsWith("Query"))
        .forEach(schema -> walk(schema.getKey(), schema.getValue()));

    assertThat(open).isEmpty();
    assertThat(closed).isGreaterThan(70);
  }

  private void walk(String path, JsonNode schema) {
    String reference = schema.path("$ref").asText();
    if (reference.startsWith(COMPONENTS)) {
      String name = reference.substring(COMPONENTS.length());
      if (visited.add(name)) {
        walk(name, DOCUMENT.at("/components/schemas/" + name));
      }
    }
    if (takesObjects(schema)) {
      JsonNode more = schema.path("additionalProperties");
      boolean isClosed = more.isObject() || (more.isBoolean() && !more.booleanValue());
      if (isClosed) {
        closed++;
      } else if (schema.path("x-open").asText().isBlank()) {
        open.add(path);
      }
    }
    for (Map.Entry<String, JsonNode> child : schema.properties()) {
      walk(path + "/" + child.getKey(), child.getValue());
    }
    for (JsonNode item : schema.isArray() ? schema : List.<JsonNode>of()) {
      walk(path, item);
    }
  }

  private static boolean takesObjects(JsonNode schema) {
    JsonNode type = schema.path("type");
    return type.asText().equals("object")
        || type.valueStream().anyMatch(each -> each.asText().equals("object"));
  }

  @Test
  void answersStayOpenSoThatTheyCanGrow() {
    assertThat(DOCUMENT.at("/components/schemas/User").has("additionalProperties")).isFalse();
    assertThat(DOCUMENT.at("/components/schemas/ApiKey").has("additionalProperties")).isFalse();
  }

  /** A field that is taken without effect, and the name that is meant by another one. */
  @Test
  void exceptionsNameTheirReasonAndOtherNamesAreFields() {
    DOCUMENT
        .at("/components/schemas")
        .findValues("x-ignored")
        .forEach(
            fields ->
                assertThat(fields.properties())
                    .isNotEmpty()
                    .allSatisfy(field -> assertThat(field.getValue().asText()).isNotBlank()));
    for (JsonNode schema : DOCUMENT.at("/components/schemas")) {
      for (Map.Entry<String, JsonNode> name : schema.path("x-other-names").properties()) {
        assertThat(schema.path("properties").has(name.getValue().asText())).isTrue();
        assertThat(schema.path("properties").has(name.getKey())).isFalse();
      }
    }
  }
}
