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
final class OrganizationsFixture {

  static final String PASSWORD = "a long password";
  static final String APP = "app";

  private final TestProject project;

  OrganizationsFixture(TestServer server) {
    project = new TestProjects(server).create();
    project.adminRest().doNotDetectBruteForce();
    project.adminRest().createPasswordClient(APP);
  }

  TestProject project() {
    return project;
  }

  Answer call(String name, Map<String, Object> request) {
    return call(project.http(), name, request);
  }

  static Answer call(Http caller, String name, Map<String, Object> request) {
    return caller.post("/api/auth/organization/" + name, request);
  }

  static Answer query(Http caller, String nameAndQuery) {
    return caller.get("/api/auth/organization/" + nameAndQuery);
  }

  /** Makes an organization and returns it. */
  JsonNode create(Map<String, Object> fields) {
    Map<String, Object> request = new HashMap<>(fields);
    request.putIfAbsent("name", TestProjects.unique("Org"));
    return call("create", request).expect(200).json();
  }

  String newOrganization(Map<String, Object> fields) {
    return create(fields).get("id").asText();
  }

  Answer update(String organization, Map<String, Object> data) {
    return call("update", Map.of("organizationId", organization, "data", data));
  }

  /** A user whose address is verified; without a password, which takes its time. */
  JsonNode newUser(String domain) {
    return project.newUser(
        Map.of(
            "email",
            TestProjects.unique("u") + "@" + domain,
            "name",
            "A User",
            "emailVerified",
            true));
  }

  String newUser() {
    return newUser("example.org").get("id").asText();
  }

  Answer add(String organization, String user, String role) {
    return call("add-member", Map.of("organizationId", organization, "userId", user, "role", role));
  }

  Answer setRole(String organization, String member, Object role) {
    return call(
        "update-member-role",
        Map.of("organizationId", organization, "memberIdOrUserId", member, "role", role));
  }

  Answer invite(String organization, String email, String role) {
    return call(
        "invite-member", Map.of("organizationId", organization, "email", email, "role", role));
  }

  List<JsonNode> members(String organization) {
    List<JsonNode> members = new ArrayList<>();
    call("list-members", Map.of("organizationId", organization, "limit", 200))
        .expect(200)
        .json()
        .get("data")
        .forEach(members::add);
    return members;
  }

  /** Answers of the token endpoint to the password of a user. */
  Answer signIn(String email, String... scope) {
    Map<String, String> form =
        Map.of(
            "grant_type", "password",
            "client_id", APP,
            "username", email,
            "password", PASSWORD,
            "scope", String.join(" ", scope));
    return token(form);
  }

  Answer refresh(Answer before) {
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

  void setPassword(String user) {
    project
        .http()
        .post("/api/auth/admin/update-user", Map.of("userId", user, "password", PASSWORD))
        .expect(200);
  }

  /** A client with the access token of a user, who gets a password for it. */
  Http as(JsonNode user) {
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
