package dev.banata.keycloak.strength;

import static dev.banata.keycloak.strength.RealmAdmins.REALM_ADMIN;
import static dev.banata.keycloak.strength.RealmAdmins.REALM_MANAGEMENT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.banata.keycloak.api.AdminRest;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.AdminSession;
import dev.banata.keycloak.server.Http.Answer;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is Keycloak's own goes on as in plain Keycloak, however we guard what is ours. */
@Tag("diagonal")
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KeycloaksOwnIT {

  private static final ObjectMapper JSON = new ObjectMapper();

  private TestProjects projects;
  private TestProject project;
  private AdminRest rest;
  private RealmAdmins admins;

  @BeforeAll
  void makeProject(TestServer server) {
    projects = new TestProjects(server);
    project = projects.create();
    rest = project.adminRest();
    admins = new RealmAdmins(project);
  }

  private static String created(Answer answer) {
    String location = answer.expect(201).header("Location");
    return location.substring(location.lastIndexOf('/') + 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"manage-users", REALM_ADMIN})
  void usersAndGroups(String role) {
    AdminRest admin = admins.with(role);
    String plain = TestProjects.unique("plain");
    rest.post("/roles", Map.of("name", plain)).expect(201);
    JsonNode plainRole = rest.get("/roles/" + plain).expect(200).json();
    JsonNode clientRole = rest.clientRole("account", "view-groups");

    String user = created(admin.post("/users", Map.of("username", TestProjects.unique("u"))));
    String path = "/users/" + user;
    admin.put(path, Map.of("firstName", "Ada", "enabled", true)).expect(204);
    admin
        .put(path + "/reset-password", Map.of("type", "password", "value", "a long password"))
        .expect(204);
    String parent = created(admin.post("/groups", Map.of("name", TestProjects.unique("g"))));
    String group = created(admin.post("/groups", Map.of("name", TestProjects.unique("g"))));
    admin
        .post(
            "/groups/" + parent + "/children",
            Map.of("id", group, "name", TestProjects.unique("below")))
        .expect(204);
    admin.put(path + "/groups/" + group, Map.of()).expect(204);
    admin.post(path + "/role-mappings/realm", List.of(plainRole)).expect(204);
    admin
        .post(path + "/role-mappings/clients/" + rest.idOfClient("account"), List.of(clientRole))
        .expect(204);
    admin.post("/groups/" + group + "/role-mappings/realm", List.of(plainRole)).expect(204);
    admin.post(path + "/logout", Map.of()).expect(204);
    admin.delete(path + "/groups/" + group).expect(204);
    admin.delete("/groups/" + parent).expect(204);
    admin.delete(path).expect(204);
  }

  @ParameterizedTest
  @ValueSource(strings = {"manage-users", REALM_ADMIN})
  void removesUsersWhoHaveRolesOfOurs(String role) {
    AdminRest admin = admins.with(role);
    String user = rest.createUser(TestProjects.unique("u"), "a long password", Map.of());
    rest.grantRealmRole(user, "member");

    admin.delete("/users/" + user).expect(204);
  }

  @ParameterizedTest
  @ValueSource(strings = {"manage-realm", REALM_ADMIN})
  void rolesAndSettings(String role) {
    AdminRest admin = admins.with(role);
    String outer = TestProjects.unique("outer");
    String inner = TestProjects.unique("inner");
    admin.post("/roles", Map.of("name", outer)).expect(201);
    admin.post("/roles", Map.of("name", inner)).expect(201);
    JsonNode part = rest.get("/roles/" + inner).expect(200).json();

    admin.post("/roles/" + outer + "/composites", List.of(part)).expect(204);
    admin.post("/roles/default-roles-" + project.slug() + "/composites", List.of(part)).expect(204);
    admin.put("/roles/" + outer, Map.of("name", outer + "-2", "description", "x")).expect(204);
    admin.delete("/roles/" + outer + "-2").expect(204);
    admin.delete("/roles/" + inner).expect(204);
    admin
        .put(
            "",
            Map.of(
                "displayName",
                "Renamed",
                "smtpServer",
                Map.of("host", "smtp.example.org", "from", "a@example.org")))
        .expect(204);
    admin
        .put(
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
                    "${vault.smtp}")))
        .expect(204);
    String component =
        created(
            admin.post(
                "/components",
                Map.of(
                    "name",
                    TestProjects.unique("rsa"),
                    "providerId",
                    "rsa-generated",
                    "providerType",
                    "org.keycloak.keys.KeyProvider",
                    "config",
                    Map.of("priority", List.of("-1")))));
    admin.delete("/components/" + component).expect(204);
  }

  @ParameterizedTest
  @ValueSource(strings = {"manage-clients", REALM_ADMIN})
  void clients(String role) {
    AdminRest admin = admins.with(role);
    String clientId = TestProjects.unique("c");
    String path =
        "/clients/"
            + created(
                admin.post(
                    "/clients", Map.of("clientId", clientId, "serviceAccountsEnabled", true)));

    ObjectNode client = rest.get(path).expect(200).json().deepCopy();
    client.put("clientId", clientId + "-2");
    admin.put(path, client).expect(204);
    admin.post(path + "/client-secret", Map.of()).expect(200);
    admin.post(path + "/roles", Map.of("name", "reader")).expect(201);
    admin.put(path + "/roles/reader", Map.of("name", "writer")).expect(204);
    admin
        .post(
            path + "/protocol-mappers/models",
            Map.of(
                "name",
                "nickname",
                "protocol",
                "openid-connect",
                "protocolMapper",
                "oidc-usermodel-attribute-mapper",
                "config",
                Map.of("user.attribute", "nickname", "claim.name", "nickname")))
        .expect(201);
    admin.delete(path + "/roles/writer").expect(204);
    admin.delete(path).expect(204);
  }

  @ParameterizedTest
  @ValueSource(strings = {"manage-identity-providers", REALM_ADMIN})
  void identityProviders(String role) {
    AdminRest admin = admins.with(role);
    String alias = TestProjects.unique("idp");
    String path = "/identity-provider/instances/" + alias;
    Map<String, Object> provider =
        Map.of(
            "alias",
            alias,
            "providerId",
            "oidc",
            "config",
            Map.of(
                "clientId",
                "us",
                "clientSecret",
                "${vault.idp}",
                "authorizationUrl",
                "https://idp.example.org/auth",
                "tokenUrl",
                "https://idp.example.org/token"));

    admin.post("/identity-provider/instances", provider).expect(201);
    admin
        .post(
            path + "/mappers",
            Map.of(
                "name",
                "department",
                "identityProviderAlias",
                alias,
                "identityProviderMapper",
                "oidc-user-attribute-idp-mapper",
                "config",
                Map.of("claim", "department", "user.attribute", "department")))
        .expect(201);
    admin.put(path, provider).expect(204);
    admin.delete(path).expect(204);
  }

  @ParameterizedTest
  @ValueSource(strings = {"manage-organizations,manage-users", REALM_ADMIN})
  void organizationsWithMembers(String roles) {
    // Without manage-users, Keycloak lets nobody add members.
    AdminRest admin = admins.with(roles.split(","));
    String user = rest.createUser(TestProjects.unique("u"), "a long password", Map.of());
    String name = TestProjects.unique("acme");

    String path =
        "/organizations/"
            + created(
                admin.post(
                    "/organizations",
                    Map.of("name", name, "domains", List.of(Map.of("name", name + ".example")))));
    admin.post(path + "/members", '"' + user + '"').expect(201);
    assertThat(admin.get(path + "/members").expect(200).json()).hasSize(1);
    admin.put(path, Map.of("name", name + " Inc", "alias", name)).expect(204);
    admin.delete(path + "/members/" + user).expect(204);
    admin.post(path + "/members", '"' + user + '"').expect(201);
    admin.delete(path).expect(204);
  }

  /** A project with a key, a role and a permission of its own, and a user who has them. */
  private TestProject used() {
    TestProject used = projects.create();
    used.newKey(Map.of("permissions", List.of("user.read")));
    used.http()
        .post(
            "/api/auth/banata/config/permissions/create",
            Map.of("name", "Use", "slug", "tools.use"))
        .expect(200);
    used.http()
        .post(
            "/api/auth/banata/config/roles/create",
            Map.of(
                "name",
                "Ops",
                "slug",
                "ops",
                "permissions",
                List.of("tools.use", "user.manage", "billing.*")))
        .expect(200);
    String user = used.newUser().get("id").asText();
    used.adminRest().grantRealmRole(user, "ops");
    used.adminRest().grantRealmRole(user, "super_admin");
    return used;
  }

  @ParameterizedTest
  @ValueSource(strings = {"manage-realm", REALM_ADMIN})
  void removesARealmWithAllThatIsOurs(String role) {
    TestProject used = used();

    new RealmAdmins(used).with(role).delete("").expect(204);

    used.adminRest().get("").expect(404);
  }

  @Test
  void importsARealmWithAllThatIsOurs() {
    TestProject used = used();
    AdminRest from = used.adminRest();
    ObjectNode exported =
        from.post("/partial-export?exportClients=true&exportGroupsAndRoles=true", null)
            .expect(200)
            .json()
            .deepCopy();
    String username = TestProjects.unique("u");
    exported
        .putArray("users")
        .add(
            JSON.valueToTree(
                Map.of(
                    "username",
                    username,
                    "enabled",
                    true,
                    "realmRoles",
                    List.of("ops", "super_admin"),
                    "clientRoles",
                    Map.of("banata", List.of("token.check")))));
    projects.admin().http().send("DELETE", from.path(""), null).expect(204);

    projects.admin().http().post("/admin/realms", exported).expect(201);

    JsonNode user = from.get("/users?exact=true&username=" + username).expect(200).json().get(0);
    assertThat(
            from.get("/users/" + user.get("id").asText() + "/role-mappings/realm")
                .expect(200)
                .json()
                .findValuesAsText("name"))
        .contains("ops", "super_admin");
    assertThat(from.get("/roles/ops/composites").expect(200).json().findValuesAsText("name"))
        .containsExactlyInAnyOrder("tools.use", "user.manage", "billing.*");
    from.delete("").expect(204);
  }

  /** In the issuer of a realm's tokens, its name is encoded. */
  @Test
  void anAdminOfARealmWithABlankInItsNameIsKnown() {
    String suffix = TestProjects.unique("realm");
    String encoded = "my%20" + suffix;
    projects
        .admin()
        .http()
        .post("/admin/realms", Map.of("realm", "my " + suffix, "enabled", true))
        .expect(201);
    AdminRest blank = new AdminRest(projects.admin(), encoded);
    String id =
        blank.createUser("root", "a long password", Map.of("firstName", "A", "lastName", "B"));
    blank.grantClientRole(id, REALM_MANAGEMENT, REALM_ADMIN);
    AdminRest admin =
        new AdminRest(
            new AdminSession(project.anonymous(), encoded, "root", "a long password"), encoded);

    admin
        .http()
        .post(
            "/realms/" + encoded + "/banata/api/auth/banata/config/roles/create",
            Map.of("name", "Ops", "slug", "ops", "permissions", List.of("user.manage")))
        .expect(200);
    admin
        .post("/roles/ops/composites", List.of(blank.clientRole("banata", "client.manage")))
        .expect(204);

    assertThat(blank.get("/roles/ops/composites").expect(200).json().findValuesAsText("name"))
        .containsExactlyInAnyOrder("user.manage", "client.manage");
    blank.delete("").expect(204);
  }

  /** The server's own admin, who has every role of every realm. */
  @Test
  void theGlobalAdminMakesAndRemovesRealms() {
    String realm = TestProjects.unique("plain");
    projects
        .admin()
        .http()
        .post("/admin/realms", Map.of("realm", realm, "enabled", true))
        .expect(201);
    AdminRest plain = new AdminRest(projects.admin(), realm);

    plain.put("", Map.of("displayName", "Plain")).expect(204);
    assertThat(plain.idOfClient(REALM_MANAGEMENT)).isNotBlank();
    plain.delete("").expect(204);
  }
}
