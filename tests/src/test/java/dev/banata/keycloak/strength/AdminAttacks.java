package dev.banata.keycloak.strength;

import static dev.banata.keycloak.strength.RealmAdmins.REALM_ADMIN;
import static dev.banata.keycloak.strength.RealmAdmins.REALM_MANAGEMENT;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.banata.keycloak.api.AdminRest;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.Http.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** What admins could do to permissions, roles, keys and secrets of ours at Keycloak's own API. */
final class AdminAttacks {

  /** Who may do it. */
  enum Allowed {
    TO_NOBODY,
    TO_REALM_ADMINS
  }

  /**
   * A write at Keycloak's Admin REST API.
   *
   * @param preparation makes what it is about, and returns the call
   */
  record Attack(String name, Allowed allowed, Supplier<Function<AdminRest, Answer>> preparation) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final String REFERENCE = "${vault.banata-x}";

  /** Permissions that no role of realm-management but realm-admin is worth. */
  private static final List<String> STRONG = List.of("user.manage", "client.manage");

  private final TestProject project;
  private final AdminRest rest;
  private final List<Attack> attacks = new ArrayList<>();
  private final String banata;
  private final String victim;
  private final String plainGroup;
  private final String plainClient;
  private final String plainScope;
  private final String ldap;
  private final String idp;
  private final String keyClient;
  private final String keyAccount;

  AdminAttacks(TestProject project) {
    this.project = project;
    this.rest = project.adminRest();
    banata = rest.idOfClient("banata");
    victim = rest.createUser(TestProjects.unique("victim"), "a long password", Map.of());
    plainGroup = rest.createGroup("/groups", "plain");
    plainClient = rest.createClient(Map.of("clientId", "plain"));
    rest.post("/client-scopes", Map.of("name", "plain", "protocol", "openid-connect")).expect(201);
    plainScope = id(rest.get("/client-scopes"), "plain");
    ldap = created(rest.post("/components", ldap("directory", "secret")).expect(201));
    idp = "company";
    rest.post("/identity-provider/instances", idp(idp, "secret")).expect(201);
    keyClient =
        "/clients/"
            + rest.idOfClient(project.newKey(Map.of("permissions", List.of("user.read"))).id());
    keyAccount =
        "/users/"
            + rest.get(keyClient + "/service-account-user").expect(200).json().get("id").asText();
    permissions();
    roles();
    holders();
    groups();
    mappers();
    keys();
    vault();
    imports();
    workflows();
    reviewed();
  }

  List<Attack> all() {
    return attacks;
  }

  private void nobody(String name, Supplier<Function<AdminRest, Answer>> preparation) {
    attacks.add(new Attack(name, Allowed.TO_NOBODY, preparation));
  }

  private void realmAdmins(String name, Supplier<Function<AdminRest, Answer>> preparation) {
    attacks.add(new Attack(name, Allowed.TO_REALM_ADMINS, preparation));
  }

  /** All that the attacks could change. */
  List<JsonNode> state() {
    List<JsonNode> state = new ArrayList<>();
    state.add(
        rest.post("/partial-export?exportClients=true&exportGroupsAndRoles=true", null)
            .expect(200)
            .json());
    List<String> paths =
        new ArrayList<>(
            List.of(
                "",
                "/components",
                "/default-groups",
                "/users/" + victim + "/role-mappings",
                "/users/" + victim + "/groups",
                "/identity-provider/instances/" + idp + "/mappers",
                "/clients/" + plainClient + "/client-secret",
                "/users/count"));
    paths.add(keyClient + "/client-secret");
    paths.add(keyAccount);
    paths.add(keyAccount + "/role-mappings");
    paths.add(keyAccount + "/groups");
    paths.forEach(path -> state.add(rest.get(path).expect(200).json()));
    return state.stream().map(Snapshots::sorted).toList();
  }

  // What the attacks are about

  private static String created(Answer answer) {
    String location = answer.header("Location");
    return location.substring(location.lastIndexOf('/') + 1);
  }

  private static String id(Answer list, String name) {
    for (JsonNode each : list.expect(200).json()) {
      if (each.get("name").asText().equals(name)) {
        return each.get("id").asText();
      }
    }
    throw new AssertionError(name + " is not in " + list);
  }

  private JsonNode permission(String slug) {
    return rest.clientRole("banata", slug);
  }

  private String newPermission() {
    String slug = TestProjects.unique("tools") + ".use";
    project
        .http()
        .post("/api/auth/banata/config/permissions/create", Map.of("name", "Use", "slug", slug))
        .expect(200);
    return slug;
  }

  /** A role of the catalogue that no single role of realm-management is worth. */
  private JsonNode strong() {
    String slug = TestProjects.unique("strong");
    project
        .http()
        .post(
            "/api/auth/banata/config/roles/create",
            Map.of("name", "Strong", "slug", slug, "permissions", STRONG))
        .expect(200);
    return role(slug);
  }

  private JsonNode role(String name) {
    return rest.get("/roles/" + name).expect(200).json();
  }

  private JsonNode plainRole() {
    String name = TestProjects.unique("plain");
    rest.post("/roles", Map.of("name", name)).expect(201);
    return role(name);
  }

  private static ObjectNode renamed(JsonNode role, String name) {
    ObjectNode renamed = role.deepCopy();
    renamed.put("name", name);
    return renamed;
  }

  private static String name(JsonNode role) {
    return role.get("name").asText();
  }

  private String strongGroup() {
    String group = rest.createGroup("/groups", TestProjects.unique("strong"));
    rest.post("/groups/" + group + "/role-mappings/realm", List.of(strong())).expect(204);
    return group;
  }

  private String groupName(String id) {
    return rest.get("/groups/" + id).expect(200).json().get("name").asText();
  }

  private static Map<String, Object> ldap(String name, String secret) {
    return Map.of(
        "name",
        name,
        "providerId",
        "ldap",
        "providerType",
        "org.keycloak.storage.UserStorageProvider",
        "config",
        Map.ofEntries(
            Map.entry("enabled", List.of("false")),
            Map.entry("vendor", List.of("other")),
            Map.entry("connectionUrl", List.of("ldap://127.0.0.1:1")),
            Map.entry("usersDn", List.of("ou=users,dc=example,dc=org")),
            Map.entry("authType", List.of("simple")),
            Map.entry("bindDn", List.of("cn=admin")),
            Map.entry("bindCredential", List.of(secret)),
            Map.entry("usernameLDAPAttribute", List.of("uid")),
            Map.entry("rdnLDAPAttribute", List.of("uid")),
            Map.entry("uuidLDAPAttribute", List.of("entryUUID")),
            Map.entry("userObjectClasses", List.of("inetOrgPerson")),
            Map.entry("editMode", List.of("READ_ONLY"))));
  }

  private static Map<String, Object> idp(String alias, String secret) {
    return Map.of(
        "alias",
        alias,
        "providerId",
        "oidc",
        "config",
        Map.of(
            "clientId",
            "us",
            "clientSecret",
            secret,
            "authorizationUrl",
            "https://idp.example.org/auth",
            "tokenUrl",
            "https://idp.example.org/token"));
  }

  // Permissions

  private void permissions() {
    String roles = "/clients/" + banata + "/roles";
    nobody(
        "rename a built-in permission",
        () -> {
          ObjectNode role = renamed(permission("token.check"), "a.b");
          return admin -> admin.put(roles + "/token.check", role);
        });
    nobody(
        "rename a built-in permission by its id",
        () -> {
          ObjectNode role = renamed(permission("token.check"), "*");
          return admin -> admin.put("/roles-by-id/" + role.get("id").asText(), role);
        });
    nobody("delete a built-in permission", () -> admin -> admin.delete(roles + "/token.check"));
    nobody(
        "compose a built-in permission",
        () -> {
          List<JsonNode> parts = List.of(permission(newPermission()));
          return admin -> admin.post(roles + "/token.check/composites", parts);
        });
    nobody(
        "compose a built-in permission of realm-admin",
        () -> {
          List<JsonNode> parts = List.of(rest.clientRole(REALM_MANAGEMENT, REALM_ADMIN));
          return admin -> admin.post(roles + "/token.check/composites", parts);
        });
    nobody(
        "rename a custom permission to a wildcard",
        () -> {
          String slug = newPermission();
          ObjectNode role = renamed(permission(slug), "billing.*");
          return admin -> admin.put(roles + "/" + slug, role);
        });
    for (String slug : List.of("*", "user.*")) {
      realmAdmins(
          "make the wildcard " + slug, () -> admin -> admin.post(roles, Map.of("name", slug)));
    }
    realmAdmins(
        "make a permission",
        () -> {
          String slug = TestProjects.unique("made") + ".use";
          return admin -> admin.post(roles, Map.of("name", slug));
        });
    realmAdmins(
        "rename a custom permission",
        () -> {
          String slug = newPermission();
          ObjectNode role = renamed(permission(slug), TestProjects.unique("x") + ".y");
          return admin -> admin.put(roles + "/" + slug, role);
        });
    realmAdmins(
        "delete a custom permission",
        () -> {
          String slug = newPermission();
          return admin -> admin.delete(roles + "/" + slug);
        });
    nobody(
        "rename the client banata",
        () -> {
          ObjectNode client = rest.get("/clients/" + banata).expect(200).json().deepCopy();
          client.put("clientId", "other");
          return admin -> admin.put("/clients/" + banata, client);
        });
    nobody("delete the client banata", () -> admin -> admin.delete("/clients/" + banata));
  }

  // Roles of the catalogue

  private void roles() {
    realmAdmins(
        "compose a role",
        () -> {
          String path = "/roles/" + name(strong()) + "/composites";
          List<JsonNode> parts = List.of(permission("api_key.create"));
          return admin -> admin.post(path, parts);
        });
    realmAdmins(
        "take a permission from a role",
        () -> {
          String path = admin(strong());
          List<JsonNode> parts = List.of(permission("user.manage"));
          return admin -> admin.http().send("DELETE", admin.path(path + "/composites"), parts);
        });
    realmAdmins(
        "rename a role",
        () -> {
          JsonNode role = strong();
          ObjectNode other = renamed(role, TestProjects.unique("other"));
          return admin -> admin.put("/roles/" + name(role), other);
        });
    realmAdmins(
        "rename a role by its id",
        () -> {
          JsonNode role = strong();
          ObjectNode other = renamed(role, TestProjects.unique("other"));
          return admin -> admin.put(admin(role), other);
        });
    realmAdmins(
        "delete a role",
        () -> {
          String name = name(strong());
          return admin -> admin.delete("/roles/" + name);
        });
    nobody(
        "take the mark of the catalogue from a role",
        () -> {
          JsonNode role = strong();
          ObjectNode other = role.deepCopy();
          other.putObject("attributes");
          return admin -> admin.put("/roles/" + name(role), other);
        });
    for (String slug : List.of("member", "admin", "super_admin")) {
      nobody(
          "rename the built-in role " + slug,
          () -> {
            ObjectNode other = renamed(role(slug), "other");
            return admin -> admin.put("/roles/" + slug, other);
          });
      nobody("delete the built-in role " + slug, () -> admin -> admin.delete("/roles/" + slug));
    }
    nobody(
        "compose super_admin",
        () -> {
          List<JsonNode> parts = List.of(plainRole());
          return admin -> admin.post("/roles/super_admin/composites", parts);
        });
    for (String name : List.of("default-roles-" + project.slug(), "a plain role")) {
      realmAdmins(
          "put a role into " + name,
          () -> {
            String path = (name.startsWith("d") ? "/roles/" + name : admin(plainRole()));
            List<JsonNode> parts = List.of(strong());
            return admin -> admin.post(path + "/composites", parts);
          });
      realmAdmins(
          "put a permission into " + name,
          () -> {
            String path = (name.startsWith("d") ? "/roles/" + name : admin(plainRole()));
            List<JsonNode> parts = List.of(permission("user.manage"), permission("client.manage"));
            return admin -> admin.post(path + "/composites", parts);
          });
    }
  }

  private static String admin(JsonNode role) {
    return "/roles-by-id/" + role.get("id").asText();
  }

  // Who has them

  private void holders() {
    for (String holder : List.of("/users/" + victim, "/groups/" + plainGroup)) {
      realmAdmins(
          "map a role onto " + holder,
          () -> {
            List<JsonNode> parts = List.of(strong());
            return admin -> admin.post(holder + "/role-mappings/realm", parts);
          });
      realmAdmins(
          "map a permission onto " + holder,
          () -> {
            List<JsonNode> parts = List.of(permission("user.manage"), permission("client.manage"));
            return admin -> admin.post(holder + "/role-mappings/clients/" + banata, parts);
          });
      realmAdmins(
          "map a plain role that is composed of a role onto " + holder,
          () -> {
            JsonNode plain = plainRole();
            rest.post(admin(plain) + "/composites", List.of(strong())).expect(204);
            return admin -> admin.post(holder + "/role-mappings/realm", List.of(plain));
          });
    }
    realmAdmins(
        "take a role from a user",
        () -> {
          List<JsonNode> parts = List.of(strong());
          rest.post("/users/" + victim + "/role-mappings/realm", parts).expect(204);
          return admin ->
              admin
                  .http()
                  .send("DELETE", admin.path("/users/" + victim + "/role-mappings/realm"), parts);
        });
    realmAdmins(
        "put a role into the scope of client scopes",
        () -> {
          List<JsonNode> parts = List.of(strong());
          return admin ->
              admin.post("/client-scopes/" + plainScope + "/scope-mappings/realm", parts);
        });
  }

  private void groups() {
    realmAdmins(
        "move a group below one with a role",
        () -> {
          String parent = strongGroup();
          String name = TestProjects.unique("child");
          String child = rest.createGroup("/groups", name);
          rest.put("/users/" + victim + "/groups/" + child, Map.of()).expect(204);
          return admin ->
              admin.post("/groups/" + parent + "/children", Map.of("id", child, "name", name));
        });
    realmAdmins(
        "let a user join a group with a role",
        () -> {
          String group = strongGroup();
          return admin -> admin.put("/users/" + victim + "/groups/" + group, Map.of());
        });
    realmAdmins(
        "make a user in a group with a role",
        () -> {
          String group = "/" + groupName(strongGroup());
          return admin ->
              admin.post(
                  "/users",
                  Map.of("username", TestProjects.unique("new"), "groups", List.of(group)));
        });
    realmAdmins(
        "make a group with a role one of every new user",
        () -> {
          String group = strongGroup();
          return admin -> admin.put("/default-groups/" + group, Map.of());
        });
  }

  // Mappers

  private void mappers() {
    realmAdmins(
        "give a role by an identity provider's mapper",
        () -> {
          String role = name(strong());
          return admin -> admin.post(idpMappers(), idpMapper("role", role));
        });
    realmAdmins(
        "give a permission by an identity provider's mapper",
        () -> {
          String slug = newPermission();
          rest.post("/roles-by-id/" + permission(slug).get("id").asText(), null);
          return admin -> admin.post(idpMappers(), idpMapper("role", "banata.user.impersonate"));
        });
    realmAdmins(
        "give a group by an identity provider's mapper",
        () -> {
          String group = "/" + groupName(strongGroup());
          return admin -> admin.post(idpMappers(), idpMapper("group", group));
        });
    realmAdmins(
        "give a role by a client's mapper",
        () -> {
          String role = name(strong());
          return admin ->
              admin.post("/clients/" + plainClient + "/protocol-mappers/models", tokenMapper(role));
        });
    realmAdmins(
        "give a role by a client scope's mapper",
        () -> {
          String role = name(strong());
          return admin ->
              admin.post(
                  "/client-scopes/" + plainScope + "/protocol-mappers/models", tokenMapper(role));
        });
    realmAdmins(
        "give several mappers at once",
        () -> {
          String role = name(strong());
          return admin ->
              admin.post(
                  "/clients/" + plainClient + "/protocol-mappers/add-models",
                  List.of(tokenMapper(role)));
        });
    realmAdmins(
        "make a client with a mapper that gives a role",
        () -> {
          String role = name(strong());
          return admin ->
              admin.post(
                  "/clients",
                  Map.of(
                      "clientId",
                      TestProjects.unique("mapping"),
                      "protocolMappers",
                      List.of(tokenMapper(role))));
        });
    realmAdmins(
        "give a role by a directory's mapper",
        () -> {
          String role = name(strong());
          return admin ->
              admin.post(
                  "/components",
                  Map.of(
                      "name",
                      TestProjects.unique("mapper"),
                      "parentId",
                      ldap,
                      "providerId",
                      "hardcoded-ldap-role-mapper",
                      "providerType",
                      "org.keycloak.storage.ldap.mappers.LDAPStorageMapper",
                      "config",
                      Map.of("role", List.of(role))));
        });
    for (String mapper : List.of("role-ldap-mapper", "group-ldap-mapper")) {
      realmAdmins("give roles by the names in a directory: " + mapper, () -> byNames(mapper));
    }
    realmAdmins(
        "give a group by a directory's mapper",
        () -> {
          String group = "/" + groupName(strongGroup());
          return admin ->
              admin.post(
                  "/components",
                  Map.of(
                      "name",
                      TestProjects.unique("mapper"),
                      "parentId",
                      ldap,
                      "providerId",
                      "hardcoded-ldap-group-mapper",
                      "providerType",
                      "org.keycloak.storage.ldap.mappers.LDAPStorageMapper",
                      "config",
                      Map.of("group", List.of(group))));
        });
  }

  private Function<AdminRest, Answer> byNames(String mapper) {
    String kind = mapper.startsWith("role") ? "roles" : "groups";
    String name = kind.equals("roles") ? "role" : "group";
    return admin ->
        admin.post(
            "/components",
            Map.of(
                "name",
                TestProjects.unique("mapper"),
                "parentId",
                ldap,
                "providerId",
                mapper,
                "providerType",
                "org.keycloak.storage.ldap.mappers.LDAPStorageMapper",
                "config",
                Map.of(
                    kind + ".dn",
                    List.of("ou=" + kind + ",dc=example,dc=org"),
                    name + ".name.ldap.attribute",
                    List.of("cn"),
                    name + ".object.classes",
                    List.of("groupOfNames"),
                    "membership.ldap.attribute",
                    List.of("member"),
                    "membership.attribute.type",
                    List.of("DN"),
                    "membership.user.ldap.attribute",
                    List.of("uid"),
                    "mode",
                    List.of("READ_ONLY"),
                    "use.realm.roles.mapping",
                    List.of("true"),
                    "drop.non.existing.groups.during.sync",
                    List.of("false"))));
  }

  private String idpMappers() {
    return "/identity-provider/instances/" + idp + "/mappers";
  }

  private Map<String, Object> idpMapper(String kind, String value) {
    return Map.of(
        "name",
        TestProjects.unique("mapper"),
        "identityProviderAlias",
        idp,
        "identityProviderMapper",
        "oidc-hardcoded-" + kind + "-idp-mapper",
        "config",
        Map.of(kind, value, "syncMode", "INHERIT"));
  }

  private static Map<String, Object> tokenMapper(String role) {
    return Map.of(
        "name",
        TestProjects.unique("mapper"),
        "protocol",
        "openid-connect",
        "protocolMapper",
        "oidc-hardcoded-role-mapper",
        "config",
        Map.of("role", role));
  }

  // Keys

  private void keys() {
    nobody("delete the client of a key", () -> admin -> admin.delete(keyClient));
    nobody(
        "change the client of a key",
        () -> {
          ObjectNode client = rest.get(keyClient).expect(200).json().deepCopy();
          client.put("directAccessGrantsEnabled", true);
          return admin -> admin.put(keyClient, client);
        });
    nobody(
        "disable the client of a key",
        () -> {
          ObjectNode client = rest.get(keyClient).expect(200).json().deepCopy();
          client.put("enabled", false);
          return admin -> admin.put(keyClient, client);
        });
    nobody(
        "give the service account of a key a role",
        () -> {
          List<JsonNode> parts = List.of(rest.clientRole(REALM_MANAGEMENT, "view-events"));
          return admin ->
              admin.post(
                  keyAccount + "/role-mappings/clients/" + rest.idOfClient(REALM_MANAGEMENT),
                  parts);
        });
    nobody(
        "take a role from the service account of a key",
        () -> {
          List<JsonNode> parts = List.of(rest.clientRole(REALM_MANAGEMENT, "view-users"));
          return admin ->
              admin
                  .http()
                  .send(
                      "DELETE",
                      admin.path(
                          keyAccount
                              + "/role-mappings/clients/"
                              + rest.idOfClient(REALM_MANAGEMENT)),
                      parts);
        });
    nobody(
        "let the service account of a key join a group",
        () -> admin -> admin.put(keyAccount + "/groups/" + plainGroup, Map.of()));
    nobody("delete the service account of a key", () -> admin -> admin.delete(keyAccount));
    nobody(
        "mark a client as one of a key",
        () ->
            admin ->
                admin.post(
                    "/clients",
                    Map.of(
                        "clientId", "ak_false", "attributes", Map.of("banata.api-key", "true"))));
  }

  // The vault

  private void vault() {
    nobody(
        "our secret as password of the mail server",
        () ->
            admin ->
                admin.put(
                    "",
                    Map.of(
                        "smtpServer",
                        Map.of(
                            "host",
                            "smtp.example.org",
                            "from",
                            "a@example.org",
                            "auth",
                            "true",
                            "user",
                            "a",
                            "password",
                            REFERENCE))));
    nobody(
        "our secret as secret of a new identity provider",
        () -> admin -> admin.post("/identity-provider/instances", idp("thief", REFERENCE)));
    nobody(
        "our secret as secret of an identity provider",
        () -> admin -> admin.put("/identity-provider/instances/" + idp, idp(idp, REFERENCE)));
    nobody(
        "our secret as secret of a new directory",
        () -> admin -> admin.post("/components", ldap("thief", REFERENCE)));
    nobody(
        "our secret as secret of a directory",
        () ->
            admin -> {
              Map<String, Object> component = new HashMap<>(ldap("directory", REFERENCE));
              component.put("id", ldap);
              return admin.put("/components/" + ldap, component);
            });
    nobody(
        "our secret as secret of a new client",
        () -> admin -> admin.post("/clients", Map.of("clientId", "thief", "secret", REFERENCE)));
    nobody(
        "our secret as secret of a client",
        () ->
            admin ->
                admin.put(
                    "/clients/" + plainClient, Map.of("clientId", "plain", "secret", REFERENCE)));
  }

  // Imports

  private void imports() {
    nobody(
        "import our secret in an identity provider",
        () -> imported(Map.of("identityProviders", List.of(idp("thief", REFERENCE)))));
    nobody(
        "import our secret in a client",
        () ->
            imported(Map.of("clients", List.of(Map.of("clientId", "thief", "secret", REFERENCE)))));
    nobody(
        "import over the client of a key",
        () -> {
          String key = project.newKey(Map.of("permissions", List.of("user.read"))).id();
          return imported(Map.of("clients", List.of(Map.of("clientId", key, "secret", "known"))));
        });
    nobody(
        "import over the client banata",
        () ->
            imported(Map.of("clients", List.of(Map.of("clientId", "banata", "secret", "known")))));
    nobody(
        "import over a built-in permission",
        () ->
            imported(
                Map.of(
                    "roles",
                    Map.of(
                        "client",
                        Map.of(
                            "banata",
                            List.of(
                                Map.of(
                                    "name",
                                    "token.check",
                                    "composite",
                                    true,
                                    "composites",
                                    Map.of("realm", List.of("offline_access")))))))));
    nobody(
        "import over a built-in role",
        () ->
            imported(
                Map.of(
                    "roles",
                    Map.of("realm", List.of(Map.of("name", "member", "description", "x"))))));
    realmAdmins(
        "import a user with a role",
        () -> {
          String role = name(strong());
          return imported(
              Map.of(
                  "users",
                  List.of(
                      Map.of(
                          "username",
                          TestProjects.unique("imported"),
                          "realmRoles",
                          List.of(role)))));
        });
    realmAdmins(
        "import a client with a mapper that gives a role",
        () -> {
          String role = name(strong());
          return imported(
              Map.of(
                  "clients",
                  List.of(
                      Map.of(
                          "clientId",
                          TestProjects.unique("imported"),
                          "protocolMappers",
                          List.of(tokenMapper(role))))));
        });
    realmAdmins(
        "import an identity provider's mapper that gives a role",
        () -> {
          String role = name(strong());
          // Of another name each time: Keycloak's cache remembers what was rolled back.
          return admin ->
              imported(
                      Map.of(
                          "identityProviders",
                          List.of(idp("partner", "secret")),
                          "identityProviderMappers",
                          List.of(idpMapper("role", role))))
                  .apply(admin);
        });
    realmAdmins(
        "import a role composed of a role",
        () -> {
          String role = name(strong());
          return imported(
              Map.of(
                  "roles",
                  Map.of(
                      "realm",
                      List.of(
                          Map.of(
                              "name",
                              TestProjects.unique("imported"),
                              "composite",
                              true,
                              "composites",
                              Map.of("realm", List.of(role)))))));
        });
    realmAdmins(
        "import a group with a role",
        () -> {
          String role = name(strong());
          String group = TestProjects.unique("imported");
          return imported(
              Map.of(
                  "groups",
                  List.of(
                      Map.of("name", group, "path", "/" + group, "realmRoles", List.of(role)))));
        });
  }

  private static Function<AdminRest, Answer> imported(Map<String, Object> part) {
    Map<String, Object> request = new HashMap<>(part);
    request.put("ifResourceExists", "OVERWRITE");
    return admin -> admin.post("/partialImport", request);
  }

  private void workflows() {
    realmAdmins(
        "grant a role by a workflow",
        () -> {
          String role = name(strong());
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
                          Map.of("uses", "grant-role", "with", Map.of("role", List.of(role))))));
        });
  }

  /** What an attacker found when the rest of this held. */
  private void reviewed() {
    realmAdmins(
        "make a strong group everybody's by the realm",
        () -> {
          String group = "/" + groupName(strongGroup());
          return admin -> admin.put("", Map.of("defaultGroups", List.of(group)));
        });
    realmAdmins(
        "give a group by a mapper without its slash",
        () -> {
          Map<String, Object> mapper =
              Map.of(
                  "name",
                  TestProjects.unique("mapper"),
                  "identityProviderAlias",
                  idp,
                  "identityProviderMapper",
                  "oidc-hardcoded-group-idp-mapper",
                  "config",
                  Map.of("group", groupName(strongGroup()), "syncMode", "FORCE"));
          return admin -> admin.post(idpMappers(), mapper);
        });
    realmAdmins(
        "hide a permission from a mapper behind a role of its name",
        () -> {
          String slug = newPermission();
          rest.post("/roles", Map.of("name", "banata." + slug)).expect(201);
          return admin ->
              admin.post(
                  idpMappers(), idpMapper("oidc-hardcoded-role-idp-mapper", "banata." + slug));
        });
    realmAdmins(
        "map a permission onto a scope by its name",
        () ->
            admin ->
                admin.post(
                    "/clients/" + plainClient + "/scope-mappings/clients/" + banata,
                    List.of(Map.of("name", "user.manage"))));
    nobody(
        "unmark a role behind one that is named like its id",
        () -> {
          JsonNode role = strong();
          rest.post("/roles", Map.of("name", role.get("id").asText())).expect(201);
          return admin ->
              admin.put(
                  "/roles-by-id/" + role.get("id").asText(),
                  Map.of("name", name(role), "attributes", Map.of()));
        });
    nobody(
        "take the mark of a built-in role",
        () -> {
          String member = role("member").get("id").asText();
          return admin ->
              admin.put(
                  "/roles-by-id/" + member,
                  Map.of("name", "member", "attributes", Map.of("banata.name", List.of("Member"))));
        });
    realmAdmins(
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
        });
    nobody(
        "give the client of a key another secret",
        () -> admin -> admin.post(keyClient + "/client-secret", Map.of()));
    nobody(
        "disable the service account of a key",
        () -> admin -> admin.put(keyAccount, Map.of("enabled", false)));
    nobody(
        "write our vault reference in another case",
        () ->
            admin -> {
              Map<String, Object> provider = idp(TestProjects.unique("case"), "${vault.Banata-x}");
              return admin.post("/identity-provider/instances", provider);
            });
    nobody(
        "write our vault reference by a path",
        () ->
            admin ->
                admin.put(
                    "",
                    Map.of(
                        "smtpServer",
                        Map.of(
                            "host",
                            "mail.example.com",
                            "from",
                            "a@example.com",
                            "auth",
                            "true",
                            "user",
                            "u",
                            "password",
                            "${vault.x/../banata-x}"))));
  }
}
