package dev.banata.keycloak.claim;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;

/** About how many bytes a claim takes as JSON, without writing it. */
final class ClaimSize {

  private static final int PUNCTUATION = 4;

  private ClaimSize() {}

  static int of(Object value) {
    if (value instanceof Map<?, ?> object) {
      return object.entrySet().stream()
              .mapToInt(entry -> of(entry.getKey()) + of(entry.getValue()))
              .sum()
          + PUNCTUATION;
    }
    if (value instanceof Collection<?> array) {
      return array.stream().mapToInt(ClaimSize::of).sum() + PUNCTUATION;
    }
    return String.valueOf(value).getBytes(StandardCharsets.UTF_8).length + PUNCTUATION;
  }
}
