package dev.banata.keycloak.strength;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.banata.keycloak.api.AdminRest;
import dev.banata.keycloak.api.ApiOperation;
import dev.banata.keycloak.api.Sample.Target;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.Http;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The stronger things that there are for each kind of object, made when they are needed. */
final class StrongThings {

  /** Kinds that no strength is asked for, and why that is enough. */
  static final Map<String, String> WITHOUT_STRONGER =
      Map.of(
          "settings", "what the project shows, limits or switches: it hands out no rights",
          "project", "named by its own permission, or for admins only",
          "organization", "its settings: the rights of its members are of the kind member",
          "mail", "a mail to one address with a template as it is, which holds no token",
          "own", "an end user's own membership",
          "none", "changes nothing");

  /** Operations of the other kinds that make something which nobody has yet. */
  static final Map<String, String> MAKES_NOTHING_STRONG =
      Map.of("createPermission", "only super_admin has a new permission, and whoever had it named");

  private static final String REALM_MANAGEMENT = "realm-management";
  private static final String REALM_ADMIN = "realm-admin";
  private static final String PROJECT_DELETE = "project.delete";
  private static final String CONFIG = "/api/auth/banata/config/";
  private static final String LEADS_TO_ADMIN = "a role that leads to realm-admin";
  private static final String PASSWORD = "a long password";
  private static final List<String> TEMPLATES =
      List.of("verification", "password-reset", "magic-link", "email-otp", "invitation", "welcome");

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
  StrongThings(Target target, List<String> slugs) {
    this.target = target;
    this.project = target.project();
    this.rest = project.adminRest();
    this.slugs = slugs;
    this.custom = TestProjects.unique("safe") + ".open";
    newPermission(custom);
    rest.createPasswordClient("app");
  }

  /** What is stronger than the callers, for an operation; null if nobody has thought of it. */
  Map<String, Supplier<Strong>> of(ApiOperation operation) {
    String id = operation.id();
    return switch (operation.object()) {
      case "key" -> keys(id);
      case "user" -> users(id);
      case "user-roles" -> rolesOfNewUsers();
      case "session" -> Map.of("session of an administrator", this::session);
      case "client" -> id.equals("createClient") ? newClients() : clients();
      case "default-client" -> defaultClients();
      case "role" -> id.equals("createRole") ? newRoles() : roles(id);
      case "permission" -> id.equals("createPermission") ? Map.of() : permissions();
      case "member" -> members(id);
      case "member-role" -> memberRoles(id);
      case "invitation" -> invitations();
      case "mail-route" -> Map.of("where the links to new passwords go", this::mailRoute);
      case "mail-template" -> templates(id);
      default -> null;
    };
  }

  // Keys

  private Map<String, Supplier<Strong>> keys(String operation) {
    Map<String, List<String>> permissions = new LinkedHashMap<>();
    permissions.put("full access", List.of("*"));
    permissions.put("a permission that the caller lacks", List.of(custom));
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

  private Strong key(Map<String, Object> request, List<String> permissions) {
    Strong key = Strong.of(request, this::keys);
    return permissions.contains(PROJECT_DELETE) ? key.withProjectDelete() : key;
  }

  private List<JsonNode> keys() {
    JsonNode keys = read("/api/auth/api-key/list?includeRevoked=true");
    for (JsonNode key : keys) {
      ((ObjectNode) key).remove(List.of("lastUsedAt", "lastRequest", "requestCount"));
    }
    return List.of(keys, read(rest.path("/clients?search=true&clientId=ak_&max=1000")));
  }

  private String newKey(List<String> permissions) {
    return project.newKey(Map.of("permissions", permissions)).id();
  }

  // Users

  private Map<String, Supplier<Strong>> users(String operation) {
    Map<String, Function<String, Runnable>> ways = new LinkedHashMap<>();
    ways.put("realm-admin", user -> () -> manage(user, REALM_ADMIN));
    ways.put("one role of realm-management", user -> () -> manage(user, "view-events"));
    ways.put("a role that leads to realm-admin", user -> () -> rest.grantRealmRole(user, nested()));
    ways.put("a group with realm-admin", user -> () -> join(user, managingGroup()));
    ways.put("a group below one with realm-admin", user -> () -> join(user, groupBelow()));
    ways.put(
        "a role with a permission that the caller lacks",
        user -> () -> rest.grantRealmRole(user, role(List.of(custom))));
    ways.put(
        "a permission that the caller lacks",
        user -> () -> rest.grantClientRole(user, "banata", custom));
    ways.put("super_admin", user -> () -> rest.grantRealmRole(user, "super_admin"));
    Map<String, Supplier<Strong>> things = new LinkedHashMap<>();
    ways.forEach((name, way) -> things.put("user with " + name, () -> user(operation, name, way)));
    if (List.of("setUserRole", "updateUser").contains(operation)) {
      strongRoles()
          .forEach(
              (name, role) ->
                  things.put(
                      "user who would get " + name,
                      () -> {
                        String user = newUser();
                        return Strong.of(
                            Map.of("userId", user, "role", role.get()), () -> stateOfUser(user));
                      }));
    }
    return things;
  }

  private Strong user(String operation, String name, Function<String, Runnable> way) {
    String user = newUser();
    way.apply(user).run();
    Strong strong = Strong.of(Map.of("userId", user), () -> stateOfUser(user));
    boolean isElevated = !name.endsWith("that the caller lacks");
    return operation.equals("impersonateUser") && isElevated
        ? strong.refused(403, "USER_IS_ELEVATED")
        : strong;
  }

  private Strong session() {
    String username = TestProjects.unique("u");
    String user = rest.createUser(username, PASSWORD, Map.of("firstName", "A", "lastName", "B"));
    manage(user, REALM_ADMIN);
    project.session(username, PASSWORD).signIn("app").expect(200);
    String session = read(rest.path("/users/" + user + "/sessions")).get(0).get("id").asText();
    return Strong.of(Map.of("sessionId", session), () -> stateOfUser(user));
  }

  private Map<String, Supplier<Strong>> rolesOfNewUsers() {
    Map<String, Supplier<Strong>> things = new LinkedHashMap<>();
    strongRoles()
        .forEach(
            (name, role) ->
                things.put(
                    "new user with " + name,
                    () -> Strong.of(Map.of("role", role.get()), () -> reads("/users/count"))));
    return things;
  }

  private List<JsonNode> stateOfUser(String user) {
    String path = "/users/" + user;
    return reads(
        path,
        path + "/role-mappings",
        path + "/groups",
        path + "/credentials",
        path + "/sessions",
        path + "/federated-identity");
  }

  private String newUser() {
    return project.newUser().get("id").asText();
  }

  private void manage(String user, String role) {
    rest.grantClientRole(user, REALM_MANAGEMENT, role);
  }

  private void join(String user, String group) {
    rest.put("/users/" + user + "/groups/" + group, Map.of()).expect(204);
  }

  private String managingGroup() {
    String group = rest.createGroup("/groups", TestProjects.unique("g"));
    rest.post(
            "/groups/" + group + "/role-mappings/clients/" + rest.idOfClient(REALM_MANAGEMENT),
            List.of(management()))
        .expect(204);
    return group;
  }

  private String groupBelow() {
    return rest.createGroup(
        "/groups/" + managingGroup() + "/children", TestProjects.unique("below"));
  }

  private JsonNode management() {
    return rest.clientRole(REALM_MANAGEMENT, REALM_ADMIN);
  }

  /** Name of a realm role that is composed of one that is composed of realm-admin. */
  private String nested() {
    String inner = realmRole(management());
    return realmRole(rest.get("/roles/" + inner).expect(200).json());
  }

  private String realmRole(JsonNode part) {
    String name = TestProjects.unique("role");
    rest.post("/roles", Map.of("name", name)).expect(201);
    rest.post("/roles/" + name + "/composites", List.of(part)).expect(204);
    return name;
  }

  // Roles and permissions

  /** Slugs of roles by what they are made of. */
  private Map<String, Supplier<String>> strongRoles() {
    Map<String, Supplier<String>> roles = new LinkedHashMap<>();
    roles.put(LEADS_TO_ADMIN, this::managingRole);
    roles.put("a role of all permissions", () -> role(allSlugs()));
    roles.put("a role with a permission that the caller lacks", () -> role(List.of(custom)));
    roles.put("super_admin", () -> "super_admin");
    return roles;
  }

  private List<String> allSlugs() {
    return slugs.stream().filter(slug -> !slug.equals(PROJECT_DELETE)).toList();
  }

  private String role(List<String> permissions) {
    return newRole(permissions).get("slug").asText();
  }

  /** A role of the catalogue that is composed of realm-admin in the console. */
  String managingRole() {
    String slug = role(List.of());
    rest.post("/roles/" + slug + "/composites", List.of(management())).expect(204);
    return slug;
  }

  private JsonNode newRole(List<String> permissions) {
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

  private Map<String, Supplier<Strong>> newRoles() {
    Map<String, Supplier<Strong>> things = new LinkedHashMap<>();
    permissionsOfRoles()
        .forEach(
            (name, permissions) ->
                things.put(
                    "new role with " + name,
                    () -> ofRole(Map.of("permissions", permissions), permissions, "/roles")));
    return things;
  }

  private Map<String, Supplier<Strong>> roles(String operation) {
    Map<String, Supplier<Strong>> things = new LinkedHashMap<>();
    things.put(
        "role that leads to realm-admin",
        () -> {
          String id = read(rest.path("/roles/" + managingRole())).get("id").asText();
          return ofRole(Map.of("id", id), List.of(), statePaths(id));
        });
    permissionsOfRoles()
        .forEach(
            (name, permissions) -> {
              things.put(
                  "role with " + name,
                  () -> {
                    String id = newRole(permissions).get("id").asText();
                    return ofRole(Map.of("id", id), permissions, statePaths(id));
                  });
              if (operation.equals("updateRole")) {
                things.put(
                    "role that would get " + name,
                    () -> {
                      String id = newRole(List.of()).get("id").asText();
                      Map<String, Object> request = Map.of("id", id, "permissions", permissions);
                      return ofRole(request, permissions, statePaths(id));
                    });
              }
            });
    return things;
  }

  private Map<String, List<String>> permissionsOfRoles() {
    Map<String, List<String>> permissions = new LinkedHashMap<>();
    permissions.put("full access", List.of("*"));
    permissions.put("all permissions", allSlugs());
    permissions.put("a permission that the caller lacks", List.of(custom));
    permissions.put("project.delete", List.of(PROJECT_DELETE));
    return permissions;
  }

  private Strong ofRole(Map<String, Object> request, List<String> permissions, String... paths) {
    Strong role = Strong.of(request, () -> reads(paths));
    return permissions.contains(PROJECT_DELETE) ? role.withProjectDelete() : role;
  }

  private static String[] statePaths(String role) {
    return new String[] {"/roles-by-id/" + role, "/roles-by-id/" + role + "/composites"};
  }

  private Map<String, Supplier<Strong>> permissions() {
    return Map.of(
        "permission that the caller lacks",
        () -> {
          String id = newPermission(TestProjects.unique("safe") + ".close");
          return Strong.of(Map.of("id", id), () -> reads("/roles-by-id/" + id));
        });
  }

  private String newPermission(String slug) {
    return project
        .http()
        .post(CONFIG + "permissions/create", Map.of("name", "Strong", "slug", slug))
        .expect(200)
        .json()
        .at("/permission/id")
        .asText();
  }

  // Clients

  private Map<String, Supplier<Strong>> clients() {
    Map<String, Supplier<Strong>> things = new LinkedHashMap<>();
    strongClients()
        .forEach(
            (name, make) ->
                things.put(
                    "client with " + name,
                    () -> {
                      String id = make.apply(TestProjects.unique("c"));
                      return Strong.of(Map.of("id", id), () -> stateOfClient(id));
                    }));
    return things;
  }

  private Map<String, Supplier<Strong>> defaultClients() {
    Map<String, Supplier<Strong>> things = new LinkedHashMap<>();
    strongClients()
        .forEach(
            (name, make) ->
                things.put(
                    "default client with " + name,
                    () -> {
                      removeDefaultClient();
                      String id = make.apply(project.slug());
                      return Strong.of(Map.of(), () -> stateOfClient(id));
                    }));
    things.put(
        "first default client, with a scope of the realm that bears realm-admin",
        () -> {
          removeDefaultClient();
          return withStrongScopeOfRealm();
        });
    return things;
  }

  private Map<String, Supplier<Strong>> newClients() {
    return Map.of(
        "new client with a scope of the realm that bears realm-admin",
        this::withStrongScopeOfRealm);
  }

  /** Every client that is made now gets the scope; it ends with the next state that is read. */
  private Strong withStrongScopeOfRealm() {
    String scope = strongScope();
    rest.put("/default-default-client-scopes/" + scope, Map.of()).expect(204);
    return Strong.of(Map.of(), () -> reads("/clients?max=1000"));
  }

  /** So that clients that are made later are no stronger than they should be. */
  void removeStrongScopesOfRealm() {
    for (JsonNode scope : read(rest.path("/default-default-client-scopes"))) {
      if (scope.get("name").asText().startsWith("strong-")) {
        rest.delete("/client-scopes/" + scope.get("id").asText()).expect(204);
      }
    }
  }

  private void removeDefaultClient() {
    for (JsonNode client : read(rest.path("/clients?clientId=" + project.slug()))) {
      rest.delete("/clients/" + client.get("id").asText()).expect(204);
    }
  }

  /** Each makes a client with the client id, as the console does, and returns its id. */
  private Map<String, Function<String, String>> strongClients() {
    Map<String, Function<String, String>> clients = new LinkedHashMap<>();
    clients.put(
        "a service account with realm-admin",
        clientId -> serviceAccount(clientId, account -> manage(account, REALM_ADMIN)));
    clients.put(
        "a service account in a group with realm-admin",
        clientId -> serviceAccount(clientId, account -> join(account, groupBelow())));
    clients.put(
        "a service account with a permission that the caller lacks",
        clientId ->
            serviceAccount(clientId, account -> rest.grantClientRole(account, "banata", custom)));
    clients.put(
        "full scope and the standard flow",
        clientId -> newClient(clientId, Map.of("fullScopeAllowed", true)));
    clients.put(
        "full scope and the device flow",
        clientId ->
            newClient(
                clientId,
                Map.of(
                    "fullScopeAllowed",
                    true,
                    "standardFlowEnabled",
                    false,
                    "attributes",
                    Map.of("oauth2.device.authorization.grant.enabled", "true"))));
    clients.put(
        "a scope that bears realm-admin",
        clientId -> {
          String id = newClient(clientId, Map.of());
          rest.put("/clients/" + id + "/default-client-scopes/" + strongScope(), Map.of())
              .expect(204);
          return id;
        });
    clients.put(
        "realm-admin in its own scope",
        clientId -> {
          String id = newClient(clientId, Map.of());
          String management = rest.idOfClient(REALM_MANAGEMENT);
          rest.post(
                  "/clients/" + id + "/scope-mappings/clients/" + management, List.of(management()))
              .expect(204);
          return id;
        });
    return clients;
  }

  private String serviceAccount(String clientId, Consumer<String> strengthen) {
    String id =
        newClient(clientId, Map.of("serviceAccountsEnabled", true, "standardFlowEnabled", false));
    strengthen.accept(
        read(rest.path("/clients/" + id + "/service-account-user")).get("id").asText());
    return id;
  }

  private String newClient(String clientId, Map<String, Object> more) {
    Map<String, Object> client = new LinkedHashMap<>();
    client.put("clientId", clientId);
    client.put("name", "Strong");
    client.put("publicClient", false);
    client.put("fullScopeAllowed", false);
    // A callback belongs to one client.
    client.put("redirectUris", List.of("https://" + clientId + ".example.com/callback"));
    client.putAll(more);
    return rest.createClient(client);
  }

  private String strongScope() {
    String name = TestProjects.unique("strong");
    rest.post("/client-scopes", Map.of("name", name, "protocol", "openid-connect")).expect(201);
    for (JsonNode scope : read(rest.path("/client-scopes"))) {
      if (scope.get("name").asText().equals(name)) {
        String id = scope.get("id").asText();
        rest.post(
                "/client-scopes/"
                    + id
                    + "/scope-mappings/clients/"
                    + rest.idOfClient(REALM_MANAGEMENT),
                List.of(management()))
            .expect(204);
        return id;
      }
    }
    throw new AssertionError("Keycloak has not made the scope " + name);
  }

  private List<JsonNode> stateOfClient(String id) {
    String path = "/clients/" + id;
    List<String> paths = new ArrayList<>(List.of(path, path + "/client-secret"));
    if (read(rest.path(path)).path("serviceAccountsEnabled").asBoolean()) {
      String account = read(rest.path(path + "/service-account-user")).get("id").asText();
      paths.add("/users/" + account + "/role-mappings");
    }
    return reads(paths.toArray(String[]::new));
  }

  // Organizations

  /** Without the role that leads to realm-admin, which is worth no more in an organization. */
  private Map<String, Supplier<String>> strongRolesOfMembers() {
    Map<String, Supplier<String>> roles = strongRoles();
    roles.remove(LEADS_TO_ADMIN);
    return roles;
  }

  private Map<String, Supplier<Strong>> members(String operation) {
    Map<String, Supplier<Strong>> things = new LinkedHashMap<>();
    strongRolesOfMembers()
        .forEach(
            (name, role) -> {
              things.put("member with " + name, () -> member(role.get(), Map.of()));
              if (operation.equals("updateMemberRole")) {
                things.put(
                    "member who would get " + name,
                    () -> member("member", Map.of("role", role.get())));
              }
            });
    return things;
  }

  private Strong member(String role, Map<String, Object> more) {
    String user = newUser();
    organization("add-member", Map.of("userId", user, "role", role));
    Map<String, Object> request = new LinkedHashMap<>(more);
    request.put("memberIdOrUserId", user);
    return Strong.of(request, this::stateOfOrganization);
  }

  private Map<String, Supplier<Strong>> memberRoles(String operation) {
    Map<String, Supplier<Strong>> things = new LinkedHashMap<>();
    strongRolesOfMembers()
        .forEach(
            (name, role) ->
                things.put(
                    "new member with " + name,
                    () -> {
                      Map<String, Object> request = new LinkedHashMap<>();
                      request.put("role", role.get());
                      if (operation.equals("addMember")) {
                        request.put("userId", newUser());
                      }
                      return Strong.of(request, this::stateOfOrganization);
                    }));
    return things;
  }

  private Map<String, Supplier<Strong>> invitations() {
    Map<String, Supplier<Strong>> things = new LinkedHashMap<>();
    strongRolesOfMembers()
        .forEach(
            (name, role) ->
                things.put(
                    "invitation with " + name,
                    () -> {
                      String address = TestProjects.unique("i") + "@example.org";
                      JsonNode invitation =
                          organization(
                              "invite-member", Map.of("email", address, "role", role.get()));
                      return Strong.of(
                          Map.of("invitationId", invitation.get("id").asText()),
                          this::stateOfOrganization);
                    }));
    return things;
  }

  private JsonNode organization(String operation, Map<String, Object> fields) {
    Map<String, Object> request = new LinkedHashMap<>(fields);
    request.put("organizationId", target.organization().id());
    return project.http().post("/api/auth/organization/" + operation, request).expect(200).json();
  }

  private List<JsonNode> stateOfOrganization() {
    return List.of(organization("get-full-organization", Map.of()));
  }

  // Mail

  private Strong mailRoute() {
    return Strong.of(
        Map.of(),
        () -> Stream.concat(reads("").stream(), Stream.of(api("email-providers/get"))).toList());
  }

  private Map<String, Supplier<Strong>> templates(String operation) {
    Map<String, Supplier<Strong>> things = new LinkedHashMap<>();
    for (String slug : TEMPLATES) {
      things.put("template " + slug, () -> template(operation, slug));
    }
    return things;
  }

  private Strong template(String operation, String slug) {
    Supplier<List<JsonNode>> state =
        () ->
            List.of(
                project
                    .http()
                    .post("/api/auth/banata/emails/templates/list", Map.of("limit", 100))
                    .expect(200)
                    .json());
    return switch (operation) {
      case "createEmailTemplate" -> Strong.of(variant(slug, "de"), state);
      // The built-in one itself cannot be deleted by anybody.
      case "deleteEmailTemplate" ->
          Strong.of(
              Map.of("id", templates("create", variant(slug, "fr")).at("/template/id").asText()),
              state);
      default ->
          Strong.of(
              Map.of("id", templates("get", Map.of("idOrSlug", slug)).at("/template/id").asText()),
              state);
    };
  }

  private JsonNode templates(String operation, Map<String, Object> request) {
    return project
        .http()
        .post("/api/auth/banata/emails/templates/" + operation, request)
        .expect(200)
        .json();
  }

  private static Map<String, Object> variant(String slug, String locale) {
    return Map.of(
        "name",
        "Strong",
        "slug",
        slug,
        "builtInType",
        slug,
        "locale",
        locale,
        "subject",
        "Strong",
        "blocksJson",
        "[]");
  }

  // Reading

  private JsonNode api(String operation) {
    return project.http().post(CONFIG + operation, Map.of()).expect(200).json();
  }

  private List<JsonNode> reads(String... paths) {
    return Stream.of(paths).map(rest::path).map(this::read).toList();
  }

  private JsonNode read(String path) {
    Http http = path.startsWith("/admin/") ? rest.http() : project.http();
    return Snapshots.sorted(http.get(path).expect(200).json());
  }
}
