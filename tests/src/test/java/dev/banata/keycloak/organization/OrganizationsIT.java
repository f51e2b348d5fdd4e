package dev.banata.keycloak.organization;

import static dev.banata.keycloak.api.AnswerAssert.assertAnswer;
import static dev.banata.keycloak.organization.OrganizationsFixture.call;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.Parallel;
import dev.banata.keycloak.api.TestKey;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.Http;
import dev.banata.keycloak.server.Http.Answer;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Organizations and their members, by the management API and beside it. */
@Tag("diagonal")
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OrganizationsIT {

  private static final String ORGANIZATION = "organizationId";
  private static final String NOT_FOUND = "ORGANIZATION_NOT_FOUND";

  private OrganizationsFixture organizations;

  @BeforeAll
  void makeProject(TestServer server) {
    organizations = new OrganizationsFixture(server);
  }

  @Test
  void anOrganizationHasAllThatItWasGiven() {
    String slug = TestProjects.unique("acme");
    Map<String, Object> metadata = Map.of("plan", Map.of("seats", 3), "tags", List.of("a", "ü"));
    JsonNode made =
        organizations.create(
            Map.of(
                "name",
                "Acme Inc.",
                "slug",
                slug,
                "logo",
                "https://acme.example/logo.svg",
                "metadata",
                metadata,
                "requireMfa",
                true,
                "ssoEnforced",
                true,
                "allowedEmailDomains",
                List.of("ACME.example", "acme.example", "b.example"),
                "maxMembers",
                7));
    String id = made.get("id").asText();

    JsonNode read = full(id);

    assertThat(id).matches("org_[0-9A-Z]{26}");
    assertThat(made.get("members").size()).isZero();
    assertThat(read.get("projectId").asText()).isEqualTo(organizations.project().id());
    assertThat(read.get("name").asText()).isEqualTo("Acme Inc.");
    assertThat(read.get("slug").asText()).isEqualTo(slug);
    assertThat(read.get("logo").asText()).isEqualTo("https://acme.example/logo.svg");
    assertThat(read.at("/metadata/plan/seats").asInt()).isEqualTo(3);
    assertThat(read.get("requireMfa").asBoolean()).isTrue();
    assertThat(read.get("ssoEnforced").asBoolean()).isTrue();
    assertThat(read.get("allowedEmailDomains").valueStream().map(JsonNode::asText))
        .containsExactly("acme.example", "b.example");
    assertThat(read.get("maxMembers").asInt()).isEqualTo(7);
    assertThat(read.get("createdAt").asLong())
        .isBetween(System.currentTimeMillis() - 60_000, System.currentTimeMillis());
    assertThat(read.get("members").size() + read.get("invitations").size()).isZero();
    for (String field : List.of("id", "slug", "metadata", "allowedEmailDomains", "maxMembers")) {
      assertThat(made.get(field)).as(field).isEqualTo(read.get(field));
    }
  }

  private JsonNode full(String id) {
    return organizations.call("get-full-organization", Map.of(ORGANIZATION, id)).expect(200).json();
  }

  @Test
  void nullClearsAndNothingLeaves() {
    String id =
        organizations.newOrganization(
            Map.of(
                "logo",
                "https://a.example/",
                "metadata",
                Map.of("a", 1),
                "maxMembers",
                3,
                "requireMfa",
                true,
                "allowedEmailDomains",
                List.of("a.example")));
    Map<String, Object> nulls = new HashMap<>();
    Stream.of("logo", "metadata", "maxMembers", "allowedEmailDomains")
        .forEach(field -> nulls.put(field, null));

    JsonNode same = organizations.update(id, Map.of()).expect(200).json();
    JsonNode cleared = organizations.update(id, nulls).expect(200).json();

    assertThat(same.get("maxMembers").asInt()).isEqualTo(3);
    for (String field : nulls.keySet()) {
      assertThat(cleared.get(field).isNull()).as(field).isTrue();
      assertThat(full(id).get(field).isNull()).as(field).isTrue();
    }
    assertThat(full(id).get("requireMfa").asBoolean()).isTrue();
  }

  @Test
  void namesMayBeTheSameAndSlugsMayNot() {
    String name = TestProjects.unique("Same Name");
    JsonNode first = organizations.create(Map.of("name", name));
    JsonNode second = organizations.create(Map.of("name", name));
    String slug = first.get("slug").asText();

    assertThat(second.get("slug").asText()).isEqualTo(slug + "-2");
    assertThat(second.get("name").asText()).isEqualTo(name);
    assertThat(full(second.get("id").asText()).get("name").asText()).isEqualTo(name);
    assertAnswer(organizations.call("create", Map.of("name", "Other", "slug", slug)))
        .isRefused(409, "ORGANIZATION_SLUG_ALREADY_EXISTS");
    assertAnswer(organizations.update(second.get("id").asText(), Map.of("slug", slug)))
        .isRefused(409, "ORGANIZATION_SLUG_ALREADY_EXISTS");
    assertAnswer(organizations.call("check-slug", Map.of("slug", slug)))
        .isRefused(409, "ORGANIZATION_SLUG_ALREADY_EXISTS");
  }

  @Test
  void aSlugCanBeChanged() {
    JsonNode made = organizations.create(Map.of());
    String slug = TestProjects.unique("renamed");

    organizations
        .update(made.get("id").asText(), Map.of("slug", slug, "name", "Renamed " + slug))
        .expect(200);

    Answer bySlug =
        organizations.call("get-full-organization", Map.of("organizationSlug", slug)).expect(200);
    assertThat(bySlug.json().get("id")).isEqualTo(made.get("id"));
    assertThat(bySlug.json().get("name").asText()).isEqualTo("Renamed " + slug);
    assertAnswer(
            organizations.call(
                "get-full-organization", Map.of("organizationSlug", made.get("slug").asText())))
        .isRefused(404, NOT_FOUND);
    JsonNode inConsole =
        organizations
            .project()
            .adminRest()
            .get("/organizations/" + made.get("id").asText())
            .expect(200)
            .json();
    assertThat(inConsole.get("alias").asText()).isEqualTo(slug);
  }

  @Test
  void metadataIsAtMost16KiB() {
    String id = organizations.newOrganization(Map.of());
    Map<String, Object> large = Map.of("metadata", Map.of("a", "ü".repeat(8192)));

    assertAnswer(organizations.update(id, large)).isInvalid("data.metadata");
    assertAnswer(
            organizations.call(
                "create", Map.of("name", "Large", "metadata", large.get("metadata"))))
        .isInvalid("metadata");
    assertThat(full(id).get("metadata").isNull()).isTrue();
  }

  @Test
  void listsArePagedByTrueCursors() {
    List<String> made =
        IntStream.range(0, 5).mapToObj(i -> organizations.newOrganization(Map.of())).toList();
    List<String> walked = new ArrayList<>();
    String after = null;
    do {
      Map<String, Object> request = new HashMap<>(Map.of("limit", 2));
      if (after != null) {
        request.put("after", after);
      }
      JsonNode page = organizations.call("list", request).expect(200).json();
      page.get("data").forEach(each -> walked.add(each.get("id").asText()));
      after = page.at("/listMetadata/after").textValue();
    } while (after != null);

    assertThat(walked).doesNotHaveDuplicates().containsAll(made);
    assertThat(walked.indexOf(made.get(4))).isLessThan(walked.indexOf(made.get(0)));
    JsonNode before =
        organizations.call("list", Map.of("limit", 1, "before", walked.get(1))).json();
    assertThat(before.at("/data/0/id").asText()).isEqualTo(walked.get(0));
    assertAnswer(organizations.call("list", Map.of("after", "nonsense"))).isInvalid("after");
  }

  @Test
  void whatIsMadeInTheConsoleIsThereToo() {
    String id = organizations.project().adminRest().createOrganization(TestProjects.unique("c"));
    String user = organizations.newUser();
    organizations.project().adminRest().addGuest(id, user);

    assertThat(full(id).at("/members/0/userId").asText()).isEqualTo(user);
    assertThat(full(id).at("/members/0/source").asText()).isEqualTo("manual");
    assertThat(full(id).at("/members/0/role").asText()).isEqualTo("member");
    organizations.project().adminRest().delete("/organizations/" + id).expect(204);
    assertAnswer(organizations.call("get-full-organization", Map.of(ORGANIZATION, id)))
        .isRefused(404, NOT_FOUND);
  }

  @Test
  void aDeletedOrganizationTakesAllWithItButTheAccounts() {
    String id = organizations.newOrganization(Map.of());
    JsonNode user = organizations.newUser("example.org");
    organizations.add(id, user.get("id").asText(), "super_admin").expect(200);
    String invitation =
        organizations.invite(id, "gone@example.org", "member").json().get("id").asText();
    TestKey key = organizations.project().newKey(Map.of(ORGANIZATION, id));

    JsonNode deleted = organizations.call("delete", Map.of(ORGANIZATION, id)).expect(200).json();

    assertThat(deleted.get("id").asText()).isEqualTo(id);
    assertAnswer(organizations.call("list-members", Map.of(ORGANIZATION, id)))
        .isRefused(404, NOT_FOUND);
    assertAnswer(organizations.call("cancel-invitation", Map.of("invitationId", invitation)))
        .isRefused(404, "INVITATION_NOT_FOUND");
    assertThat(organizations.project().as(key).get("/api/auth/api-key/list").status())
        .isEqualTo(401);
    assertAnswer(
            organizations
                .project()
                .http()
                .post("/api/auth/admin/get-user", Map.of("userId", user.get("id").asText())))
        .isOk();
  }

  @Test
  void aMemberHasSeveralRoles() {
    String id = organizations.newOrganization(Map.of());
    JsonNode user = organizations.newUser("example.org");
    JsonNode member =
        organizations.add(id, user.get("id").asText(), "admin,member").expect(200).json();

    assertThat(member.get("role").asText()).isEqualTo("admin,member");
    assertThat(member.get("source").asText()).isEqualTo("api");
    assertThat(member.at("/user/email")).isEqualTo(user.get("email"));
    assertThat(member.at("/user/name").asText()).isEqualTo("A User");
    assertThat(member.get("teamIds").size()).isZero();
    String memberId = member.get("id").asText();
    for (Object role : List.of(List.of("admin", "super_admin"), "super_admin, admin")) {
      JsonNode changed = organizations.setRole(id, memberId, role).expect(200).json();
      assertThat(changed.get("role").asText()).isEqualTo("admin,super_admin");
      assertThat(changed.get("id").asText()).isEqualTo(memberId);
    }
    assertAnswer(organizations.setRole(id, memberId, "nonsense")).isInvalid("role");
    assertAnswer(organizations.add(id, user.get("id").asText(), "member"))
        .isRefused(409, "USER_IS_ALREADY_A_MEMBER_OF_THIS_ORGANIZATION");
    assertAnswer(organizations.add(id, "nonsense", "member")).isRefused(404, "USER_NOT_FOUND");
  }

  @Test
  void membersAreListedByRoleAndCursor() {
    String id = organizations.newOrganization(Map.of());
    List<String> users = IntStream.range(0, 4).mapToObj(i -> organizations.newUser()).toList();
    List<String> roles = List.of("admin", "member", "super_admin,admin", "");
    IntStream.range(0, 4)
        .forEach(i -> organizations.add(id, users.get(i), roles.get(i)).expect(200));

    assertThat(listed(id, Map.of())).containsExactlyElementsOf(users);
    assertThat(listed(id, Map.of("role", "admin"))).containsExactly(users.get(0), users.get(2));
    assertThat(listed(id, Map.of("role", "member"))).containsExactly(users.get(1), users.get(3));
    JsonNode first =
        organizations.call("list-members", Map.of(ORGANIZATION, id, "limit", 2)).json();
    String after = first.at("/listMetadata/after").asText();
    assertThat(listed(id, Map.of("after", after, "limit", 2)))
        .containsExactlyElementsOf(users.subList(2, 4));
    String other = organizations.newOrganization(Map.of());
    assertAnswer(organizations.call("list-members", Map.of(ORGANIZATION, other, "after", after)))
        .isInvalid("after");
  }

  private List<String> listed(String id, Map<String, Object> more) {
    Map<String, Object> request = new HashMap<>(more);
    request.put(ORGANIZATION, id);
    return organizations
        .call("list-members", request)
        .expect(200)
        .json()
        .get("data")
        .findValuesAsText("userId");
  }

  @Test
  void oneSuperAdminStays() {
    String id = organizations.newOrganization(Map.of());
    String last = organizations.newUser();
    String memberId =
        organizations.add(id, last, "super_admin").expect(200).json().get("id").asText();
    String code = "ORGANIZATION_MUST_RETAIN_AT_LEAST_ONE_SUPER_ADMIN";

    assertAnswer(organizations.setRole(id, memberId, "admin")).isRefused(409, code);
    assertAnswer(
            organizations.call("remove-member", Map.of(ORGANIZATION, id, "memberIdOrUserId", last)))
        .isRefused(409, code);
    assertAnswer(
            organizations
                .project()
                .http()
                .post("/api/auth/admin/remove-user", Map.of("userId", last)))
        .isRefused(409, code);
    assertThat(organizations.members(id).get(0).get("role").asText()).isEqualTo("super_admin");
    organizations.add(id, organizations.newUser(), "super_admin").expect(200);
    Answer removed =
        organizations
            .call("remove-member", Map.of(ORGANIZATION, id, "memberIdOrUserId", last))
            .expect(200);
    assertThat(removed.json().at("/member/id").asText()).isEqualTo(memberId);
    assertThat(organizations.members(id)).hasSize(1);
  }

  @Test
  void ofTwoThatGiveUpAtOnceOneStaysSuperAdmin() throws InterruptedException, ExecutionException {
    for (int round = 0; round < 3; round++) {
      String id = organizations.newOrganization(Map.of());
      List<String> users = List.of(organizations.newUser(), organizations.newUser());
      users.forEach(user -> organizations.add(id, user, "super_admin").expect(200));

      List<Answer> answers =
          Parallel.run(2, i -> organizations.setRole(id, users.get(i), "member"));

      assertThat(answers.stream().map(Answer::status)).containsExactlyInAnyOrder(200, 409);
      assertThat(organizations.members(id).stream().map(each -> each.get("role").asText()))
          .containsExactlyInAnyOrder("super_admin", "member");
    }
  }

  @Test
  void twentyJoinsAtOnceDoNotPassTheLimit() throws InterruptedException, ExecutionException {
    String id = organizations.newOrganization(Map.of("maxMembers", 6));
    organizations.invite(id, "kept@example.org", "member").expect(200);
    List<String> users = IntStream.range(0, 20).mapToObj(i -> organizations.newUser()).toList();

    List<Answer> answers = Parallel.run(20, i -> organizations.add(id, users.get(i), "member"));

    assertThat(answers.stream().filter(answer -> answer.status() == 200)).hasSize(5);
    answers.stream()
        .filter(answer -> answer.status() != 200)
        .forEach(answer -> assertAnswer(answer).isInvalid(ORGANIZATION));
    assertThat(organizations.members(id)).hasSize(5);
    assertAnswer(organizations.invite(id, "seventh@example.org", "member")).isInvalid(ORGANIZATION);
    Answer byAdmin =
        organizations
            .project()
            .adminRest()
            .post("/organizations/" + id + "/members", '"' + organizations.newUser() + '"');
    assertThat(byAdmin.status()).isEqualTo(400);
    assertThat(organizations.members(id)).hasSize(5);
  }

  @Test
  void addressesOfOtherDomainsDoNotJoin() {
    String id =
        organizations.newOrganization(Map.of("allowedEmailDomains", List.of("acme.example")));
    String stranger = organizations.newUser();

    assertAnswer(organizations.invite(id, "a@other.example", "member")).isInvalid("email");
    assertAnswer(organizations.invite(id, "a@sub.acme.example", "member")).isInvalid("email");
    assertAnswer(organizations.add(id, stranger, "member")).isInvalid("email");
    Answer byAdmin =
        organizations
            .project()
            .adminRest()
            .post("/organizations/" + id + "/members", '"' + stranger + '"');
    assertThat(byAdmin.status()).isEqualTo(400);
    assertThat(organizations.members(id)).isEmpty();
    String own = organizations.newUser("acme.example").get("id").asText();
    assertAnswer(organizations.add(id, own, "member")).isOk();
  }

  @Test
  void aLimitedKeySeesItsOwnOrganizationOnly() {
    String own = organizations.newOrganization(Map.of());
    String other = organizations.newOrganization(Map.of());
    String member = organizations.newUser();
    JsonNode foreign = organizations.add(other, member, "member").json();
    String invitation =
        organizations.invite(other, "o@example.org", "member").json().get("id").asText();
    Http key =
        organizations.project().as(organizations.project().newKey(Map.of(ORGANIZATION, own)));

    JsonNode list = call(key, "list", Map.of()).expect(200).json();
    assertThat(list.get("data").findValuesAsText("id")).containsExactly(own);
    assertThat(call(key, "get-full-organization", Map.of()).expect(200).json().get("id").asText())
        .isEqualTo(own);
    for (String call :
        List.of("get-full-organization", "delete", "list-members", "list-invitations")) {
      assertAnswer(call(key, call, Map.of(ORGANIZATION, other))).isRefused(404, NOT_FOUND);
    }
    for (String id : List.of(foreign.get("id").asText(), member)) {
      Map<String, Object> ofMember = Map.of(ORGANIZATION, own, "memberIdOrUserId", id);
      assertAnswer(call(key, "remove-member", ofMember)).isRefused(404, "MEMBER_NOT_FOUND");
      Map<String, Object> withRole = new HashMap<>(ofMember);
      withRole.put("role", "admin");
      assertAnswer(call(key, "update-member-role", withRole)).isRefused(404, "MEMBER_NOT_FOUND");
    }
    assertAnswer(call(key, "cancel-invitation", Map.of("invitationId", invitation)))
        .isRefused(404, "INVITATION_NOT_FOUND");
    assertAnswer(call(key, "list", Map.of("after", other))).isInvalid("after");
    assertAnswer(call(key, "create", Map.of("name", "Mine"))).isRefused(403, "PERMISSION_DENIED");
    assertAnswer(call(key, "add-member", Map.of(ORGANIZATION, own, "userId", member)))
        .isRefused(403, "PERMISSION_DENIED");
  }

  @Test
  void onlyFullAccessGivesARoleWithEveryPermission() {
    String id = organizations.newOrganization(Map.of());
    TestProject project = organizations.project();
    project
        .http()
        .post(
            "/api/auth/banata/config/roles/create",
            Map.of("name", "Owner", "slug", "owner", "permissions", List.of("*")))
        .expect(200);
    Http narrow =
        project.as(
            project.newKey(Map.of("permissions", List.of("member.invite", "member.update_role"))));
    String user = organizations.newUser();

    for (String role : List.of("super_admin", "owner")) {
      for (Answer answer :
          List.of(
              call(narrow, "add-member", Map.of(ORGANIZATION, id, "userId", user, "role", role)),
              call(
                  narrow,
                  "invite-member",
                  Map.of(ORGANIZATION, id, "email", "x@example.org", "role", role)))) {
        assertAnswer(answer).isRefused(403, "PERMISSION_ESCALATION");
      }
    }
    assertThat(organizations.members(id)).isEmpty();
  }

  @Test
  void aMemberOfAnotherOrganizationIsNotFound() {
    String id = organizations.newOrganization(Map.of());
    String other = organizations.newOrganization(Map.of());
    JsonNode member = organizations.add(other, organizations.newUser(), "member").json();

    for (String name : Arrays.asList("id", "userId")) {
      assertAnswer(organizations.setRole(id, member.get(name).asText(), "admin"))
          .isRefused(404, "MEMBER_NOT_FOUND");
    }
    assertThat(organizations.members(other).get(0).get("role").asText()).isEqualTo("member");
  }
}
