package dev.banata.keycloak.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.server.AdminSession;
import dev.banata.keycloak.server.Http;
import dev.banata.keycloak.server.KeycloakServer;
import dev.banata.keycloak.server.TestServer;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Makes projects and admins with names that no other test has. */
public final class TestProjects {

  private static final String PASSWORD = "correct horse";

  private final Http anonymous;
  private final AdminSession admin;
  private final AdminRest master;

  public TestProjects(TestServer server) {
    this(server.keycloak());
  }

  public TestProjects(KeycloakServer keycloak) {
    this.anonymous = new Http(keycloak.url());
    this.admin =
        new AdminSession(anonymous, "master", keycloak.adminUser(), keycloak.adminPassword());
    this.master = new AdminRest(admin, "master");
  }

  /** A name that nobody has; good for slugs, usernames and local parts of e-mails. */
  public static String unique(String start) {
    return start + "-" + UUID.randomUUID().toString().substring(0, 13);
  }

  /** A client without credentials. */
  public Http anonymous() {
    return anonymous;
  }

  /** The global admin. */
  public AdminSession admin() {
    return admin;
  }

  /** Keycloak's own Admin REST API of the admin realm. */
  public AdminRest master() {
    return master;
  }

  public TestProject create() {
    return create(Map.of());
  }

  public TestProject create(Map<String, Object> fields) {
    Map<String, Object> request = new HashMap<>(fields);
    request.putIfAbsent("name", "Test");
    request.putIfAbsent("slug", unique("t"));
    JsonNode project =
        admin
            .http()
            .post("/api/auth/banata/projects/create", request)
            .expect(200)
            .json()
            .get("project");
    return new TestProject(this, project.get("id").asText(), project.get("slug").asText());
  }

  /** A new admin of the admin realm with these realm roles, none of a single realm. */
  public TestAdmin newAdmin(String... realmRoles) {
    return newAdmin(Map.of("firstName", "Grace", "lastName", "Hopper"), realmRoles);
  }

  public TestAdmin newAdmin(Map<String, Object> fields, String... realmRoles) {
    String username = unique("admin");
    String id = master.createUser(username, PASSWORD, fields);
    for (String role : realmRoles) {
      master.grantRealmRole(id, role);
    }
    return new TestAdmin(id, new AdminSession(anonymous, "master", username, PASSWORD));
  }

  /** An admin of the admin realm: the user id, and what he calls with. */
  public record TestAdmin(String id, AdminSession session) {
    public Http http() {
      return session.http();
    }
  }
}
