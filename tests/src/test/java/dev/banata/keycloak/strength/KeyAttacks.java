package dev.banata.keycloak.strength;

import static dev.banata.keycloak.strength.RealmAdmins.REALM_MANAGEMENT;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.banata.keycloak.api.AdminRest;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.Http.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** On the clients of API keys and their service accounts. */
final class KeyAttacks {

  private final AttackedProject target;
  private final AdminRest rest;
  private final List<Attack> attacks = new ArrayList<>();

  KeyAttacks(AttackedProject target) {
    this.target = target;
    this.rest = target.rest();
  }

  List<Attack> all() {
    onClient("delete the client of a key", path -> admin -> admin.delete(path));
    onClient(
        "change the client of a key", path -> changes(path, "directAccessGrantsEnabled", true));
    onClient("disable the client of a key", path -> changes(path, "enabled", false));
    onClient(
        "give the client of a key another secret",
        path -> admin -> admin.post(path + "/client-secret", Map.of()));
    attacks.add(
        Attack.ofNobody(
            "mark a client as one of a key",
            () -> newClient(TestProjects.unique("marked"), Map.of("banata.api-key", "true")),
            () -> newClient(TestProjects.unique("marked"), Map.of("app.api-key", "true"))));
    attacks.add(
        Attack.ofNobody(
            "name a client like one of a key",
            () -> newClient(TestProjects.unique("ak_"), Map.of()),
            () -> newClient(TestProjects.unique("ak-"), Map.of())));
    attacks.add(
        Attack.ofNobody(
            "rename a client to one of a key",
            () -> renamed(TestProjects.unique("ak_")),
            () -> renamed(TestProjects.unique("ak-"))));
    onAccount(
        "give the service account of a key a role",
        path -> {
          List<JsonNode> parts = List.of(rest.clientRole(REALM_MANAGEMENT, "view-events"));
          return admin -> admin.post(path + managing(), parts);
        });
    onAccount(
        "take a role from the service account of a key",
        path -> {
          List<JsonNode> parts = List.of(rest.clientRole(REALM_MANAGEMENT, "view-users"));
          return admin -> admin.http().send("DELETE", admin.path(path + managing()), parts);
        });
    onAccount(
        "let the service account of a key join a group",
        path -> admin -> admin.put(path + "/groups/" + target.plainGroup(), Map.of()));
    onAccount(
        "disable the service account of a key",
        path -> admin -> admin.put(path, Map.of("enabled", false)));
    onAccount("delete the service account of a key", path -> admin -> admin.delete(path));
    return attacks;
  }

  /** The same request on a client that is none of a key is the control. */
  private void onClient(String name, Function<String, Function<AdminRest, Answer>> call) {
    attacks.add(
        Attack.ofNobody(
            name,
            () -> call.apply(target.keyClient()),
            () -> call.apply("/clients/" + target.newClient())));
  }

  private void onAccount(String name, Function<String, Function<AdminRest, Answer>> call) {
    attacks.add(
        Attack.ofNobody(
            name, () -> call.apply(target.keyAccount()), () -> call.apply(target.newUser())));
  }

  private String managing() {
    return "/role-mappings/clients/" + rest.idOfClient(REALM_MANAGEMENT);
  }

  private Function<AdminRest, Answer> changes(String path, String field, boolean value) {
    ObjectNode client = rest.get(path).expect(200).json().deepCopy();
    client.put(field, value);
    return admin -> admin.put(path, client);
  }

  private Function<AdminRest, Answer> renamed(String clientId) {
    String path = "/clients/" + target.newClient();
    ObjectNode client = rest.get(path).expect(200).json().deepCopy();
    client.put("clientId", clientId);
    return admin -> admin.put(path, client);
  }

  private static Function<AdminRest, Answer> newClient(
      String clientId, Map<String, String> attributes) {
    return admin -> admin.post("/clients", Map.of("clientId", clientId, "attributes", attributes));
  }
}
