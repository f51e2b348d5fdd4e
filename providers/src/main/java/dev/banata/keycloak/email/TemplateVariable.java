package dev.banata.keycloak.email;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * A variable that a template says it has: an entry of {@code variablesJson}.
 *
 * @param defaultValue what it is when the sender does not say; null for itself, verbatim
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TemplateVariable(String name, String description, String defaultValue, Boolean required) {

  static TemplateVariable of(String name, String description) {
    return new TemplateVariable(name, description, null, null);
  }

  TemplateVariable orElse(String value) {
    return new TemplateVariable(name, description, value, required);
  }
}
