package dev.banata.keycloak.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.server.Http.Answer;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;

/** Assertions on answers of the management API. */
public final class AnswerAssert extends AbstractAssert<AnswerAssert, Answer> {

  private AnswerAssert(Answer actual) {
    super(actual, AnswerAssert.class);
  }

  public static AnswerAssert assertAnswer(Answer answer) {
    return new AnswerAssert(answer);
  }

  /** What every answer must have, whatever it says. */
  public AnswerAssert isWellFormed() {
    isNotNull();
    Assertions.assertThat(actual.header("Content-Type"))
        .as("content type of " + actual)
        .startsWith("application/json");
    Assertions.assertThat(actual.header("x-request-id")).as("request id of " + actual).isNotBlank();
    Assertions.assertThat(actual.header("Cache-Control"))
        .as("cache control of " + actual)
        .isEqualTo("no-store");
    if (actual.status() >= 400) {
      Assertions.assertThat(actual.json().fieldNames())
          .toIterable()
          .as("fields of " + actual)
          .containsExactlyElementsOf(
              actual.status() == 422
                  ? List.of("code", "message", "errors")
                  : List.of("code", "message"));
      Assertions.assertThat(actual.json().get("message").asText()).isNotBlank();
    }
    return this;
  }

  public AnswerAssert isOk() {
    return hasStatus(200);
  }

  public AnswerAssert hasStatus(int status) {
    isNotNull();
    Assertions.assertThat(actual.status()).as(actual.toString()).isEqualTo(status);
    return isWellFormed();
  }

  public AnswerAssert isRefused(int status, String code) {
    hasStatus(status);
    Assertions.assertThat(actual.json().get("code").asText()).as(actual.toString()).isEqualTo(code);
    return this;
  }

  /** A 422 whose errors name the field, or something inside it. */
  public AnswerAssert isInvalid(String field) {
    isRefused(422, "VALIDATION_ERROR");
    List<String> fields = new ArrayList<>();
    for (JsonNode error : actual.json().get("errors")) {
      Assertions.assertThat(error.fieldNames())
          .toIterable()
          .containsExactly("field", "message", "code");
      Assertions.assertThat(error.get("message").asText()).isNotBlank();
      Assertions.assertThat(error.get("code").asText()).isNotBlank();
      fields.add(error.get("field").asText());
    }
    Assertions.assertThat(fields)
        .as(actual.toString())
        .anyMatch(name -> name.equals(field) || name.startsWith(field + "."));
    return this;
  }
}
