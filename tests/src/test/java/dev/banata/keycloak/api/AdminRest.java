package dev.banata.keycloak.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.server.AdminSession;
import dev.banata.keycloak.server.Http;
import dev.banata.keycloak.server.Http.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keycloak's own Admin REST API of one realm, called by an admin. */
public final class AdminRest {

  private final AdminSession admin;
  private final String realm;

  public AdminRest(AdminSession admin, String realm) {
    this.admin = admin;
    this.realm = realm;
  }

  public AdminSession session() {
    return admin;
  }

  /** A client with the admin's token. */
  public Http http() {
    return admin.http();
  }

  /** The path of something in the realm. */
  public String path(String rest) {
    return "/admin/realms/" + realm + rest;
  }

  public Answer get(String rest) {
    return http().get(path(rest));
  }

  public Answer post(String rest, Object body) {
    return http().post(path(rest), body);
  }

  public Answer put(String rest, Object body) {
    return http().send("PUT", path(rest), body);
  }

  public Answer delete(String rest) {
    return http().send("DELETE", path(rest), null);
  }

  /** The realm's representation, with some fields replaced. */
  public Answer update(Map<String, Object> changes) {
    return put("", changes);
  }

  /**
   * For tests that sign in one user again and again: with brute force detection, Keycloak refuses a
   * sign-in as long as its thread has not seen the end of the same user's last one.
   */
  public void doNotDetectBruteForce() {
    update(Map.of("bruteForceProtected", false)).expect(204);
  }

  /**
   * Makes a user with a password and returns the id.
   *
   * @param more fields; {@code credentials} come after the password
   */
  public String createUser(String username, String password, Map<String, Object> more) {
    Map<String, Object> user = new HashMap<>(more);
    user.put("username", username);
    user.put("enabled", true);
    user.putIfAbsent("email", username + "@example.org");
    user.putIfAbsent("emailVerified", true);
    List<Object> credentials = new ArrayList<>();
    credentials.add(Map.of("type", "password", "value", password, "temporary", false));
    if (more.get("credentials") instanceof List<?> others) {
      credentials.addAll(others);
    }
    user.put("credentials", credentials);
    return idOf(post("/users", user).expect(201));
  }

  public void grantRealmRole(String userId, String role) {
    JsonNode representation = get("/roles/" + role).expect(200).json();
    post("/users/" + userId + "/role-mappings/realm", List.of(representation)).expect(204);
  }

  public void grantClientRole(String userId, String clientId, String role) {
    post(
            "/users/" + userId + "/role-mappings/clients/" + idOfClient(clientId),
            List.of(clientRole(clientId, role)))
        .expect(204);
  }

  /** The representation of a client's role. */
  public JsonNode clientRole(String clientId, String role) {
    return get("/clients/" + idOfClient(clientId) + "/roles/" + role).expect(200).json();
  }

  /** Makes a group below the path and returns its id. */
  public String createGroup(String parent, String name) {
    return idOf(post(parent, Map.of("name", name)).expect(201));
  }

  /** The internal id of a client. */
  public String idOfClient(String clientId) {
    return get("/clients?clientId=" + clientId).expect(200).json().get(0).get("id").asText();
  }

  /** Makes a client and returns its internal id. */
  public String createClient(Map<String, Object> client) {
    return idOf(post("/clients", client).expect(201));
  }

  /** Makes a public client that gets tokens by username and password. */
  public void createPasswordClient(String clientId) {
    createClient(
        Map.of(
            "clientId", clientId,
            "publicClient", true,
            "standardFlowEnabled", false,
            "directAccessGrantsEnabled", true));
  }

  /** Makes an organization and returns its id. */
  public String createOrganization(String alias) {
    Map<String, Object> organization =
        Map.of(
            "name",
            alias,
            "alias",
            alias,
            "domains",
            List.of(Map.of("name", alias + ".example", "verified", false)));
    return idOf(post("/organizations", organization).expect(201));
  }

  /** Makes an existing user a guest of the organization: its account stays the project's. */
  public void addGuest(String organizationId, String userId) {
    post("/organizations/" + organizationId + "/members", '"' + userId + '"').expect(201);
  }

  private static String idOf(Answer created) {
    String location = created.header("Location");
    return location.substring(location.lastIndexOf('/') + 1);
  }
}
