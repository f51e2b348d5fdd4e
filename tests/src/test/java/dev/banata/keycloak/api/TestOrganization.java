package dev.banata.keycloak.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.server.Http;
import java.util.Map;

/** An organization with one member, whose address is verified, and one pending invitation. */
public final class TestOrganization {

  private static final String PASSWORD = "a long password";
  private static final String BASE = "/api/auth/organization/";

  private final TestProject project;
  private final String id;
  private final String email;
  private final String userId;
  private final String memberId;
  private final String invitationId;
  private String invitationOfMember;

  private TestOrganization(TestProject project) {
    this.project = project;
    this.email = TestProjects.unique("m") + "@example.org";
    this.id = make();
    this.userId =
        project
            .newUser(Map.of("email", email, "name", "A Member", "emailVerified", true))
            .get("id")
            .asText();
    JsonNode member =
        project
            .http()
            .post(BASE + "add-member", Map.of("organizationId", id, "userId", userId))
            .expect(200)
            .json();
    this.memberId = member.get("id").asText();
    this.invitationId = invite(id, TestProjects.unique("i") + "@example.org");
  }

  static TestOrganization in(TestProject project) {
    return new TestOrganization(project);
  }

  private String make() {
    return project
        .http()
        .post(BASE + "create", Map.of("name", "Test", "slug", TestProjects.unique("o")))
        .expect(200)
        .json()
        .get("id")
        .asText();
  }

  private String invite(String organizationId, String address) {
    Map<String, Object> request =
        Map.of("organizationId", organizationId, "email", address, "role", "member");
    return project
        .http()
        .post(BASE + "invite-member", request)
        .expect(200)
        .json()
        .get("id")
        .asText();
  }

  public String id() {
    return id;
  }

  public String userId() {
    return userId;
  }

  public String memberId() {
    return memberId;
  }

  public String invitationId() {
    return invitationId;
  }

  /** An invitation of the member to another organization. */
  public synchronized String invitationOfMember() {
    if (invitationOfMember == null) {
      invitationOfMember = invite(make(), email);
    }
    return invitationOfMember;
  }

  /** The member's own calls, by a token of the client {@code app}. */
  public Http signInAsMember() {
    project
        .http()
        .post("/api/auth/admin/update-user", Map.of("userId", userId, "password", PASSWORD))
        .expect(200);
    String token =
        project
            .session(email, PASSWORD)
            .signIn("app")
            .expect(200)
            .json()
            .get("access_token")
            .asText();
    return project.anonymous().bearer(token);
  }
}
