package dev.banata.keycloak.organization;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.Http;
import dev.banata.keycloak.server.Http.Answer;
import dev.banata.keycloak.server.TestServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A project with organizations, and calls about them. */
public final class OrganizationsFixture {

  public static final String PASSWORD = "a long password";
  public static final String APP = "app";

  private final TestProject project;

  public OrganizationsFixture(TestServer server) {
    project = new TestProjects(server).create();
    project.adminRest().doNotDetectBruteForce();
    project.adminRest().createPasswordClient(APP);
  }

  public TestProject project() {
    return project;
  }

  public Answer call(String name, Map<String, Object> request) {
    return call(project.http(), name, request);
  }

  public static Answer call(Http caller, String name, Map<String, Object> request) {
    return caller.post("/api/auth/organization/" + name, request);
  }

  public static Answer query(Http caller, String nameAndQuery) {
    return caller.get("/api/auth/organization/" + nameAndQuery);
  }

  /** Makes an organization and returns it. */
  public JsonNode create(Map<String, Object> fields) {
    Map<String, Object> request = new HashMap<>(fields);
    request.putIfAbsent("name", TestProjects.unique("Org"));
    return call("create", request).expect(200).json();
  }

  public String newOrganization(Map<String, Object> fields) {
    return create(fields).get("id").asText();
  }

  public Answer update(String organization, Map<String, Object> data) {
    return call("update", Map.of("organizationId", organization, "data", data));
  }

  /** A user whose address is verified; without a password, which takes its time. */
  public JsonNode newUser(String domain) {
    return project.newUser(
        Map.of(
            "email",
            TestProjects.unique("u") + "@" + domain,
            "name",
            "A User",
            "emailVerified",
            true));
  }

  public String newUser() {
    return newUser("example.org").get("id").asText();
  }

  public Answer add(String organization, String user, String role) {
    return call("add-member", Map.of("organizationId", organization, "userId", user, "role", role));
  }

  public Answer setRole(String organization, String member, Object role) {
    return call(
        "update-member-role",
        Map.of("organizationId", organization, "memberIdOrUserId", member, "role", role));
  }

  public Answer invite(String organization, String email, String role) {
    return call(
        "invite-member", Map.of("organizationId", organization, "email", email, "role", role));
  }

  public List<JsonNode> members(String organization) {
    List<JsonNode> members = new ArrayList<>();
    call("list-members", Map.of("organizationId", organization, "limit", 200))
        .expect(200)
        .json()
        .get("data")
        .forEach(members::add);
    return members;
  }

  /** Answers of the token endpoint to the password of a user. */
  public Answer signIn(String email, String... scope) {
    Map<String, String> form =
        Map.of(
            "grant_type", "password",
            "client_id", APP,
            "username", email,
            "password", PASSWORD,
            "scope", String.join(" ", scope));
    return token(form);
  }

  public Answer refresh(Answer before) {
    return token(
        Map.of(
            "grant_type",
            "refresh_token",
            "client_id",
            APP,
            "refresh_token",
            before.json().get("refresh_token").asText()));
  }

  private Answer token(Map<String, String> form) {
    return project
        .anonymous()
        .postForm("/realms/" + project.slug() + "/protocol/openid-connect/token", form);
  }

  public void setPassword(String user) {
    project
        .http()
        .post("/api/auth/admin/update-user", Map.of("userId", user, "password", PASSWORD))
        .expect(200);
  }

  /** A client with the access token of a user, who gets a password for it. */
  public Http as(JsonNode user) {
    setPassword(user.get("id").asText());
    return project
        .anonymous()
        .bearer(
            signIn(user.get("email").asText(), "openid")
                .expect(200)
                .json()
                .get("access_token")
                .asText());
  }
}
