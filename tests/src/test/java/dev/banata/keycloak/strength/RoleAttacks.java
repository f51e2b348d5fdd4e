package dev.banata.keycloak.strength;

import static dev.banata.keycloak.strength.AttackedProject.byId;
import static dev.banata.keycloak.strength.AttackedProject.name;
import static dev.banata.keycloak.strength.AttackedProject.renamed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.banata.keycloak.api.AdminRest;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.Http.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** On roles of the catalogue. */
final class RoleAttacks {

  /** What makes a realm role one of the catalogue. */
  private static final Map<String, List<String>> MARK = Map.of("banata.name", List.of("Marked"));

  private final AttackedProject target;
  private final AdminRest rest;
  private final List<Attack> attacks = new ArrayList<>();

  RoleAttacks(AttackedProject target) {
    this.target = target;
    this.rest = target.rest();
  }

  List<Attack> all() {
    attacks.add(
        Attack.ofRealmAdmins(
            "compose a role", () -> compose(target.strong(), target.permission("api_key.create"))));
    attacks.add(
        Attack.ofRealmAdmins(
            "take a permission from a role",
            () -> {
              String path = byId(target.strong()) + "/composites";
              List<JsonNode> parts = List.of(target.permission("user.manage"));
              return admin -> admin.http().send("DELETE", admin.path(path), parts);
            }));
    attacks.add(Attack.ofRealmAdmins("rename a role", () -> rename(target.strong())));
    attacks.add(
        Attack.ofRealmAdmins(
            "rename a role by its id",
            () -> {
              JsonNode role = target.strong();
              ObjectNode other = renamed(role, TestProjects.unique("other"));
              return admin -> admin.put(byId(role), other);
            }));
    attacks.add(Attack.ofRealmAdmins("delete a role", () -> delete(target.strong())));
    for (String slug : List.of("member", "admin", "super_admin")) {
      attacks.add(
          Attack.ofNobody(
              "rename the built-in role " + slug,
              () -> rename(target.role(slug)),
              () -> rename(target.plainRole())));
      attacks.add(
          Attack.ofNobody(
              "delete the built-in role " + slug,
              () -> delete(target.role(slug)),
              () -> delete(target.plainRole())));
    }
    attacks.add(
        Attack.ofNobody(
            "compose super_admin",
            () -> compose(target.role("super_admin"), target.plainRole()),
            () -> compose(target.plainRole(), target.plainRole())));
    parts();
    reserved();
    marks();
    return attacks;
  }

  private void parts() {
    for (String name : List.of("default-roles-" + target.project().slug(), "a plain role")) {
      attacks.add(
          Attack.ofRealmAdmins(
              "put a role into " + name, () -> compose(whole(name), target.strong())));
      attacks.add(
          Attack.ofRealmAdmins(
              "put permissions into " + name,
              () -> {
                JsonNode whole = whole(name);
                List<JsonNode> parts = target.strongPermissions();
                return admin -> admin.post(byId(whole) + "/composites", parts);
              }));
    }
    attacks.add(
        Attack.ofRealmAdmins(
            "compose a role whose name has a slash",
            () -> {
              String name = TestProjects.unique("a") + "/b";
              return admin ->
                  admin.post(
                      "/roles",
                      Map.of(
                          "name",
                          name,
                          "composite",
                          true,
                          "composites",
                          Map.of("realm", List.of("super_admin"))));
            }));
  }

  private void reserved() {
    attacks.add(
        Attack.ofNobody(
            "make a role with a reserved slug",
            () -> marked("user"),
            () -> marked(TestProjects.unique("user"))));
    attacks.add(
        Attack.ofNobody(
            "make a plain role of a reserved slug one of the catalogue",
            () -> {
              rest.post("/roles", Map.of("name", "user")).expect(201);
              return mark(target.role("user"));
            },
            () -> mark(target.plainRole())));
  }

  private static Function<AdminRest, Answer> marked(String name) {
    return admin -> admin.post("/roles", Map.of("name", name, "attributes", MARK));
  }

  private static Function<AdminRest, Answer> mark(JsonNode role) {
    ObjectNode other = role.deepCopy();
    other.putObject("attributes").putArray("banata.name").add("Marked");
    return admin -> admin.put(byId(role), other);
  }

  private JsonNode whole(String name) {
    return name.startsWith("default") ? target.role(name) : target.plainRole();
  }

  private void marks() {
    attacks.add(
        Attack.ofNobody(
            "take the mark of the catalogue from a role",
            () -> unmarkByName(target.strong()),
            () -> unmarkByName(target.plainRole())));
    attacks.add(
        Attack.ofNobody(
            "unmark a role behind one that is named like its id",
            () -> unmark(hidden(target.strong())),
            () -> unmark(hidden(target.plainRole()))));
    attacks.add(
        Attack.ofNobody(
            "take the mark of a built-in role",
            () ->
                admin ->
                    admin.put(
                        byId(target.role("member")),
                        Map.of(
                            "name",
                            "member",
                            "attributes",
                            Map.of("banata.name", List.of("Member")))),
            () -> unmark(target.plainRole())));
  }

  private JsonNode hidden(JsonNode role) {
    rest.post("/roles", Map.of("name", role.get("id").asText())).expect(201);
    return role;
  }

  private static Function<AdminRest, Answer> unmark(JsonNode role) {
    return admin -> admin.put(byId(role), Map.of("name", name(role), "attributes", Map.of()));
  }

  private static Function<AdminRest, Answer> unmarkByName(JsonNode role) {
    ObjectNode other = role.deepCopy();
    other.putObject("attributes");
    return admin -> admin.put("/roles/" + name(role), other);
  }

  private static Function<AdminRest, Answer> compose(JsonNode role, JsonNode part) {
    return admin -> admin.post(byId(role) + "/composites", List.of(part));
  }

  private static Function<AdminRest, Answer> rename(JsonNode role) {
    ObjectNode other = renamed(role, TestProjects.unique("other"));
    return admin -> admin.put("/roles/" + name(role), other);
  }

  private static Function<AdminRest, Answer> delete(JsonNode role) {
    return admin -> admin.delete("/roles/" + name(role));
  }
}
