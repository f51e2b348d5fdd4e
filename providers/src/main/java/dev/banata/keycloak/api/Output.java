package dev.banata.keycloak.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.keycloak.util.JsonSerialization;

/** How answers are written. Keycloak's own mapper would leave out what is null. */
final class Output {

  private static final ObjectMapper MAPPER =
      JsonSerialization.mapper.copy().setDefaultPropertyInclusion(JsonInclude.Include.ALWAYS);

  private Output() {}

  static String json(Object answer) {
    try {
      return MAPPER.writeValueAsString(answer);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("An answer cannot be written as JSON", e);
    }
  }
}
