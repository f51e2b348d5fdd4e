package dev.banata.keycloak.strength;

import static dev.banata.keycloak.strength.AttackedProject.renamed;
import static dev.banata.keycloak.strength.RealmAdmins.REALM_ADMIN;
import static dev.banata.keycloak.strength.RealmAdmins.REALM_MANAGEMENT;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.banata.keycloak.api.AdminRest;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.Http;
import dev.banata.keycloak.server.Http.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** On permissions and on the client that owns them. */
final class PermissionAttacks {

  private static final String BUILT_IN = "token.check";

  private final AttackedProject target;
  private final AdminRest rest;
  private final List<Attack> attacks = new ArrayList<>();

  PermissionAttacks(AttackedProject target) {
    this.target = target;
    this.rest = target.rest();
  }

  List<Attack> all() {
    String roles = "/clients/" + target.banata() + "/roles";
    attacks.add(
        Attack.ofNobody(
            "rename a built-in permission",
            () -> rename(target.banata(), target.permission(BUILT_IN), "a.b"),
            () -> renamePlain("a.b")));
    attacks.add(
        Attack.ofNobody(
            "rename a built-in permission by its id",
            () -> renameById(target.permission(BUILT_IN), "*"),
            () -> renameById(target.plainClientRole(), TestProjects.unique("x"))));
    attacks.add(
        Attack.ofNobody(
            "delete a built-in permission",
            () -> delete(target.banata(), target.permission(BUILT_IN)),
            () -> delete(target.plainClient(), target.plainClientRole())));
    attacks.add(
        Attack.ofNobody(
            "compose a built-in permission",
            () -> compose(target.permission(BUILT_IN), target.permission(target.newPermission())),
            () -> compose(target.plainClientRole(), target.permission(target.newPermission()))));
    attacks.add(
        Attack.ofNobody(
            "compose a built-in permission of realm-admin",
            () -> compose(target.permission(BUILT_IN), realmAdmin()),
            () -> compose(target.plainClientRole(), realmAdmin())));
    attacks.add(
        Attack.ofNobody(
            "rename a custom permission to a wildcard",
            () -> rename(target.banata(), target.permission(target.newPermission()), "billing.*"),
            () -> renamePlain("billing.*")));
    for (String slug : List.of("*", "user.*")) {
      attacks.add(
          Attack.ofRealmAdmins(
              "make the wildcard " + slug, () -> admin -> admin.post(roles, Map.of("name", slug))));
    }
    attacks.add(
        Attack.ofRealmAdmins(
            "make a permission",
            () -> {
              String slug = TestProjects.unique("made") + ".use";
              return admin -> admin.post(roles, Map.of("name", slug));
            }));
    attacks.add(
        Attack.ofRealmAdmins(
            "rename a custom permission",
            () ->
                rename(
                    target.banata(),
                    target.permission(target.newPermission()),
                    TestProjects.unique("x") + ".y")));
    attacks.add(
        Attack.ofRealmAdmins(
            "delete a custom permission",
            () -> delete(target.banata(), target.permission(target.newPermission()))));
    String malformed = TestProjects.unique("Foo Bar");
    attacks.add(
        Attack.ofNobody(
            "make a permission with a malformed name",
            () -> admin -> admin.post(roles, Map.of("name", malformed)),
            () ->
                admin ->
                    admin.post(
                        "/clients/" + target.plainClient() + "/roles", Map.of("name", malformed))));
    client();
    return attacks;
  }

  private void client() {
    attacks.add(
        Attack.ofNobody(
            "rename the client banata",
            () -> renameClient(target.banata(), "other"),
            () -> renameClient(target.newClient(), TestProjects.unique("other"))));
    attacks.add(
        Attack.ofNobody(
            "delete the client banata",
            () -> deleteClient(target.banata()),
            () -> deleteClient(target.newClient())));
    attacks.add(
        Attack.ofNobody(
            "change the client banata by its registration access token",
            () -> register("PUT", target.banata()),
            () -> register("PUT", target.newClient())));
    attacks.add(
        Attack.ofNobody(
            "delete the client banata by its registration access token",
            () -> register("DELETE", target.banata()),
            () -> register("DELETE", target.newClient())));
  }

  private Function<AdminRest, Answer> rename(String client, JsonNode role, String name) {
    ObjectNode other = renamed(role, name);
    String path = "/clients/" + client + "/roles/" + AttackedProject.name(role);
    return admin -> admin.put(path, other);
  }

  private Function<AdminRest, Answer> renamePlain(String name) {
    return rename(target.plainClient(), target.plainClientRole(), name);
  }

  private static Function<AdminRest, Answer> renameById(JsonNode role, String name) {
    ObjectNode other = renamed(role, name);
    return admin -> admin.put(AttackedProject.byId(role), other);
  }

  private static Function<AdminRest, Answer> delete(String client, JsonNode role) {
    String path = "/clients/" + client + "/roles/" + AttackedProject.name(role);
    return admin -> admin.delete(path);
  }

  private static Function<AdminRest, Answer> compose(JsonNode role, JsonNode part) {
    return admin -> admin.post(AttackedProject.byId(role) + "/composites", List.of(part));
  }

  private JsonNode realmAdmin() {
    return rest.clientRole(REALM_MANAGEMENT, REALM_ADMIN);
  }

  private Function<AdminRest, Answer> renameClient(String id, String name) {
    ObjectNode client = rest.get("/clients/" + id).expect(200).json().deepCopy();
    client.put("clientId", name);
    return admin -> admin.put("/clients/" + id, client);
  }

  private static Function<AdminRest, Answer> deleteClient(String id) {
    return admin -> admin.delete("/clients/" + id);
  }

  /** With the token that the server's admin got, whoever the admin is. */
  private Function<AdminRest, Answer> register(String method, String id) {
    JsonNode client =
        rest.post("/clients/" + id + "/registration-access-token", Map.of()).expect(200).json();
    String clientId = client.get("clientId").asText();
    Http bearer =
        target.project().anonymous().bearer(client.get("registrationAccessToken").asText());
    String path =
        "/realms/" + target.project().slug() + "/clients-registrations/default/" + clientId;
    Map<String, Object> change =
        method.equals("PUT") ? Map.of("clientId", clientId, "description", "changed") : null;
    return admin -> bearer.send(method, path, change);
  }
}
