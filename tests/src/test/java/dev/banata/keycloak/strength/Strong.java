package dev.banata.keycloak.strength;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.Sample.Refused;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Something that can lead to more than any single built-in permission allows.
 *
 * @param request what a request has to say so that it is about this; the rest is the sample's
 * @param state reads all of it that an operation could change
 * @param covering permissions of a key that is not weaker
 * @param refusal what even that key is told, for another reason than its strength; null if it may
 */
record Strong(
    Map<String, Object> request,
    Supplier<List<JsonNode>> state,
    List<String> covering,
    Refused refusal) {

  static Strong of(Map<String, Object> request, Supplier<List<JsonNode>> state) {
    return new Strong(request, state, List.of("*"), null);
  }

  /** No wildcard includes the deletion of the project. */
  Strong withProjectDelete() {
    return new Strong(request, state, List.of("*", "project.delete"), refusal);
  }

  Strong refused(int status, String code) {
    return new Strong(request, state, covering, new Refused(status, code));
  }
}
