package dev.banata.keycloak.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** The one error body of the API; {@code errors} is there on a 422 only. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ErrorBody(String code, String message, List<FieldError> errors) {

  static ErrorBody of(Problem problem) {
    return new ErrorBody(problem.code(), problem.getMessage(), problem.errors());
  }
}
