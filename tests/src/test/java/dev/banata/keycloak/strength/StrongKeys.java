package dev.banata.keycloak.strength;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.banata.keycloak.api.Sample.Target;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Keys by what they lead to. */
final class StrongKeys {
  private static final String PROJECT_DELETE = "project.delete";

  private final StrongMaker make;

  StrongKeys(StrongMaker make) {
    this.make = make;
  }

  Map<String, Supplier<Strong>> keys(String operation) {
    Map<String, List<String>> permissions = new LinkedHashMap<>();
    permissions.put("full access", List.of("*"));
    permissions.put("a permission that the caller lacks", List.of(make.custom()));
    permissions.put("project.delete", List.of(PROJECT_DELETE));
    Map<String, Supplier<Strong>> things = new LinkedHashMap<>();
    permissions.forEach(
        (name, held) -> {
          if (operation.equals("createApiKey")) {
            things.put("new key with " + name, () -> key(Map.of("permissions", held), held));
            return;
          }
          things.put("key with " + name, () -> key(Map.of("keyId", newKey(held)), held));
          if (operation.equals("updateApiKey")) {
            things.put(
                "key that would get " + name,
                () ->
                    key(
                        Map.of("keyId", newKey(List.of(Target.PERMISSION)), "permissions", held),
                        held));
          }
        });
    return things;
  }

  private List<JsonNode> keys() {
    JsonNode keys = make.read("/api/auth/api-key/list?includeRevoked=true");
    for (JsonNode key : keys) {
      ((ObjectNode) key).remove(List.of("lastUsedAt", "lastRequest", "requestCount"));
    }
    return List.of(keys, make.read(make.rest().path("/clients?search=true&clientId=ak_&max=1000")));
  }

  private Strong key(Map<String, Object> request, List<String> permissions) {
    Strong key = Strong.of(request, this::keys);
    return permissions.contains(PROJECT_DELETE) ? key.withProjectDelete() : key;
  }

  private String newKey(List<String> permissions) {
    return make.project().newKey(Map.of("permissions", permissions)).id();
  }
}
