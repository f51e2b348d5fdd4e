package dev.banata.keycloak.strength;

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

/** A project with what admins could attack, and ways to make more of it. */
final class AttackedProject {

  private static final String PASSWORD = "a long password";

  /** Permissions that no role of realm-management but realm-admin is worth. */
  private static final List<String> STRONG = List.of("user.manage", "client.manage");

  private final TestProject project;
  private final AdminRest rest;
  private final String banata;
  private final String victim;
  private final String plainGroup;
  private final String plainClient;
  private final String plainScope;
  private final String ldap;
  private final String idp = "company";
  private final String organization;
  private final String keyClient;
  private final String keyAccount;

  AttackedProject(TestProject project) {
    this.project = project;
    this.rest = project.adminRest();
    banata = rest.idOfClient("banata");
    victim = rest.createUser(TestProjects.unique("victim"), PASSWORD, Map.of());
    plainGroup = rest.createGroup("/groups", "plain");
    plainClient = rest.createClient(Map.of("clientId", "plain"));
    plainScope = created(rest.post("/client-scopes", scope("plain")).expect(201));
    ldap = created(rest.post("/components", ldap("directory", "secret")).expect(201));
    rest.post("/identity-provider/instances", idp(idp, "secret")).expect(201);
    organization = rest.createOrganization(TestProjects.unique("acme"));
    keyClient =
        "/clients/"
            + rest.idOfClient(project.newKey(Map.of("permissions", List.of("user.read"))).id());
    keyAccount =
        "/users/"
            + rest.get(keyClient + "/service-account-user").expect(200).json().get("id").asText();
  }

  TestProject project() {
    return project;
  }

  /** The Admin REST API as the server's own admin. */
  AdminRest rest() {
    return rest;
  }

  /** The id of the client that owns the permissions. */
  String banata() {
    return banata;
  }

  /** The id of a user without roles. */
  String victim() {
    return victim;
  }

  String plainGroup() {
    return plainGroup;
  }

  String plainClient() {
    return plainClient;
  }

  String plainScope() {
    return plainScope;
  }

  /** The id of a directory. */
  String ldap() {
    return ldap;
  }

  /** The alias of an identity provider. */
  String idp() {
    return idp;
  }

  String organization() {
    return organization;
  }

  /** The path of a key's client. */
  String keyClient() {
    return keyClient;
  }

  /** The path of its service account. */
  String keyAccount() {
    return keyAccount;
  }

  /** All that the attacks could change. */
  List<JsonNode> state() {
    List<JsonNode> state = new ArrayList<>();
    state.add(
        rest.post("/partial-export?exportClients=true&exportGroupsAndRoles=true", null)
            .expect(200)
            .json());
    List.of(
            "",
            "/components",
            "/default-groups",
            "/users/" + victim + "/role-mappings",
            "/users/" + victim + "/groups",
            "/identity-provider/instances/" + idp + "/mappers",
            "/clients/" + plainClient + "/client-secret",
            "/users/count",
            "/organizations/" + organization + "/groups",
            "/organizations/" + organization + "/members",
            keyClient + "/client-secret",
            keyAccount,
            keyAccount + "/role-mappings",
            keyAccount + "/groups")
        .forEach(path -> state.add(rest.get(path).expect(200).json()));
    return state.stream().map(Snapshots::sorted).toList();
  }

  static String created(Answer answer) {
    String location = answer.header("Location");
    return location.substring(location.lastIndexOf('/') + 1);
  }

  static String name(JsonNode role) {
    return role.get("name").asText();
  }

  static String byId(JsonNode role) {
    return "/roles-by-id/" + role.get("id").asText();
  }

  static ObjectNode renamed(JsonNode role, String name) {
    ObjectNode renamed = role.deepCopy();
    renamed.put("name", name);
    return renamed;
  }

  JsonNode permission(String slug) {
    return rest.clientRole("banata", slug);
  }

  /** Permissions that only realm-admin covers. */
  List<JsonNode> strongPermissions() {
    return STRONG.stream().map(this::permission).toList();
  }

  String newPermission() {
    String slug = TestProjects.unique("tools") + ".use";
    project
        .http()
        .post("/api/auth/banata/config/permissions/create", Map.of("name", "Use", "slug", slug))
        .expect(200);
    return slug;
  }

  /** A role of the catalogue that no single role of realm-management is worth. */
  JsonNode strong() {
    String slug = TestProjects.unique("strong");
    project
        .http()
        .post(
            "/api/auth/banata/config/roles/create",
            Map.of("name", "Strong", "slug", slug, "permissions", STRONG))
        .expect(200);
    return role(slug);
  }

  JsonNode role(String name) {
    return rest.get("/roles/" + name).expect(200).json();
  }

  /** A role that is none of ours. */
  JsonNode plainRole() {
    String name = TestProjects.unique("plain");
    rest.post("/roles", Map.of("name", name)).expect(201);
    return role(name);
  }

  /** A role of a client that is none of ours. */
  JsonNode plainClientRole() {
    String name = TestProjects.unique("plain") + ".use";
    rest.post("/clients/" + plainClient + "/roles", Map.of("name", name)).expect(201);
    return rest.clientRole("plain", name);
  }

  /** A role of a client that is none of ours, composed of a strong role of ours. */
  JsonNode composedClientRole() {
    JsonNode role = plainClientRole();
    rest.post(byId(role) + "/composites", List.of(strong())).expect(204);
    return role;
  }

  /** The id of a group with a strong role. */
  String strongGroup() {
    String group = rest.createGroup("/groups", TestProjects.unique("strong"));
    rest.post("/groups/" + group + "/role-mappings/realm", List.of(strong())).expect(204);
    return group;
  }

  String groupName(String id) {
    return name(rest.get("/groups/" + id).expect(200).json());
  }

  /** The id of a client that is none of ours. */
  String newClient() {
    return rest.createClient(Map.of("clientId", TestProjects.unique("plain")));
  }

  /** The path of a user without roles. */
  String newUser() {
    return "/users/" + rest.createUser(TestProjects.unique("u"), PASSWORD, Map.of());
  }

  String idpMappers() {
    return "/identity-provider/instances/" + idp + "/mappers";
  }

  static Function<AdminRest, Answer> imported(Map<String, Object> part) {
    return admin -> admin.post("/partialImport", importing(part));
  }

  /** The body of a partial import. */
  static Map<String, Object> importing(Map<String, Object> part) {
    Map<String, Object> request = new HashMap<>(part);
    request.put("ifResourceExists", "OVERWRITE");
    return request;
  }

  static Map<String, Object> scope(String name) {
    return Map.of("name", name, "protocol", "openid-connect");
  }

  static Map<String, Object> ldap(String name, String secret) {
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

  static Map<String, Object> idp(String alias, String secret) {
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
}
