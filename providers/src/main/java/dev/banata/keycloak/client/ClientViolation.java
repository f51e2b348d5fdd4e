package dev.banata.keycloak.client;

import dev.banata.keycloak.uri.Violation;

/**
 * A rule that a client breaks.
 *
 * @param field the field of Keycloak's client representation
 * @param index the place of the value in the field's list; -1 if it is none
 * @param value the value that breaks the rule
 */
record ClientViolation(String field, int index, String value, Violation rule) {

  /** True if it is the same one, wherever the value stands. */
  boolean isSame(ClientViolation other) {
    return field.equals(other.field)
        && value.equals(other.value)
        && rule.code().equals(other.rule.code());
  }

  /** The field of our API, where origins have another name than Keycloak's. */
  String apiField() {
    return field.equals(ProjectRules.WEB_ORIGINS) ? "trustedOrigins" : field;
  }

  /** The value's path in our API. */
  String path() {
    return index < 0 ? apiField() : apiField() + "." + index;
  }

  String sentence() {
    return field + " '" + value + "' " + rule.message();
  }
}
