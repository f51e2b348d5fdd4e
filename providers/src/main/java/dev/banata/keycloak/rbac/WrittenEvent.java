package dev.banata.keycloak.rbac;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.util.JsonSerialization;

/** What Keycloak wrote down of a write. */
final class WrittenEvent {

  private WrittenEvent() {}

  static JsonNode json(AdminEvent event) {
    String text = event.getRepresentation();
    try {
      return JsonSerialization.mapper.readTree(text == null ? "[]" : text);
    } catch (IOException e) {
      throw new UncheckedIOException("Keycloak wrote an event that is no JSON", e);
    }
  }
}
