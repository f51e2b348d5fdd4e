package dev.banata.keycloak.organization;

import static dev.banata.keycloak.api.AnswerAssert.assertAnswer;
import static dev.banata.keycloak.organization.OrganizationsFixture.call;
import static dev.banata.keycloak.organization.OrganizationsFixture.query;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.banata.keycloak.api.AdminRest;
import dev.banata.keycloak.api.Parallel;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.Http;
import dev.banata.keycloak.server.Http.Answer;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Invitations from the mail to the membership, and the end users' own calls. */
@Tag("diagonal")
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class InvitationsIT {

  private static final String ORGANIZATION = "organizationId";
  private static final String INVITATION = "invitationId";
  private static final long DAY = 86_400_000L;
  private static final Pattern ACTION = Pattern.compile("href=\"([^\"]+action-token[^\"]+)\"");

  private TestMail mail;
  private OrganizationsFixture organizations;

  @BeforeAll
  void makeProject(TestServer server) {
    organizations = new OrganizationsFixture(server);
    mail = new TestMail(organizations.project());
  }

  @AfterAll
  void stopMail() {
    mail.close();
  }

  private JsonNode invited(String organization, JsonNode user, String role) {
    return organizations.invite(organization, user.get("email").asText(), role).expect(200).json();
  }

  @Test
  void anInvitationIsMailedListedResentAndRevoked() {
    String id = organizations.newOrganization(Map.of());
    String email = TestProjects.unique("new") + "@example.org";

    JsonNode made =
        organizations.invite(id, "  " + email.toUpperCase(Locale.ROOT) + " ", "admin").json();

    assertThat(made.get("id").asText()).matches("inv_[0-9A-Z]{26}");
    assertThat(made.get("email").asText()).isEqualTo(email);
    assertThat(made.get("role").asText()).isEqualTo("admin");
    assertThat(made.get("status").asText()).isEqualTo("pending");
    assertThat(made.get("inviterId").asText()).isEqualTo(organizations.project().fullKey().id());
    assertThat(made.get("expiresAt").asLong() - made.get("createdAt").asLong())
        .isBetween(7 * DAY - 5000, 7 * DAY + 5000);
    assertThat(mail.to(email)).hasSize(1);
    assertThat(TestMail.link(mail.to(email).get(0))).contains("/registrations?");
    assertAnswer(organizations.invite(id, email, "member"))
        .isRefused(409, "USER_IS_ALREADY_INVITED");

    JsonNode again =
        organizations
            .call(
                "invite-member",
                Map.of(ORGANIZATION, id, "email", email, "role", "member", "resend", true))
            .expect(200)
            .json();

    assertThat(again.get("id")).isEqualTo(made.get("id"));
    assertThat(again.get("role").asText()).isEqualTo("member");
    assertThat(mail.to(email)).hasSize(2);
    assertThat(listed(id, "pending")).containsExactly(made.get("id").asText());
    JsonNode revoked =
        organizations.call("cancel-invitation", Map.of(INVITATION, made.get("id").asText())).json();
    assertThat(revoked.get("status").asText()).isEqualTo("revoked");
    assertThat(listed(id, "pending")).isEmpty();
    for (String status : List.of("revoked", "canceled")) {
      assertThat(listed(id, status)).containsExactly(made.get("id").asText());
    }
    assertThat(organizations.invite(id, email, "member").expect(200).json().get("id"))
        .isNotEqualTo(made.get("id"));
  }

  private List<String> listed(String organization, String status) {
    return organizations
        .call("list-invitations", Map.of(ORGANIZATION, organization, "status", status))
        .expect(200)
        .json()
        .get("data")
        .findValuesAsText("id");
  }

  @Test
  void membersAreNotInvited() {
    String id = organizations.newOrganization(Map.of());
    JsonNode user = organizations.newUser("example.org");
    organizations.add(id, user.get("id").asText(), "member").expect(200);

    assertAnswer(organizations.invite(id, user.get("email").asText(), "member"))
        .isRefused(409, "USER_IS_ALREADY_A_MEMBER_OF_THIS_ORGANIZATION");
    assertAnswer(organizations.invite(id, "x@example.org", "nonsense")).isInvalid("role");
  }

  @Test
  void theInvitedUserAcceptsOnce() throws InterruptedException, ExecutionException {
    JsonNode organization = organizations.create(Map.of());
    String id = organization.get("id").asText();
    JsonNode user = organizations.newUser("example.org");
    JsonNode invitation = invited(id, user, "admin");
    Map<String, Object> request = Map.of(INVITATION, invitation.get("id").asText());
    Http caller = organizations.as(user);
    Http stranger = organizations.as(organizations.newUser("example.org"));
    assertAnswer(call(stranger, "accept-invitation", request))
        .isRefused(404, "INVITATION_NOT_FOUND");
    JsonNode mine = query(caller, "list-user-invitations").expect(200).json();
    assertThat(mine.findValuesAsText("id")).containsExactly(invitation.get("id").asText());
    assertThat(mine.at("/0/organizationSlug")).isEqualTo(organization.get("slug"));

    List<Answer> answers = Parallel.run(2, i -> call(caller, "accept-invitation", request));

    assertThat(answers.stream().map(Answer::status)).containsExactlyInAnyOrder(200, 409);
    Answer accepted =
        answers.stream().filter(each -> each.status() == 200).findFirst().orElseThrow();
    assertThat(accepted.json().at("/invitation/status").asText()).isEqualTo("accepted");
    assertThat(accepted.json().at("/member/role").asText()).isEqualTo("admin");
    assertThat(accepted.json().at("/member/source").asText()).isEqualTo("invitation");
    assertThat(organizations.members(id)).hasSize(1);
    assertThat(listed(id, "accepted")).containsExactly(invitation.get("id").asText());
    assertAnswer(call(caller, "accept-invitation", request))
        .isRefused(409, "INVITATION_NOT_PENDING");
    assertThat(query(caller, "get-active-member").expect(200).json().get(ORGANIZATION).asText())
        .isEqualTo(id);
    assertThat(query(caller, "get-active-member-role").expect(200).json().get("role").asText())
        .isEqualTo("admin");
  }

  @Test
  void theAddressHasToBeVerified() {
    String id = organizations.newOrganization(Map.of());
    JsonNode user = organizations.newUser("example.org");
    String userId = user.get("id").asText();
    Http caller = organizations.as(user);
    Map<String, Object> request =
        Map.of(INVITATION, invited(id, user, "member").get("id").asText());
    verify(userId, false);

    assertAnswer(call(caller, "accept-invitation", request)).isRefused(403, "EMAIL_NOT_VERIFIED");
    assertThat(query(caller, "list-user-invitations").expect(200).json().size()).isZero();
    assertThat(organizations.members(id)).isEmpty();
    verify(userId, true);
    JsonNode rejected = call(caller, "reject-invitation", request).expect(200).json();
    assertThat(rejected.at("/invitation/status").asText()).isEqualTo("rejected");
    assertThat(rejected.get("member").isNull()).isTrue();
    assertAnswer(call(caller, "accept-invitation", request))
        .isRefused(409, "INVITATION_NOT_PENDING");
  }

  private void verify(String userId, boolean verified) {
    organizations
        .project()
        .http()
        .post("/api/auth/admin/update-user", Map.of("userId", userId, "emailVerified", verified))
        .expect(200);
  }

  @Test
  void anInvitationExpires() throws InterruptedException {
    String id = organizations.newOrganization(Map.of());
    JsonNode user = organizations.newUser("example.org");
    Http caller = organizations.as(user);
    setLifespan("1");
    JsonNode invitation = invited(id, user, "member");
    setLifespan("");
    Thread.sleep(1100);

    Map<String, Object> request = Map.of(INVITATION, invitation.get("id").asText());
    assertAnswer(call(caller, "accept-invitation", request)).isRefused(410, "INVITATION_EXPIRED");
    assertThat(listed(id, "expired")).containsExactly(invitation.get("id").asText());
    assertThat(listed(id, "pending")).isEmpty();
    assertThat(invited(id, user, "member").get("id")).isNotEqualTo(invitation.get("id"));
  }

  private void setLifespan(String seconds) {
    AdminRest rest = organizations.project().adminRest();
    ObjectNode attributes = (ObjectNode) rest.get("").expect(200).json().get("attributes");
    attributes.put("banata.invitation-lifespan", seconds);
    rest.update(Map.of("attributes", attributes)).expect(204);
  }

  /** Keycloak's own link, which needs no app: it proves that the address is the user's. */
  @Test
  void theLinkOfTheMailMakesAMemberWithTheRoles() {
    String id = organizations.newOrganization(Map.of());
    JsonNode user = organizations.newUser("example.org");
    verify(user.get("id").asText(), false);
    invited(id, user, "admin,member");
    Browser browser = new Browser();

    String page = browser.get(TestMail.link(mail.to(user.get("email").asText()).get(0)));
    Matcher confirm = ACTION.matcher(page);
    assertThat(confirm.find()).as(page).isTrue();
    browser.get(confirm.group(1).replace("&amp;", "&"));

    JsonNode member = organizations.members(id).get(0);
    assertThat(member.get("userId")).isEqualTo(user.get("id"));
    assertThat(member.get("role").asText()).isEqualTo("admin,member");
    assertThat(member.get("source").asText()).isEqualTo("invitation");
    assertThat(listed(id, "accepted")).hasSize(1);
    JsonNode account =
        organizations
            .project()
            .http()
            .post("/api/auth/admin/get-user", Map.of("userId", user.get("id").asText()))
            .json();
    assertThat(account.get("emailVerified").asBoolean()).isTrue();
  }

  @Test
  void theLinkOfTheMailDoesNotPassTheLimit() {
    String id = organizations.newOrganization(Map.of());
    JsonNode user = organizations.newUser("example.org");
    invited(id, user, "member");
    organizations.update(id, Map.of("allowedEmailDomains", List.of("acme.example"))).expect(200);
    Browser browser = new Browser();

    String page = browser.get(TestMail.link(mail.to(user.get("email").asText()).get(0)));
    Matcher confirm = ACTION.matcher(page);
    assertThat(confirm.find()).as(page).isTrue();
    String refused = browser.get(confirm.group(1).replace("&amp;", "&"));

    assertThat(refused).contains("does not allow addresses of this domain");
    assertThat(organizations.members(id)).isEmpty();
  }

  @Test
  void anInvitationOfTheConsoleIsOneToo() {
    String id = organizations.newOrganization(Map.of());
    JsonNode user = organizations.newUser("example.org");
    AdminRest rest = organizations.project().adminRest();
    rest.http()
        .postForm(
            rest.path("/organizations/" + id + "/members/invite-user"),
            Map.of("email", user.get("email").asText()))
        .expect(204);

    String invitation = listed(id, "pending").get(0);

    JsonNode accepted =
        call(organizations.as(user), "accept-invitation", Map.of(INVITATION, invitation))
            .expect(200)
            .json();
    assertThat(accepted.at("/member/role").asText()).isEqualTo("member");
    assertThat(rest.get("/organizations/" + id + "/invitations").expect(200).json().size())
        .isZero();
  }

  @Test
  void aUserLeavesAndChoosesHisOrganizations() {
    JsonNode user = organizations.newUser("example.org");
    String userId = user.get("id").asText();
    JsonNode first = organizations.create(Map.of());
    String second = organizations.newOrganization(Map.of());
    String foreign = organizations.newOrganization(Map.of());
    organizations.add(first.get("id").asText(), userId, "member").expect(200);
    organizations.add(second, userId, "super_admin").expect(200);
    Http caller = organizations.as(user);

    assertAnswer(query(caller, "get-active-member")).isRefused(400, "NO_ACTIVE_ORGANIZATION");
    assertAnswer(call(caller, "set-active", Map.of(ORGANIZATION, foreign)))
        .isRefused(404, "ORGANIZATION_NOT_FOUND");
    assertAnswer(call(caller, "leave", Map.of(ORGANIZATION, foreign)))
        .isRefused(404, "ORGANIZATION_NOT_FOUND");
    JsonNode active =
        call(caller, "set-active", Map.of("organizationSlug", first.get("slug").asText()))
            .expect(200)
            .json();
    assertThat(active.get("id")).isEqualTo(first.get("id"));
    assertThat(query(caller, "get-active-member").json().get("userId").asText()).isEqualTo(userId);
    assertAnswer(call(caller, "leave", Map.of(ORGANIZATION, second)))
        .isRefused(409, "ORGANIZATION_MUST_RETAIN_AT_LEAST_ONE_SUPER_ADMIN");
    assertThat(call(caller, "leave", Map.of()).expect(200).json().get(ORGANIZATION))
        .isEqualTo(first.get("id"));
    assertThat(organizations.members(first.get("id").asText())).isEmpty();
    assertAnswer(query(caller, "get-active-member")).isRefused(400, "NO_ACTIVE_ORGANIZATION");
    assertThat(call(caller, "set-active", Map.of(ORGANIZATION, second)).status()).isEqualTo(200);
    assertThat(call(caller, "set-active", Map.of()).expect(200).json().isNull()).isTrue();
  }

  /** Keycloak's check of a bearer token does not ask whether its realm is enabled. */
  @Test
  void aDisabledProjectsUsersDoNothing() {
    JsonNode user = organizations.newUser("example.org");
    Http caller = organizations.as(user);
    AdminRest rest = organizations.project().adminRest();
    rest.update(Map.of("enabled", false)).expect(204);
    try {
      assertAnswer(query(caller, "list-user-invitations")).isRefused(401, "INVALID_TOKEN");
      assertAnswer(call(caller, "set-active", Map.of())).isRefused(401, "INVALID_TOKEN");
    } finally {
      rest.update(Map.of("enabled", true)).expect(204);
    }
    query(caller, "list-user-invitations").expect(200);
  }

  /** A resource server that was sent a user's token must not act as the user here. */
  @Test
  void tokensForOthersAreNoneForUs() {
    JsonNode user = organizations.newUser("example.org");
    organizations.setPassword(user.get("id").asText());
    AdminRest rest = organizations.project().adminRest();
    for (Map.Entry<String, Integer> each :
        Map.of("orders-api", 401, "x-app##orders-api", 401, "orders-api##banata", 200).entrySet()) {
      String clientId = TestProjects.unique("x");
      rest.createClient(
          Map.of(
              "clientId",
              clientId,
              "publicClient",
              true,
              "standardFlowEnabled",
              false,
              "directAccessGrantsEnabled",
              true,
              "attributes",
              Map.of("banata.audiences", each.getKey())));
      String token =
          organizations
              .project()
              .session(user.get("email").asText(), OrganizationsFixture.PASSWORD)
              .signIn(clientId)
              .expect(200)
              .json()
              .get("access_token")
              .asText();

      Answer answer =
          query(organizations.project().anonymous().bearer(token), "list-user-invitations");

      assertThat(answer.status()).as(each.getKey()).isEqualTo(each.getValue());
    }
  }
}
