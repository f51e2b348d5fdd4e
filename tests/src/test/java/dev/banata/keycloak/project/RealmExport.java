package dev.banata.keycloak.project;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.banata.keycloak.api.AdminRest;
import dev.banata.keycloak.server.AdminSession;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;

/**
 * All that Keycloak tells of a realm, without what has to differ between two realms: ids, the
 * realm's name, generated secrets.
 */
record RealmExport(ObjectNode realm, JsonNode keys, ObjectNode management) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String NAME = "REALM";

  /** Fields that hold ids. */
  private static final Set<String> IDS =
      Set.of("id", "_id", "containerId", "parentId", "internalId");

  /** Settings of key providers that are generated. */
  private static final Set<String> GENERATED =
      Set.of("privateKey", "certificate", "secret", "kid", "keys");

  static RealmExport of(AdminSession admin, String realm) {
    AdminRest rest = new AdminRest(admin, realm);
    JsonNode export =
        rest.post("/partial-export?exportClients=true&exportGroupsAndRoles=true", null)
            .expect(200)
            .json();
    JsonNode keys = rest.get("/components?type=org.keycloak.keys.KeyProvider").expect(200).json();
    return new RealmExport(
        (ObjectNode) comparable(export, realm),
        comparable(keys, realm),
        (ObjectNode) comparable(management(new AdminRest(admin, "master"), realm), realm));
  }

  /** The client of the admin realm by which the realm is administered, and its roles. */
  private static ObjectNode management(AdminRest master, String realm) {
    String id = master.idOfClient(realm + "-realm");
    ObjectNode management = JSON.createObjectNode();
    management.set("client", master.get("/clients/" + id).expect(200).json());
    ObjectNode roles = management.putObject("roles");
    for (JsonNode role : master.get("/clients/" + id + "/roles").expect(200).json()) {
      String composites = "/roles-by-id/" + role.get("id").asText() + "/composites";
      roles.set(role.get("name").asText(), master.get(composites).expect(200).json());
    }
    management.set(
        "composedByAdmin", master.get("/roles/admin/composites/clients/" + id).expect(200).json());
    return management;
  }

  private static JsonNode comparable(JsonNode node, String realm) {
    if (node.isObject()) {
      ObjectNode result = JSON.createObjectNode();
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        if (GENERATED.contains(field.getKey())) {
          result.put(field.getKey(), "generated");
        } else if (!IDS.contains(field.getKey())) {
          result.set(field.getKey(), comparable(field.getValue(), realm));
        }
      }
      return result;
    }
    if (node.isArray()) {
      ArrayNode result = JSON.createArrayNode();
      StreamSupport.stream(node.spliterator(), false)
          .map(element -> comparable(element, realm))
          .sorted(Comparator.comparing(JsonNode::toString))
          .forEach(result::add);
      return result;
    }
    return node.isTextual()
        ? JSON.getNodeFactory().textNode(node.asText().replace(realm, NAME))
        : node;
  }
}
