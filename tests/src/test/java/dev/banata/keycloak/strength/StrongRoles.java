package dev.banata.keycloak.strength;

import dev.banata.keycloak.api.TestProjects;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Roles and permissions that the callers lack. */
final class StrongRoles {
  private static final String PROJECT_DELETE = "project.delete";

  private final StrongMaker make;

  StrongRoles(StrongMaker make) {
    this.make = make;
  }

  Map<String, Supplier<Strong>> newRoles() {
    Map<String, Supplier<Strong>> things = new LinkedHashMap<>();
    make.permissionsOfRoles()
        .forEach(
            (name, permissions) ->
                things.put(
                    "new role with " + name,
                    () -> ofRole(Map.of("permissions", permissions), permissions, "/roles")));
    return things;
  }

  Map<String, Supplier<Strong>> roles(String operation) {
    Map<String, Supplier<Strong>> things = new LinkedHashMap<>();
    things.put(
        "role that leads to realm-admin",
        () -> {
          String id =
              make.read(make.rest().path("/roles/" + make.managingRole())).get("id").asText();
          return ofRole(Map.of("id", id), List.of(), statePaths(id));
        });
    make.permissionsOfRoles()
        .forEach(
            (name, permissions) -> {
              things.put(
                  "role with " + name,
                  () -> {
                    String id = make.newRole(permissions).get("id").asText();
                    return ofRole(Map.of("id", id), permissions, statePaths(id));
                  });
              if (operation.equals("updateRole")) {
                things.put(
                    "role that would get " + name,
                    () -> {
                      String id = make.newRole(List.of()).get("id").asText();
                      Map<String, Object> request = Map.of("id", id, "permissions", permissions);
                      return ofRole(request, permissions, statePaths(id));
                    });
              }
            });
    return things;
  }

  private Strong ofRole(Map<String, Object> request, List<String> permissions, String... paths) {
    Strong role = Strong.of(request, () -> make.reads(paths));
    return permissions.contains(PROJECT_DELETE) ? role.withProjectDelete() : role;
  }

  private static String[] statePaths(String role) {
    return new String[] {"/roles-by-id/" + role, "/roles-by-id/" + role + "/composites"};
  }

  Map<String, Supplier<Strong>> permissions() {
    return Map.of(
        "permission that the caller lacks",
        () -> {
          String id = make.newPermission(TestProjects.unique("safe") + ".close");
          return Strong.of(Map.of("id", id), () -> make.reads("/roles-by-id/" + id));
        });
  }
}
