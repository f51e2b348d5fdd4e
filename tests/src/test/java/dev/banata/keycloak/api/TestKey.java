package dev.banata.keycloak.api;

import com.fasterxml.jackson.databind.JsonNode;

/** A key that a test made. */
public record TestKey(String id, String text) {

  static TestKey of(JsonNode created) {
    return new TestKey(created.get("id").asText(), created.get("key").asText());
  }

  /** The value of the header Authorization. */
  public String bearer() {
    return "Bearer " + text;
  }
}
