package dev.banata.keycloak.strength;

import static dev.banata.keycloak.strength.AttackedProject.byId;
import static dev.banata.keycloak.strength.AttackedProject.name;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.AdminRest;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.Http.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** On who has roles and permissions: users, groups, scopes, organizations. */
final class HolderAttacks {

  private final AttackedProject target;
  private final AdminRest rest;
  private final List<Attack> attacks = new ArrayList<>();

  HolderAttacks(AttackedProject target) {
    this.target = target;
    this.rest = target.rest();
  }

  List<Attack> all() {
    String victim = "/users/" + target.victim();
    for (String holder : List.of(victim, "/groups/" + target.plainGroup())) {
      attacks.add(
          Attack.ofRealmAdmins("map a role onto " + holder, () -> map(holder, target.strong())));
      attacks.add(
          Attack.ofRealmAdmins(
              "map permissions onto " + holder,
              () -> {
                List<JsonNode> parts = target.strongPermissions();
                return admin ->
                    admin.post(holder + "/role-mappings/clients/" + target.banata(), parts);
              }));
      attacks.add(
          Attack.ofRealmAdmins(
              "map a plain role that is composed of a role onto " + holder,
              () -> {
                JsonNode plain = target.plainRole();
                rest.post(byId(plain) + "/composites", List.of(target.strong())).expect(204);
                return map(holder, plain);
              }));
    }
    attacks.add(
        Attack.ofRealmAdmins(
            "take a role from a user",
            () -> {
              String path = victim + "/role-mappings/realm";
              List<JsonNode> parts = List.of(target.strong());
              rest.post(path, parts).expect(204);
              return admin -> admin.http().send("DELETE", admin.path(path), parts);
            }));
    scopes();
    groups();
    organizations();
    workflows();
    return attacks;
  }

  private static Function<AdminRest, Answer> map(String holder, JsonNode role) {
    return admin -> admin.post(holder + "/role-mappings/realm", List.of(role));
  }

  private void scopes() {
    attacks.add(
        Attack.ofRealmAdmins(
            "put a role into the scope of client scopes",
            () -> {
              List<JsonNode> parts = List.of(target.strong());
              return admin ->
                  admin.post(
                      "/client-scopes/" + target.plainScope() + "/scope-mappings/realm", parts);
            }));
    attacks.add(
        Attack.ofRealmAdmins(
            "map a permission onto a scope by its name",
            () ->
                admin ->
                    admin.post(
                        "/clients/"
                            + target.plainClient()
                            + "/scope-mappings/clients/"
                            + target.banata(),
                        List.of(Map.of("name", "user.manage")))));
  }

  private void groups() {
    String victim = "/users/" + target.victim();
    attacks.add(
        Attack.ofRealmAdmins(
            "move a group below one with a role",
            () -> {
              String parent = target.strongGroup();
              String name = TestProjects.unique("child");
              String child = rest.createGroup("/groups", name);
              rest.put(victim + "/groups/" + child, Map.of()).expect(204);
              return move(child, name, "/groups/" + parent + "/children");
            }));
    attacks.add(
        Attack.ofRealmAdmins(
            "move a group of every new user below one with a role",
            () -> {
              String parent = target.strongGroup();
              String name = TestProjects.unique("everybodys");
              String child = rest.createGroup("/groups", name);
              rest.put("/default-groups/" + child, Map.of()).expect(204);
              return move(child, name, "/groups/" + parent + "/children");
            }));
    for (String place : List.of("/groups", "/groups/" + target.plainGroup() + "/children")) {
      attacks.add(
          Attack.ofRealmAdmins(
              "move a group out of one with a role to " + place,
              () -> {
                // A name with a slash has the path of another group.
                String name = TestProjects.unique("child") + "/of";
                String parent = "/groups/" + target.strongGroup() + "/children";
                String child = rest.createGroup(parent, name);
                rest.put(victim + "/groups/" + child, Map.of()).expect(204);
                return move(child, name, place);
              }));
    }
    attacks.add(
        Attack.ofRealmAdmins(
            "let a user join a group with a role",
            () -> {
              String group = target.strongGroup();
              return admin -> admin.put(victim + "/groups/" + group, Map.of());
            }));
    attacks.add(
        Attack.ofRealmAdmins(
            "let a user leave a group with a role",
            () -> {
              String path = victim + "/groups/" + target.strongGroup();
              rest.put(path, Map.of()).expect(204);
              return admin -> admin.delete(path);
            }));
    attacks.add(
        Attack.ofRealmAdmins(
            "remove a group with a role",
            () -> {
              String group = target.strongGroup();
              return admin -> admin.delete("/groups/" + group);
            }));
    attacks.add(
        Attack.ofRealmAdmins(
            "make a user in a group with a role",
            () -> {
              String group = "/" + target.groupName(target.strongGroup());
              return admin ->
                  admin.post(
                      "/users",
                      Map.of("username", TestProjects.unique("new"), "groups", List.of(group)));
            }));
    attacks.add(
        Attack.ofRealmAdmins(
            "make a group with a role one of every new user",
            () -> {
              String group = target.strongGroup();
              return admin -> admin.put("/default-groups/" + group, Map.of());
            }));
    attacks.add(
        Attack.ofRealmAdmins(
            "make a strong group everybody's by the realm",
            () -> {
              String group = "/" + target.groupName(target.strongGroup());
              return admin -> admin.put("", Map.of("defaultGroups", List.of(group)));
            }));
  }

  private static Function<AdminRest, Answer> move(String group, String name, String place) {
    return admin -> admin.post(place, Map.of("id", group, "name", name));
  }

  private void organizations() {
    attacks.add(
        Attack.ofRealmAdmins(
            "remove the group of a role from an organization",
            () -> {
              String path = roleGroup();
              return admin -> admin.delete(path);
            }));
    attacks.add(
        Attack.ofRealmAdmins(
            "take a member out of the group of a role",
            () -> {
              String path = roleGroup();
              String member = rest.get(path + "/members").expect(200).json().at("/0/id").asText();
              return admin -> admin.delete(path + "/members/" + member);
            }));
  }

  /** The path of the group that carries a strong role of a new member. */
  private String roleGroup() {
    String role = name(target.strong());
    String organization = target.organization();
    target
        .project()
        .http()
        .post(
            "/api/auth/organization/add-member",
            Map.of(
                "organizationId",
                organization,
                "userId",
                target.project().newUser().get("id").asText(),
                "role",
                role))
        .expect(200);
    String groups = "/organizations/" + organization + "/groups";
    for (JsonNode group : rest.get(groups).expect(200).json()) {
      if (name(group).equals(role)) {
        return groups + "/" + group.get("id").asText();
      }
    }
    throw new AssertionError("The organization has no group of the role " + role);
  }

  private void workflows() {
    attacks.add(
        Attack.ofRealmAdmins(
            "grant a role by a workflow",
            () -> {
              String role = name(target.strong());
              return admin ->
                  admin.post(
                      "/workflows",
                      Map.of(
                          "name",
                          TestProjects.unique("grant"),
                          "on",
                          "user-created",
                          "steps",
                          List.of(
                              Map.of(
                                  "uses", "grant-role", "with", Map.of("role", List.of(role))))));
            }));
  }
}
