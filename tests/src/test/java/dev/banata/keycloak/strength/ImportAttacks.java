package dev.banata.keycloak.strength;

import static dev.banata.keycloak.strength.AttackedProject.imported;
import static dev.banata.keycloak.strength.AttackedProject.name;

import dev.banata.keycloak.api.AdminRest;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.Http.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** By imports into the realm. */
final class ImportAttacks {

  private final AttackedProject target;
  private final List<Attack> attacks = new ArrayList<>();

  ImportAttacks(AttackedProject target) {
    this.target = target;
  }

  List<Attack> all() {
    attacks.add(
        Attack.ofNobody(
            "import over the client of a key",
            () -> client(target.project().newKey(Map.of("permissions", List.of("user.read"))).id()),
            () -> client(TestProjects.unique("c"))));
    attacks.add(
        Attack.ofNobody(
            "import over the client banata",
            () -> client("banata"),
            () -> client(TestProjects.unique("c"))));
    attacks.add(
        Attack.ofNobody(
            "import over a built-in permission",
            () -> clientRole("banata", "token.check"),
            () -> clientRole("plain", TestProjects.unique("r"))));
    attacks.add(
        Attack.ofNobody(
            "import over a built-in role",
            () -> role(Map.of("name", "member", "description", "x")),
            () -> role(Map.of("name", TestProjects.unique("r"), "description", "x"))));
    withRole(
        "import a user with a role",
        role -> Map.of("users", List.of(named("username", Map.of("realmRoles", List.of(role))))));
    withRole(
        "import a role composed of a role",
        role ->
            Map.of(
                "roles",
                Map.of(
                    "realm",
                    List.of(
                        named(
                            "name",
                            Map.of(
                                "composite",
                                true,
                                "composites",
                                Map.of("realm", List.of(role))))))));
    withRole(
        "import a group with a role",
        role -> {
          Map<String, Object> group = named("name", Map.of("realmRoles", List.of(role)));
          group.put("path", "/" + group.get("name"));
          return Map.of("groups", List.of(group));
        });
    withDpop();
    return attacks;
  }

  private void withRole(String name, Function<String, Map<String, Object>> part) {
    attacks.add(
        Attack.ofRealmAdmins(
            name,
            () -> {
              Map<String, Object> imported = part.apply(name(target.strong()));
              return imported(imported);
            }));
  }

  /** The scheme of the token is no way past the check of the import, which looks for the admin. */
  private void withDpop() {
    Supplier<Function<AdminRest, Answer>> attack =
        () -> {
          String role = name(target.strong());
          Map<String, Object> part =
              Map.of("users", List.of(named("username", Map.of("realmRoles", List.of(role)))));
          return admin ->
              new DpopAdmin(target.project(), admin)
                  .post("/partialImport", AttackedProject.importing(part));
        };
    attacks.add(Attack.ofRealmAdmins("import a user with a role by a DPoP token", attack));
  }

  private static Map<String, Object> named(String field, Map<String, Object> more) {
    Map<String, Object> named = new HashMap<>(more);
    named.put(field, TestProjects.unique("imported"));
    return named;
  }

  private static Function<AdminRest, Answer> client(String clientId) {
    return imported(Map.of("clients", List.of(Map.of("clientId", clientId, "secret", "known"))));
  }

  private static Function<AdminRest, Answer> role(Map<String, Object> role) {
    return imported(Map.of("roles", Map.of("realm", List.of(role))));
  }

  private static Function<AdminRest, Answer> clientRole(String client, String role) {
    Map<String, Object> composed =
        Map.of(
            "name",
            role,
            "composite",
            true,
            "composites",
            Map.of("realm", List.of("offline_access")));
    return imported(Map.of("roles", Map.of("client", Map.of(client, List.of(composed)))));
  }
}
