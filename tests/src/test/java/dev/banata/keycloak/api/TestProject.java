package dev.banata.keycloak.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.server.AdminSession;
import dev.banata.keycloak.server.Http;
import dev.banata.keycloak.server.Http.Answer;
import java.util.HashMap;
import java.util.Map;

/** A project that a test made, with a key of full access that has no rate limit. */
public final class TestProject {

  private final TestProjects projects;
  private final String id;
  private final String slug;
  private final TestKey key;

  TestProject(TestProjects projects, String id, String slug) {
    this.projects = projects;
    this.id = id;
    this.slug = slug;
    this.key = newKey(Map.of());
  }

  public String id() {
    return id;
  }

  public String slug() {
    return slug;
  }

  public TestKey fullKey() {
    return key;
  }

  /** A client without credentials. */
  public Http anonymous() {
    return projects.anonymous();
  }

  /** A client with the key of full access. */
  public Http http() {
    return as(key);
  }

  public Http as(TestKey other) {
    return projects.anonymous().bearer(other.text());
  }

  /** Makes a key as the admin. Without a rate limit, unless the settings have one. */
  public TestKey newKey(Map<String, Object> settings) {
    Map<String, Object> request = new HashMap<>(settings);
    request.put("projectId", id);
    request.putIfAbsent("name", "test");
    request.putIfAbsent("rateLimitEnabled", settings.containsKey("rateLimitMax"));
    return TestKey.of(
        projects.admin().http().post("/api/auth/api-key/create", request).expect(200).json());
  }

  /** Makes a user and returns it as the API shows it. */
  public JsonNode newUser(Map<String, Object> fields) {
    return http().post("/api/auth/admin/create-user", fields).expect(200).json().get("user");
  }

  /** Makes an auth client, a web client with a secret unless the fields say else. */
  public JsonNode newClient(Map<String, Object> fields) {
    Map<String, Object> request = new HashMap<>(fields);
    request.putIfAbsent("clientId", TestProjects.unique("c"));
    request.putIfAbsent("name", "Test");
    request.putIfAbsent("type", "web");
    return http().post("/api/auth/banata/clients/create", request).expect(200).json().get("client");
  }

  public JsonNode newUser() {
    return newUser(Map.of("email", TestProjects.unique("u") + "@example.org", "name", "Ada Byron"));
  }

  /** Begins a session of a user, an impersonation, and returns its id. */
  public String newSession(String userId) {
    return http()
        .post("/api/auth/admin/impersonate-user", Map.of("userId", userId))
        .expect(200)
        .json()
        .at("/session/id")
        .asText();
  }

  /** Keycloak's own Admin REST API of the project's realm, as the global admin. */
  public AdminRest adminRest() {
    return new AdminRest(projects.admin(), slug);
  }

  /** A session of a user of this project, at the client {@code admin-cli}. */
  public AdminSession session(String username, String password) {
    return new AdminSession(projects.anonymous(), slug, username, password);
  }

  /** Exchanges a key for a token of this project's realm. */
  public Answer exchange(String keyText) {
    return projects
        .anonymous()
        .postForm(
            "/realms/" + slug + "/protocol/openid-connect/token",
            Map.of("grant_type", "urn:banata:oauth:grant-type:api-key", "api_key", keyText));
  }
}
