package dev.banata.keycloak.api;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.keycloak.util.JsonSerialization;

/** Free JSON objects that callers attach to things: at most 16 KiB as text. */
public final class Metadata {

  private static final int MAX_BYTES = 16 * 1024;

  private Metadata() {}

  /**
   * Refuses an object that is too large to be kept.
   *
   * @throws Problem 422 that names the field if the object is too large
   */
  public static void requireSmall(String field, Map<String, Object> metadata) {
    String text = JsonSerialization.valueAsString(metadata);
    if (text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw Problem.invalid(field, "must not be larger than " + MAX_BYTES + " bytes", "maxBytes");
    }
  }
}
