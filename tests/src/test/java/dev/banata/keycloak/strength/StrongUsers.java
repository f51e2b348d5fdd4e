package dev.banata.keycloak.strength;

import static dev.banata.keycloak.strength.RealmAdmins.REALM_ADMIN;

import dev.banata.keycloak.api.TestProjects;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** Users and sessions of users who have more than the callers. */
final class StrongUsers {
  private static final String PASSWORD = "a long password";

  private final StrongMaker make;

  StrongUsers(StrongMaker make) {
    this.make = make;
  }

  Map<String, Supplier<Strong>> users(String operation) {
    Map<String, Function<String, Runnable>> ways = new LinkedHashMap<>();
    ways.put("realm-admin", user -> () -> make.manage(user, REALM_ADMIN));
    ways.put("one role of realm-management", user -> () -> make.manage(user, "view-events"));
    ways.put(
        "a role that leads to realm-admin",
        user -> () -> make.rest().grantRealmRole(user, make.nested()));
    ways.put("a group with realm-admin", user -> () -> make.join(user, make.managingGroup()));
    ways.put(
        "a group below one with realm-admin", user -> () -> make.join(user, make.groupBelow()));
    ways.put(
        "a role with a permission that the caller lacks",
        user -> () -> make.rest().grantRealmRole(user, make.role(List.of(make.custom()))));
    ways.put(
        "a permission that the caller lacks",
        user -> () -> make.rest().grantClientRole(user, "banata", make.custom()));
    ways.put("super_admin", user -> () -> make.rest().grantRealmRole(user, "super_admin"));
    Map<String, Supplier<Strong>> things = new LinkedHashMap<>();
    ways.forEach((name, way) -> things.put("user with " + name, () -> user(operation, name, way)));
    if (List.of("setUserRole", "updateUser").contains(operation)) {
      make.strongRoles()
          .forEach(
              (name, role) ->
                  things.put(
                      "user who would get " + name,
                      () -> {
                        String user = make.newUser();
                        return Strong.of(
                            Map.of("userId", user, "role", role.get()),
                            () -> make.stateOfUser(user));
                      }));
    }
    return things;
  }

  private Strong user(String operation, String name, Function<String, Runnable> way) {
    String user = make.newUser();
    way.apply(user).run();
    Strong strong = Strong.of(Map.of("userId", user), () -> make.stateOfUser(user));
    boolean isElevated = !name.endsWith("that the caller lacks");
    return operation.equals("impersonateUser") && isElevated
        ? strong.refused(403, "USER_IS_ELEVATED")
        : strong;
  }

  Strong session() {
    String username = TestProjects.unique("u");
    String user =
        make.rest().createUser(username, PASSWORD, Map.of("firstName", "A", "lastName", "B"));
    make.manage(user, REALM_ADMIN);
    make.project().session(username, PASSWORD).signIn("app").expect(200);
    String session =
        make.read(make.rest().path("/users/" + user + "/sessions")).get(0).get("id").asText();
    return Strong.of(Map.of("sessionId", session), () -> make.stateOfUser(user));
  }

  Map<String, Supplier<Strong>> rolesOfNewUsers() {
    Map<String, Supplier<Strong>> things = new LinkedHashMap<>();
    make.strongRoles()
        .forEach(
            (name, role) ->
                things.put(
                    "new user with " + name,
                    () -> Strong.of(Map.of("role", role.get()), () -> make.reads("/users/count"))));
    return things;
  }
}
