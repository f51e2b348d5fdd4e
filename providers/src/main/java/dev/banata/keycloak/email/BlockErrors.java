package dev.banata.keycloak.email;

import dev.banata.keycloak.api.FieldError;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with blocks: the first twenty things. */
final class BlockErrors {

  private static final int MAX = 20;

  private final List<FieldError> errors = new ArrayList<>();

  void add(String field, String message, String code) {
    if (!isFull()) {
      errors.add(new FieldError(field, message, code));
    }
  }

  boolean isFull() {
    return errors.size() >= MAX;
  }

  List<FieldError> list() {
    return errors;
  }
}
