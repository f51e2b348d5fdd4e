package dev.banata.keycloak.strength;

import static dev.banata.keycloak.strength.RealmAdmins.REALM_ADMIN;
import static dev.banata.keycloak.strength.RealmAdmins.REALM_MANAGEMENT;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.AdminRest;
import dev.banata.keycloak.api.Sample.Target;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.Http;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Makes roles, permissions and users that are stronger than the callers, and reads what they are.
 */
final class StrongMaker {
  static final String LEADS_TO_ADMIN = "a role that leads to realm-admin";

  private static final String PROJECT_DELETE = "project.delete";
  private static final String CONFIG = "/api/auth/banata/config/";

  private final TestProject project;
  private final AdminRest rest;
  private final Target target;
  private final List<String> slugs;
  private final String custom;

  /**
   * Prepares a project.
   *
   * @param slugs the built-in permissions
   */
  StrongMaker(Target target, List<String> slugs) {
    this.target = target;
    this.project = target.project();
    this.rest = project.adminRest();
    this.slugs = slugs;
    this.custom = TestProjects.unique("safe") + ".open";
    newPermission(custom);
    rest.createPasswordClient("app");
  }

  Target target() {
    return target;
  }

  TestProject project() {
    return project;
  }

  AdminRest rest() {
    return rest;
  }

  /** A permission of the project's own, which no caller has. */
  String custom() {
    return custom;
  }

  String newUser() {
    return project.newUser().get("id").asText();
  }

  void manage(String user, String role) {
    rest.grantClientRole(user, REALM_MANAGEMENT, role);
  }

  void join(String user, String group) {
    rest.put("/users/" + user + "/groups/" + group, Map.of()).expect(204);
  }

  String managingGroup() {
    String group = rest.createGroup("/groups", TestProjects.unique("g"));
    rest.post(
            "/groups/" + group + "/role-mappings/clients/" + rest.idOfClient(REALM_MANAGEMENT),
            List.of(management()))
        .expect(204);
    return group;
  }

  String groupBelow() {
    return rest.createGroup(
        "/groups/" + managingGroup() + "/children", TestProjects.unique("below"));
  }

  JsonNode management() {
    return rest.clientRole(REALM_MANAGEMENT, REALM_ADMIN);
  }

  /** Name of a realm role that is composed of one that is composed of realm-admin. */
  String nested() {
    String inner = realmRole(management());
    return realmRole(rest.get("/roles/" + inner).expect(200).json());
  }

  String realmRole(JsonNode part) {
    String name = TestProjects.unique("role");
    rest.post("/roles", Map.of("name", name)).expect(201);
    rest.post("/roles/" + name + "/composites", List.of(part)).expect(204);
    return name;
  }

  /** Slugs of roles by what they are made of. */
  Map<String, Supplier<String>> strongRoles() {
    Map<String, Supplier<String>> roles = new LinkedHashMap<>();
    roles.put(LEADS_TO_ADMIN, this::managingRole);
    roles.put("a role of all permissions", () -> role(allSlugs()));
    roles.put("a role with a permission that the caller lacks", () -> role(List.of(custom)));
    roles.put("super_admin", () -> "super_admin");
    return roles;
  }

  List<String> allSlugs() {
    return slugs.stream().filter(slug -> !slug.equals(PROJECT_DELETE)).toList();
  }

  String role(List<String> permissions) {
    return newRole(permissions).get("slug").asText();
  }

  /** A role of the catalogue that is composed of realm-admin in the console. */
  String managingRole() {
    String slug = role(List.of());
    rest.post("/roles/" + slug + "/composites", List.of(management())).expect(204);
    return slug;
  }

  JsonNode newRole(List<String> permissions) {
    String slug = TestProjects.unique("r");
    return project
        .as(project.newKey(Map.of("permissions", List.of("*", PROJECT_DELETE))))
        .post(
            CONFIG + "roles/create",
            Map.of("name", "Strong", "slug", slug, "permissions", permissions))
        .expect(200)
        .json()
        .get("role");
  }

  Map<String, List<String>> permissionsOfRoles() {
    Map<String, List<String>> permissions = new LinkedHashMap<>();
    permissions.put("full access", List.of("*"));
    permissions.put("all permissions", allSlugs());
    permissions.put("a permission that the caller lacks", List.of(custom));
    permissions.put("project.delete", List.of(PROJECT_DELETE));
    return permissions;
  }

  String newPermission(String slug) {
    return project
        .http()
        .post(CONFIG + "permissions/create", Map.of("name", "Strong", "slug", slug))
        .expect(200)
        .json()
        .at("/permission/id")
        .asText();
  }

  JsonNode api(String operation) {
    return project.http().post(CONFIG + operation, Map.of()).expect(200).json();
  }

  List<JsonNode> reads(String... paths) {
    return Stream.of(paths).map(rest::path).map(this::read).toList();
  }

  JsonNode read(String path) {
    Http http = path.startsWith("/admin/") ? rest.http() : project.http();
    return Snapshots.sorted(http.get(path).expect(200).json());
  }

  List<JsonNode> stateOfUser(String user) {
    String path = "/users/" + user;
    return reads(
        path,
        path + "/role-mappings",
        path + "/groups",
        path + "/credentials",
        path + "/sessions",
        path + "/federated-identity");
  }
}
