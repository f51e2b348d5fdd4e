package dev.banata.keycloak.assertion;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.AdminRest;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.organization.OrganizationsFixture;
import dev.banata.keycloak.server.Http.Answer;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Policies of organizations are judged by how somebody has signed in (C3, C4). */
@Tag("once")
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SignInProofIT {

  private OrganizationsFixture organizations;
  private AdminRest rest;

  @BeforeAll
  void makeProject(TestServer server) {
    organizations = new OrganizationsFixture(server);
    rest = organizations.project().adminRest();
  }

  /** A user with a password and one more credential, which no sign-in of these tests uses. */
  private JsonNode owner(String type, String domain) {
    String name = TestProjects.unique("owner");
    String email = name + "@" + domain;
    String id =
        rest.createUser(
            email,
            OrganizationsFixture.PASSWORD,
            Map.of(
                "email",
                email,
                "firstName",
                "Test",
                "lastName",
                "User",
                "credentials",
                List.of(Map.of("type", type, "credentialData", credential(), "secretData", "{}"))));
    return rest.get("/users/" + id).expect(200).json();
  }

  private static String credential() {
    return "{\"aaguid\":\"00000000-0000-0000-0000-000000000000\",\"credentialId\":\"%s\","
            .formatted(TestProjects.unique("id"))
        + "\"counter\":0,\"attestationStatementFormat\":\"none\",\"credentialPublicKey\":\"a\","
        + "\"transports\":[]}";
  }

  private static String error(Answer answer) {
    assertThat(answer.status()).as(answer.toString()).isEqualTo(400);
    return answer.json().get("error").asText();
  }

  @Test
  void c3_aPasskeyThatWasNotUsedIsNoSecondFactor() {
    for (String type : List.of("webauthn-passwordless", "webauthn")) {
      JsonNode organization = organizations.create(Map.of());
      String id = organization.get("id").asText();
      String scope = "organization:" + organization.get("slug").asText();
      JsonNode user = owner(type, "example.org");
      String email = user.get("email").asText();
      organizations.add(id, user.get("id").asText(), "member").expect(200);
      // Of two organizations, a session is in none until one is chosen.
      organizations
          .add(organizations.newOrganization(Map.of()), user.get("id").asText(), "member")
          .expect(200);
      Answer plain = organizations.signIn(email, "openid").expect(200);
      Answer scoped = organizations.signIn(email, "openid", scope).expect(200);

      organizations.update(id, Map.of("requireMfa", true)).expect(200);

      assertThat(error(organizations.refresh(scoped))).isEqualTo("invalid_grant");
      assertThat(organizations.refresh(plain).status()).isEqualTo(200);
      assertThat(error(organizations.signIn(email, "openid", scope))).isEqualTo("invalid_grant");
      // Switching the session into the organization is judged with the next token.
      organizations
          .project()
          .anonymous()
          .bearer(plain.json().get("access_token").asText())
          .post("/api/auth/organization/set-active", Map.of("organizationId", id))
          .expect(200);
      assertThat(error(organizations.refresh(plain))).isEqualTo("invalid_grant");
    }
  }

  @Test
  void c4_ssoBindsTheMemberAndNotThePresentAddress() {
    String domain = TestProjects.unique("sso") + ".example";
    String id = organizations.newOrganization(Map.of());
    Domains.set(rest, id, domain, true);
    JsonNode member = member(id, domain);
    JsonNode guest = member(id, "guest.example");
    organizations.update(id, Map.of("ssoEnforced", true)).expect(200);
    assertThat(error(signIn(member))).isEqualTo("invalid_grant");

    changeAddress(member, TestProjects.unique("free") + "@elsewhere.example");

    assertThat(error(signIn(member))).isEqualTo("invalid_grant");
    signIn(guest).expect(200);
  }

  @Test
  void c4_anAddressBeforeTheDomainWasVerifiedBindsToo() {
    String domain = TestProjects.unique("sso") + ".example";
    String id = organizations.newOrganization(Map.of());
    Domains.set(rest, id, domain, false);
    JsonNode member = member(id, domain);
    organizations.update(id, Map.of("ssoEnforced", true)).expect(200);
    signIn(member).expect(200);

    Domains.set(rest, id, domain, true);
    changeAddress(member, TestProjects.unique("free") + "@elsewhere.example");

    organizations.update(id, Map.of("ssoEnforced", true)).expect(200);
    assertThat(error(signIn(member))).isEqualTo("invalid_grant");
  }

  @Test
  void c4_anAddressInBetweenBindsToo() {
    String domain = TestProjects.unique("sso") + ".example";
    String id = organizations.newOrganization(Map.of());
    Domains.set(rest, id, domain, true);
    JsonNode member = member(id, "guest.example");

    changeAddress(member, TestProjects.unique("between") + "@" + domain);
    changeAddress(member, TestProjects.unique("free") + "@elsewhere.example");
    organizations.update(id, Map.of("ssoEnforced", true)).expect(200);

    assertThat(error(signIn(member))).isEqualTo("invalid_grant");
  }

  @Test
  void c4_whoHasLeftIsAGuestAgain() {
    String domain = TestProjects.unique("sso") + ".example";
    String id = organizations.newOrganization(Map.of());
    Domains.set(rest, id, domain, true);
    JsonNode member = member(id, domain);
    organizations.update(id, Map.of("ssoEnforced", true)).expect(200);
    changeAddress(member, TestProjects.unique("free") + "@elsewhere.example");
    assertThat(error(signIn(member))).isEqualTo("invalid_grant");

    organizations
        .call(
            "remove-member",
            Map.of("organizationId", id, "memberIdOrUserId", member.get("id").asText()))
        .expect(200);

    signIn(member).expect(200);
  }

  private JsonNode member(String organization, String domain) {
    JsonNode user = organizations.newUser(domain);
    organizations.setPassword(user.get("id").asText());
    organizations.add(organization, user.get("id").asText(), "member").expect(200);
    return user;
  }

  private Answer signIn(JsonNode user) {
    String username = user.get("id").asText();
    String present = rest.get("/users/" + username).expect(200).json().get("email").asText();
    return organizations.signIn(present, "openid");
  }

  /** As the account console does: by the user's own representation, with another address. */
  private void changeAddress(JsonNode user, String email) {
    String path = "/users/" + user.get("id").asText();
    Map<String, Object> changed = new HashMap<>();
    rest.get(path)
        .expect(200)
        .json()
        .properties()
        .forEach(each -> changed.put(each.getKey(), each.getValue()));
    changed.put("email", email);
    changed.put("emailVerified", false);
    rest.put(path, changed).expect(204);
  }
}
