package dev.banata.keycloak.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import com.networknt.schema.path.PathType;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SchemaErrorsTest {

  private static final NodePath FIELD = new NodePath(PathType.JSON_POINTER).append("field");

  private static Error.Builder error(String keyword) {
    return Error.builder()
        .keyword(keyword)
        .instanceLocation(FIELD)
        .evaluationPath(new NodePath(PathType.JSON_POINTER).append(keyword));
  }

  private static Error type(String name) {
    return error("type").schemaNode(JsonNodeFactory.instance.textNode(name)).build();
  }

  /** Two of them at one place, as by {@code allOf}, neither of which is about the type. */
  private static Error oneOf(String message) {
    return error("oneOf")
        .schemaNode(JsonNodeFactory.instance.arrayNode())
        .messageSupplier(() -> "/field: " + message)
        .build();
  }

  @Test
  void theTypesOfSeveralFormsAreOneMessage() {
    assertThat(SchemaErrors.of(List.of(type("string"), type("array"), oneOf("unused"))))
        .containsExactly(new FieldError("field", "must be a string or an array", "type"));
  }

  @Test
  void formsWithoutATypeAreToldInTheValidatorsWords() {
    assertThat(SchemaErrors.of(List.of(oneOf("must fit one form"), oneOf("must fit another"))))
        .containsExactly(new FieldError("field", "must fit one form", "oneOf"));
  }
}
