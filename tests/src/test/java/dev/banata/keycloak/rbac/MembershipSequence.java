package dev.banata.keycloak.rbac;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.Http.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The server and the model side by side during one sequence, in organizations and with users of its
 * own.
 */
final class MembershipSequence {

  static final int ORGANIZATIONS = 2;
  static final int USERS = 3;
  static final String APP = "app";

  private static final String PASSWORD = "a long password";
  private static final List<String> PERMISSIONS =
      List.of("organization.read", "member.invite", "audit.read");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TestProjects projects;
  private final TestProject project;
  private final String auditor;
  private final MembershipModel model = new MembershipModel();
  private final List<JsonNode> organizations = new ArrayList<>();
  private final List<JsonNode> users = new ArrayList<>();
  private final Map<Integer, String> refreshTokens = new HashMap<>();

  /** What can be done. */
  enum Kind {
    ADD,
    SET,
    REMOVE,
    BAN,
    UNBAN,
    LIMIT,
    PERMIT,
    FORBID,
    CHOOSE
  }

  record Step(Kind kind, int organization, int user, Set<String> roles) {}

  MembershipSequence(TestProjects projects, TestProject project, String auditor) {
    this.projects = projects;
    this.project = project;
    this.auditor = auditor;
    for (int i = 0; i < ORGANIZATIONS; i++) {
      organizations.add(
          call("create", Map.of("name", TestProjects.unique("Org"))).expect(200).json());
    }
    for (int i = 0; i < USERS; i++) {
      users.add(
          project.newUser(
              Map.of(
                  "email",
                  TestProjects.unique("u") + "@example.org",
                  "name",
                  "A User",
                  "emailVerified",
                  true,
                  "password",
                  PASSWORD)));
    }
    permit(false);
  }

  private Answer call(String name, Map<String, Object> request) {
    return project.http().post("/api/auth/organization/" + name, request);
  }

  private String organization(int number) {
    return organizations.get(number).get("id").asText();
  }

  private String user(int number) {
    return users.get(number).get("id").asText();
  }

  void take(Step step) {
    int organization = step.organization();
    int user = step.user();
    switch (step.kind()) {
      case ADD -> add(organization, user, new TreeSet<>(step.roles()).first());
      case SET -> set(organization, user, step.roles());
      case REMOVE -> remove(organization, user);
      case BAN -> ban(user, true);
      case UNBAN -> ban(user, false);
      case LIMIT -> limit(organization);
      case PERMIT -> permit(true);
      case FORBID -> permit(false);
      case CHOOSE -> choose(organization, user);
    }
    compareMembers(organization);
  }

  private void add(int organization, int user, String role) {
    Answer answer =
        call(
            "add-member",
            Map.of(
                "organizationId", organization(organization), "userId", user(user), "role", role));
    assertDone(answer, model.add(organization, user, role));
  }

  private void set(int organization, int user, Set<String> roles) {
    Answer answer =
        call(
            "update-member-role",
            Map.of(
                "organizationId",
                organization(organization),
                "memberIdOrUserId",
                user(user),
                "role",
                List.copyOf(roles)));
    assertDone(answer, model.set(organization, user, roles));
  }

  private void remove(int organization, int user) {
    Answer answer =
        call(
            "remove-member",
            Map.of("organizationId", organization(organization), "memberIdOrUserId", user(user)));
    assertDone(answer, model.remove(organization, user));
  }

  private static void assertDone(Answer answer, boolean done) {
    if (done) {
      assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    } else {
      assertThat(answer.status()).as(answer.toString()).isIn(404, 409, 422);
    }
  }

  private void ban(int user, boolean banned) {
    project
        .http()
        .post(
            "/api/auth/admin/" + (banned ? "ban-user" : "unban-user"), Map.of("userId", user(user)))
        .expect(200);
    if (banned) {
      model.ban(user);
      refreshTokens.remove(user);
    } else {
      model.unban(user);
    }
  }

  /** As many as there are, so that there is no room for one more. */
  private void limit(int organization) {
    int max = Math.max(1, model.members(organization).size());
    call(
            "update",
            Map.of("organizationId", organization(organization), "data", Map.of("maxMembers", max)))
        .expect(200);
    model.limit(organization, max);
  }

  private void permit(boolean audit) {
    project
        .http()
        .post(
            "/api/auth/banata/config/roles/update",
            Map.of("id", auditor, "permissions", audit ? List.of("audit.read") : List.of()))
        .expect(200);
    model.auditorsAudit(audit);
  }

  private void choose(int organization, int user) {
    if (model.isBanned(user)) {
      return;
    }
    JsonNode tokens = session(user);
    Answer answer =
        projects
            .anonymous()
            .bearer(tokens.get("access_token").asText())
            .post(
                "/api/auth/organization/set-active",
                Map.of("organizationId", organization(organization)),
                "x-banata-project-id",
                project.id());
    // The model's session has a token by now as well.
    model.active(user, ORGANIZATIONS);
    assertDone(answer, model.choose(user, organization));
  }

  /** New tokens of the user's session, which is begun on first use. */
  private JsonNode session(int user) {
    String refreshToken = refreshTokens.get(user);
    JsonNode tokens =
        refreshToken == null
            ? signIn(user, "openid").expect(200).json()
            : token(Map.of("grant_type", "refresh_token", "refresh_token", refreshToken))
                .expect(200)
                .json();
    refreshTokens.put(user, tokens.get("refresh_token").asText());
    return tokens;
  }

  private Answer signIn(int user, String scope) {
    return token(
        Map.of(
            "grant_type",
            "password",
            "username",
            users.get(user).get("email").asText(),
            "password",
            PASSWORD,
            "scope",
            scope));
  }

  private Answer token(Map<String, String> parameters) {
    Map<String, String> form = new HashMap<>(parameters);
    form.put("client_id", APP);
    return projects
        .anonymous()
        .postForm("/realms/" + project.slug() + "/protocol/openid-connect/token", form);
  }

  private void compareMembers(int organization) {
    Map<Integer, Set<String>> seen = new TreeMap<>();
    call("list-members", Map.of("organizationId", organization(organization)))
        .expect(200)
        .json()
        .get("data")
        .forEach(
            member ->
                seen.put(
                    number(member.get("userId").asText()),
                    new TreeSet<>(List.of(member.get("role").asText().split(",")))));
    assertThat(seen).isEqualTo(model.members(organization));
  }

  private int number(String userId) {
    return users.stream().map(user -> user.get("id").asText()).toList().indexOf(userId);
  }

  void compare() {
    for (int user = 0; user < USERS; user++) {
      for (int organization = 0; organization < ORGANIZATIONS; organization++) {
        compareChecks(user, organization);
      }
      if (model.isBanned(user)) {
        assertThat(signIn(user, "openid").status()).isIn(400, 401);
      } else {
        compareTokens(user);
      }
    }
  }

  private void compareChecks(int user, int organization) {
    for (String permission : PERMISSIONS) {
      boolean allowed =
          project
              .http()
              .post(
                  "/api/auth/banata/rbac/check-permission",
                  Map.of(
                      "permission",
                      permission,
                      "userId",
                      user(user),
                      "organizationId",
                      organization(organization)))
              .expect(200)
              .json()
              .get("allowed")
              .asBoolean();
      assertThat(allowed)
          .as(permission + " of user " + user + " in " + organization)
          .isEqualTo(model.may(user, organization, permission));
    }
  }

  private void compareTokens(int user) {
    JsonNode all = claims(signIn(user, "openid organization:*").expect(200).json());
    List<Integer> own = model.ofUser(user, ORGANIZATIONS);
    assertThat(all.path("organization").size()).isEqualTo(own.size());
    for (int organization : own) {
      String alias = organizations.get(organization).get("slug").asText();
      List<String> roles = new ArrayList<>();
      all.path("organization").path(alias).path("roles").forEach(role -> roles.add(role.asText()));
      assertThat(roles).hasSameElementsAs(model.members(organization).get(user));
    }
    JsonNode token = claims(session(user));
    Integer active = model.active(user, ORGANIZATIONS).orElse(null);
    assertThat(token.path("org_id").asText())
        .as("active organization of user " + user)
        .isEqualTo(active == null ? "" : organization(active));
    if (active != null) {
      List<String> permissions = new ArrayList<>();
      token.path("org_permissions").forEach(permission -> permissions.add(permission.asText()));
      for (String permission : PERMISSIONS) {
        assertThat(permissions.contains("*") || permissions.contains(permission))
            .as(permission + " in a token of user " + user)
            .isEqualTo(model.may(user, active, permission));
      }
    }
  }

  private static JsonNode claims(JsonNode tokens) {
    String payload = tokens.get("access_token").asText().split("\\.", 3)[1];
    try {
      return JSON.readTree(Base64.getUrlDecoder().decode(payload));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
