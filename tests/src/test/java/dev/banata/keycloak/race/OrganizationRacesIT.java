package dev.banata.keycloak.race;

import static dev.banata.keycloak.race.Races.done;
import static dev.banata.keycloak.race.Races.race;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.Http;
import dev.banata.keycloak.server.Http.Answer;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** No change is lost of who is in an organization, with which roles, or is invited. */
@Tag("postgres")
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OrganizationRacesIT {

  private static final String BASE = "/api/auth/organization/";
  private static final String PASSWORD = "a long password";
  private static final Set<String> ONE_ROLE = Set.of("admin", "member");

  private Races races;
  private final List<JsonNode> users = new ArrayList<>();
  private final List<JsonNode> others = new ArrayList<>();

  @BeforeAll
  void connect(TestServer server) {
    races = new Races(new TestProjects(server));
    for (TestProject project : races.lanes()) {
      project.adminRest().createPasswordClient("app");
      users.add(newUser(project));
      others.add(newUser(project));
    }
  }

  private static JsonNode newUser(TestProject project) {
    return project.newUser(
        Map.of(
            "email",
            TestProjects.unique("u") + "@example.org",
            "name",
            "A User",
            "emailVerified",
            true));
  }

  private static Answer call(TestProject project, String operation, Map<String, Object> body) {
    return project.http().post(BASE + operation, body);
  }

  private static String newOrganization(TestProject project, Map<String, Object> fields) {
    Map<String, Object> request = new HashMap<>(fields);
    request.put("name", TestProjects.unique("Org"));
    return call(project, "create", request).expect(200).json().get("id").asText();
  }

  private static Answer add(TestProject project, String organization, JsonNode user, String role) {
    return call(
        project,
        "add-member",
        Map.of("organizationId", organization, "userId", user.get("id").asText(), "role", role));
  }

  private static Answer setRole(
      TestProject project, String organization, JsonNode user, String role) {
    return call(
        project,
        "update-member-role",
        Map.of(
            "organizationId",
            organization,
            "memberIdOrUserId",
            user.get("id").asText(),
            "role",
            role));
  }

  private static Answer remove(TestProject project, String organization, JsonNode user) {
    return call(
        project,
        "remove-member",
        Map.of("organizationId", organization, "memberIdOrUserId", user.get("id").asText()));
  }

  private static List<JsonNode> members(TestProject project, String organization) {
    return call(project, "list-members", Map.of("organizationId", organization))
        .expect(200)
        .json()
        .get("data")
        .valueStream()
        .toList();
  }

  @Test
  void aMemberHasTheRoleOfOneOfTwoChanges() throws InterruptedException, ExecutionException {
    races.run(
        (project, lane) -> {
          String organization = newOrganization(project, Map.of());
          add(project, organization, users.get(lane), "super_admin").expect(200);
          add(project, organization, others.get(lane), "super_admin").expect(200);
          race(
              () -> setRole(project, organization, users.get(lane), "admin"),
              () -> setRole(project, organization, users.get(lane), "member"));
          String role =
              members(project, organization).stream()
                  .filter(m -> m.get("userId").equals(users.get(lane).get("id")))
                  .map(m -> m.get("role").asText())
                  .findFirst()
                  .orElse("none");
          return ONE_ROLE.contains(role) ? null : "the member has " + role;
        });
  }

  /** Nor does a role that somebody was given wait for them to come back. */
  @Test
  void aRemovedMemberHasNoRole() throws InterruptedException, ExecutionException {
    races.run(
        (project, lane) -> {
          String organization = newOrganization(project, Map.of());
          JsonNode user = users.get(lane);
          add(project, organization, user, "member").expect(200);
          List<Answer> answers =
              race(
                  () -> remove(project, organization, user),
                  () -> setRole(project, organization, user, "admin"));
          if (!done(answers.get(0))) {
            return "the member was not removed: " + answers.get(0);
          }
          if (!members(project, organization).isEmpty()) {
            return "the member is there";
          }
          String role =
              add(project, organization, user, "member").expect(200).json().get("role").asText();
          return role.equals("member") ? null : "whoever comes back has " + role;
        });
  }

  @Test
  void oneSuperAdminOfTwoStays() throws InterruptedException, ExecutionException {
    races.run(
        (project, lane) -> {
          String organization = newOrganization(project, Map.of());
          add(project, organization, users.get(lane), "super_admin").expect(200);
          add(project, organization, others.get(lane), "super_admin").expect(200);
          long done =
              race(
                      () -> remove(project, organization, users.get(lane)),
                      () -> setRole(project, organization, others.get(lane), "member"))
                  .stream()
                  .filter(Races::done)
                  .count();
          return done == 1 ? null : done + " of two were done";
        });
  }

  @Test
  void aLimitOfMembersHolds() throws InterruptedException, ExecutionException {
    races.run(
        (project, lane) -> {
          String organization = newOrganization(project, Map.of("maxMembers", 1));
          long done =
              race(
                      () -> add(project, organization, users.get(lane), "member"),
                      () -> add(project, organization, others.get(lane), "member"))
                  .stream()
                  .filter(Races::done)
                  .count();
          return done == 1 ? null : done + " of two were added";
        });
  }

  /** Whoever sets the limit knows that it holds from then on. */
  @Test
  void aMemberWhoComesWithALimitIsCounted() throws InterruptedException, ExecutionException {
    races.run(
        (project, lane) -> {
          String organization = newOrganization(project, Map.of());
          add(project, organization, users.get(lane), "member").expect(200);
          Map<String, Object> limit =
              Map.of("organizationId", organization, "data", Map.of("maxMembers", 1));
          List<Answer> answers =
              race(
                  () -> call(project, "update", limit),
                  () -> add(project, organization, others.get(lane), "member"));
          boolean last = add(project, organization, newUser(project), "member").status() == 422;
          return done(answers.get(0)) && !last ? "the limit is lost" : null;
        });
  }

  @Test
  void twoUpdatesOfAnOrganizationBothHold() throws InterruptedException, ExecutionException {
    races.run(
        (project, lane) -> {
          String organization = newOrganization(project, Map.of());
          List<Answer> answers =
              race(
                  List.of(
                      () -> update(project, organization, Map.of("maxMembers", 7)),
                      () -> update(project, organization, Map.of("requireMfa", true)),
                      () -> update(project, organization, Map.of("metadata", Map.of("a", "b")))));
          JsonNode now =
              project
                  .http()
                  .get(BASE + "get-full-organization?organizationId=" + organization)
                  .expect(200)
                  .json();
          boolean hold =
              (!done(answers.get(0)) || now.get("maxMembers").asInt() == 7)
                  && (!done(answers.get(1)) || now.get("requireMfa").asBoolean())
                  && (!done(answers.get(2)) || now.at("/metadata/a").asText().equals("b"));
          return hold ? null : "not all hold: " + now;
        });
  }

  private static Answer update(
      TestProject project, String organization, Map<String, Object> change) {
    return call(project, "update", Map.of("organizationId", organization, "data", change));
  }

  private static Answer invite(TestProject project, String organization, String email) {
    return call(
        project,
        "invite-member",
        Map.of("organizationId", organization, "email", email, "role", "admin", "resend", true));
  }

  private static Answer cancel(TestProject project, String invitation) {
    return call(project, "cancel-invitation", Map.of("invitationId", invitation));
  }

  @Test
  void anInvitationIsAcceptedOrCancelled() throws InterruptedException, ExecutionException {
    List<Http> callers = new ArrayList<>();
    for (int i = 0; i < races.lanes().size(); i++) {
      callers.add(signIn(races.lanes().get(i), users.get(i)));
    }
    races.run(
        (project, lane) -> {
          JsonNode user = users.get(lane);
          String organization = newOrganization(project, Map.of());
          String invitation =
              invite(project, organization, user.get("email").asText())
                  .expect(200)
                  .json()
                  .get("id")
                  .asText();
          Map<String, Object> accepted = Map.of("invitationId", invitation);
          List<Answer> answers =
              race(
                  () -> callers.get(lane).post(BASE + "accept-invitation", accepted),
                  () -> cancel(project, invitation));
          boolean member = !members(project, organization).isEmpty();
          boolean fits =
              done(answers.get(0)) != done(answers.get(1)) && member == done(answers.get(0));
          return fits ? null : "%s, member: %s".formatted(answers, member);
        });
  }

  private static Http signIn(TestProject project, JsonNode user) {
    Map<String, Object> password = Map.of("userId", user.get("id").asText(), "password", PASSWORD);
    project.http().post("/api/auth/admin/update-user", password).expect(200);
    return project
        .anonymous()
        .bearer(
            project
                .session(user.get("email").asText(), PASSWORD)
                .signIn("app")
                .expect(200)
                .json()
                .get("access_token")
                .asText());
  }

  @Test
  void aCancelledInvitationStaysCancelled() throws InterruptedException, ExecutionException {
    races.run(
        (project, lane) -> {
          String organization = newOrganization(project, Map.of());
          String email = TestProjects.unique("i") + "@example.org";
          String invitation =
              invite(project, organization, email).expect(200).json().get("id").asText();
          List<Answer> answers =
              race(() -> cancel(project, invitation), () -> invite(project, organization, email));
          boolean there =
              call(
                      project,
                      "list-invitations",
                      Map.of("organizationId", organization, "status", "pending"))
                  .expect(200)
                  .json()
                  .get("data")
                  .valueStream()
                  .anyMatch(each -> each.get("id").asText().equals(invitation));
          return done(answers.get(0)) && there ? "the invitation is pending" : null;
        });
  }

  @Test
  void aUserHasTheRoleOfOneOfTwoChanges() throws InterruptedException, ExecutionException {
    races.run(
        (project, lane) -> {
          String id = users.get(lane).get("id").asText();
          setUserRole(project, id, "user").expect(200);
          List<Answer> answers =
              race(
                  () -> setUserRole(project, id, "admin"),
                  () -> setUserRole(project, id, "member"));
          String role =
              project
                  .http()
                  .post("/api/auth/admin/get-user", Map.of("userId", id))
                  .expect(200)
                  .json()
                  .findValue("role")
                  .asText();
          return ONE_ROLE.contains(role) ? null : answers + ", the user has " + role;
        });
  }

  private static Answer setUserRole(TestProject project, String id, String role) {
    return project.http().post("/api/auth/admin/set-role", Map.of("userId", id, "role", role));
  }
}
