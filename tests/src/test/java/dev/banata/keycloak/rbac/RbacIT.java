package dev.banata.keycloak.rbac;

import static dev.banata.keycloak.api.AnswerAssert.assertAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.TestKey;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.Http;
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

/**
 * Roles, permissions and checks: what they are in Keycloak, and that nobody gets more than he has.
 */
@Tag("once")
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RbacIT {

  private static final String ROLES = "/api/auth/banata/config/roles/";
  private static final String PERMISSIONS = "/api/auth/banata/config/permissions/";
  private static final String RESOURCE_TYPES = "/api/auth/banata/config/resource-types/";
  private static final String CHECKS = "/api/auth/banata/rbac/";
  private static final String ESCALATION = "PERMISSION_ESCALATION";
  private static final String PROTECTED = "ROLE_IS_PROTECTED";
  private static final String OWN = "billing.read";

  private TestProjects projects;
  private TestProject project;
  private Http http;
  private OrganizationGroups groups;
  private String acme;
  private String globex;

  @BeforeAll
  void makeOrganizations(TestServer server) {
    projects = new TestProjects(server);
    project = projects.create();
    http = project.http();
    groups = new OrganizationGroups(project);
    acme = groups.organization("acme");
    globex = groups.organization("globex");
  }

  private JsonNode newRole(String... permissions) {
    return create(http, TestProjects.unique("role"), permissions).expect(200).json().get("role");
  }

  private static Answer create(Http caller, String slug, String... permissions) {
    return caller.post(
        ROLES + "create",
        Map.of("name", "A role", "slug", slug, "permissions", List.of(permissions)));
  }

  private JsonNode newPermission(String slug) {
    return http.post(PERMISSIONS + "create", Map.of("name", "Do it", "slug", slug))
        .expect(200)
        .json()
        .get("permission");
  }

  private JsonNode role(String slug) {
    return http.post(ROLES + "list", Map.of())
        .expect(200)
        .json()
        .get("roles")
        .valueStream()
        .filter(role -> role.get("slug").asText().equals(slug))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::asText).toList();
  }

  private static String id(JsonNode thing) {
    return thing.get("id").asText();
  }

  private static String slug(JsonNode thing) {
    return thing.get("slug").asText();
  }

  private String user() {
    return id(project.newUser());
  }

  private Http limited(String... permissions) {
    return project.as(project.newKey(Map.of("permissions", List.of(permissions))));
  }

  private boolean may(String userId, String organizationId, String permission) {
    Map<String, Object> request = new HashMap<>(Map.of("permission", permission));
    request.put("userId", userId);
    if (organizationId != null) {
      request.put("organizationId", organizationId);
    }
    return allowed(http.post(CHECKS + "check-permission", request));
  }

  private static boolean allowed(Answer answer) {
    return answer.expect(200).json().get("allowed").asBoolean();
  }

  /** As the published client asks about the caller. */
  private boolean may(Http caller, String permission) {
    return allowed(
        caller.post(
            CHECKS + "check-permission",
            Map.of("projectId", project.id(), "permission", permission)));
  }

  @Test
  void aProjectBeginsWithTheCatalogue() {
    JsonNode roles = projects.create().http().post(ROLES + "list", Map.of()).expect(200).json();
    JsonNode permissions = http.post(PERMISSIONS + "list", Map.of()).expect(200).json();

    assertThat(roles.get("roles").findValuesAsText("slug"))
        .containsExactly("admin", "member", "super_admin");
    assertThat(roles.get("roles").findValuesAsText("isDefault"))
        .containsExactly("false", "false", "true");
    assertThat(roles.at("/roles/0/createdAt").asText()).startsWith("20").endsWith("Z");
    assertThat(texts(role("member").get("permissions")))
        .containsExactly("member.read", "organization.read");
    assertThat(permissions.get("permissions").findValuesAsText("slug"))
        .contains("organization.read", "portal.create", "vault.read", "session.revoke");
    assertThat(permissions.at("/permissions/0/name").asText()).isEqualTo("Create API keys");
  }

  @Test
  void aRoleIsARealmRoleOfPermissions() {
    String description = "Pays the bills. ".repeat(31);
    Map<String, Object> request =
        Map.of(
            "name",
            " Billing ",
            "slug",
            "billing",
            "description",
            description,
            "permissions",
            List.of("billing:read", "user.*", "billing.read"));
    JsonNode role = http.post(ROLES + "create", request).expect(200).json().get("role");

    assertThat(texts(role.get("permissions"))).containsExactly("billing.read", "user.*");
    assertThat(role.get("name").asText()).isEqualTo("Billing");
    assertThat(role.get("description").asText()).isEqualTo(description);
    assertThat(role("billing")).isEqualTo(role);
    assertThat(project.adminRest().get("/roles/billing/composites").expect(200).json())
        .extracting(composite -> composite.get("name").asText())
        .containsExactlyInAnyOrder("billing.read", "user.*");
    JsonNode updated =
        http.post(
                ROLES + "update",
                Map.of("id", id(role), "description", "", "permissions", List.of("vault.read")))
            .expect(200)
            .json()
            .get("role");
    assertThat(texts(updated.get("permissions"))).containsExactly("vault.read");
    assertThat(updated.get("description").asText()).isEmpty();
    assertThat(updated.get("createdAt")).isEqualTo(role.get("createdAt"));
  }

  @Test
  void slugsAreTakenOnce() {
    String taken = slug(newRole());

    assertAnswer(create(http, taken)).isRefused(409, "ROLE_SLUG_ALREADY_EXISTS");
    assertAnswer(create(http, "offline_access")).isRefused(409, "ROLE_SLUG_ALREADY_EXISTS");
    assertAnswer(create(http, "super_admin")).isRefused(400, "ROLE_SLUG_SUPER_ADMIN_IS_RESERVED");
    assertAnswer(create(http, "user")).isRefused(400, "ROLE_SLUG_IS_RESERVED");
    assertAnswer(create(http, "abc\n")).isInvalid("slug");
    assertAnswer(
            http.post(ROLES + "update", Map.of("id", id(role("admin")), "slug", "administrator")))
        .isRefused(403, PROTECTED);
    assertAnswer(http.post(PERMISSIONS + "create", Map.of("name", "Twice", "slug", "user:read")))
        .isRefused(409, "PERMISSION_SLUG_ALREADY_EXISTS");
  }

  @Test
  void whatIsBuiltInStays() {
    for (String slug : List.of("super_admin", "admin", "member")) {
      assertAnswer(http.post(ROLES + "delete", Map.of("id", id(role(slug)))))
          .isRefused(403, PROTECTED);
    }
    String superAdmin = id(role("super_admin"));
    assertAnswer(http.post(ROLES + "update", Map.of("id", superAdmin, "permissions", List.of())))
        .isRefused(403, PROTECTED);
    String builtIn =
        http.post(PERMISSIONS + "list", Map.of()).json().at("/permissions/0/id").asText();
    assertAnswer(http.post(PERMISSIONS + "update", Map.of("id", builtIn, "name", "Mine")))
        .isRefused(403, "PERMISSION_IS_BUILT_IN");
    assertAnswer(http.post(PERMISSIONS + "delete", Map.of("id", builtIn)))
        .isRefused(403, "PERMISSION_IS_BUILT_IN");
  }

  /** Neither roles of Keycloak's own nor ids of anything else are a way in. */
  @Test
  void nothingButPermissionsCanBeComposed() {
    for (String slug :
        List.of(
            "realm-admin", "manage-users", "realm-management.realm-admin", "admin", "no.such")) {
      assertAnswer(create(http, TestProjects.unique("r"), OWN, slug)).isInvalid("permissions.1");
    }
    String realmRole = id(project.adminRest().get("/roles/offline_access").expect(200).json());
    String clientRole = id(project.adminRest().clientRole("realm-management", "manage-users"));
    for (String foreign : List.of(realmRole, clientRole)) {
      assertAnswer(http.post(ROLES + "update", Map.of("id", foreign, "name", "Mine")))
          .isRefused(404, "ROLE_NOT_FOUND");
      assertAnswer(http.post(ROLES + "delete", Map.of("id", foreign)))
          .isRefused(404, "ROLE_NOT_FOUND");
      assertAnswer(http.post(PERMISSIONS + "delete", Map.of("id", foreign)))
          .isRefused(404, "PERMISSION_NOT_FOUND");
    }
  }

  @Test
  void nobodyGivesMoreThanHeHas() {
    Http caller = limited("role.create", "role.update", "role.delete", "permission.update", OWN);
    JsonNode role = create(caller, TestProjects.unique("r"), OWN).expect(200).json().get("role");
    JsonNode permission = newPermission(TestProjects.unique("low") + ".do");
    TestKey holder = project.newKey(Map.of("permissions", List.of(slug(permission))));

    for (String more : List.of("billing.manage", "billing.*", "*", "user.read", "project.delete")) {
      assertAnswer(create(caller, TestProjects.unique("r"), OWN, more)).isRefused(403, ESCALATION);
      assertAnswer(
              caller.post(
                  ROLES + "update", Map.of("id", id(role), "permissions", List.of(OWN, more))))
          .isRefused(403, ESCALATION);
    }
    // Who has the permission would have another one then.
    assertAnswer(
            caller.post(PERMISSIONS + "update", Map.of("id", id(permission), "slug", "high.do")))
        .isRefused(403, ESCALATION);
    // The deletion of a project is in nobody's full access.
    assertAnswer(create(http, TestProjects.unique("r"), "project.delete"))
        .isRefused(403, ESCALATION);
    assertThat(may(project.as(holder), slug(permission))).isTrue();
    // What is there already may be taken away, and may stay.
    newRole("vault.read");
    caller.post(ROLES + "update", Map.of("id", id(role), "permissions", List.of())).expect(200);
    caller.post(ROLES + "delete", Map.of("id", id(role))).expect(200);
  }

  /** To be a member is more than a role without permissions was. */
  @Test
  void whoDeletesARoleMakesMembers() {
    JsonNode role = newRole();
    groups.member(acme, user(), slug(role));

    assertAnswer(limited("role.delete").post(ROLES + "delete", Map.of("id", id(role))))
        .isRefused(403, ESCALATION);
    limited("role.delete", "organization.read", "member.read")
        .post(ROLES + "delete", Map.of("id", id(role)))
        .expect(200);
  }

  @Test
  void aPermissionOfTheProjectIsOneLikeTheOthers() {
    String resource = TestProjects.unique("invoice");
    JsonNode permission = newPermission(resource + ":send");
    assertThat(slug(permission)).isEqualTo(resource + ".send");
    assertThat(permission.get("isBuiltIn").asBoolean()).isFalse();
    assertThat(texts(role("super_admin").get("permissions"))).contains(resource + ".send");
    JsonNode role = newRole(resource + ".send", resource + ".*");
    TestKey key = project.newKey(Map.of("permissions", List.of(resource + ".send", OWN)));

    http.post(PERMISSIONS + "update", Map.of("id", id(permission), "slug", resource + ".mail"))
        .expect(200);

    assertThat(texts(role(slug(role)).get("permissions")))
        .containsExactly(resource + ".*", resource + ".mail");
    assertThat(texts(http.get("/api/auth/api-key/get?id=" + key.id()).json().get("permissions")))
        .containsExactlyInAnyOrder(resource + ".mail", OWN);
    assertThat(may(project.as(key), resource + ".mail")).isTrue();
    assertThat(may(project.as(key), resource + ".send")).isFalse();

    http.post(PERMISSIONS + "delete", Map.of("id", id(permission))).expect(200);
    assertThat(texts(role(slug(role)).get("permissions"))).containsExactly(resource + ".*");
  }

  @Test
  void aRoleCountsInItsOrganizationOnly() {
    JsonNode role = newRole("vault.*");
    String member = user();
    groups.member(acme, member, slug(role));
    groups.member(globex, member);

    assertThat(may(member, acme, "vault.read")).isTrue();
    assertThat(may(member, acme, "vault:write")).isTrue();
    assertThat(may(member, acme, "vault.*")).isTrue();
    assertThat(may(member, acme, "*")).isFalse();
    assertThat(may(member, acme, "organization.read")).isFalse();
    assertThat(may(member, globex, "vault.read")).isFalse();
    assertThat(may(member, globex, "organization.read")).as("is a member").isTrue();
    assertThat(may(member, null, "vault.read")).isFalse();
    groups.remove(acme, member);
    assertThat(may(member, acme, "vault.read")).isFalse();
  }

  /** In no organization can anybody become something in the project, nor the other way round. */
  @Test
  void projectAndOrganizationsHaveNothingToDoWithEachOther() {
    String owner = user();
    groups.member(acme, owner, "super_admin");
    String staff =
        id(
            project.newUser(
                Map.of(
                    "email",
                    TestProjects.unique("s") + "@example.org",
                    "name",
                    "S",
                    "role",
                    "super_admin")));
    groups.member(acme, staff);

    assertThat(may(owner, acme, "*")).isTrue();
    assertThat(may(owner, null, "organization.read")).isFalse();
    assertThat(may(staff, null, "*")).isTrue();
    assertThat(may(staff, acme, "member.remove")).isFalse();
    assertThat(
            project
                .adminRest()
                .get("/users/" + owner + "/role-mappings/realm/composite")
                .expect(200)
                .json()
                .findValuesAsText("name"))
        .doesNotContain("super_admin");
  }

  @Test
  void aBannedUserMayNothing() {
    String member = user();
    groups.member(acme, member, "super_admin");
    project.adminRest().put("/users/" + member, Map.of("enabled", false)).expect(204);

    assertThat(may(member, acme, "organization.read")).isFalse();
  }

  @Test
  void rolesOfMembersFollowTheRole() {
    JsonNode role = newRole("vault.read");
    String member = user();
    groups.member(globex, member, slug(role), "admin");
    String renamed = TestProjects.unique("renamed");

    http.post(ROLES + "update", Map.of("id", id(role), "slug", renamed)).expect(200);
    assertThat(groups.names(globex)).contains(renamed).doesNotContain(slug(role));
    assertThat(may(member, globex, "vault.read")).isTrue();

    String again = renamed + "-again";
    project
        .adminRest()
        .put("/roles-by-id/" + id(role), Map.of("id", id(role), "name", again))
        .expect(204);
    assertThat(groups.names(globex)).contains(again).doesNotContain(renamed);

    http.post(ROLES + "delete", Map.of("id", id(role))).expect(200);
    assertThat(groups.names(globex)).contains("admin").doesNotContain(again);
    assertThat(may(member, globex, "vault.read")).isFalse();
    assertThat(may(member, globex, "member.invite")).as("is still admin").isTrue();
    groups.take(globex, member, "admin");
    assertThat(may(member, globex, "member.invite")).isFalse();
    assertThat(may(member, globex, "member.read")).as("is a member").isTrue();
  }

  @Test
  void aCallerAsksAboutHimself() {
    Http caller = limited("user.*", OWN);
    Map<String, Object> self = Map.of("projectId", project.id());
    Map<String, Object> both = new HashMap<>(self);
    both.put("permissions", List.of("user:read", "vault.read"));
    Map<String, Object> either = new HashMap<>(both);
    either.put("operator", "any");

    assertThat(may(caller, "user.manage")).isTrue();
    assertThat(may(caller, "user.*")).isTrue();
    assertThat(may(caller, "vault.read")).isFalse();
    assertThat(may(caller, "*")).isFalse();
    assertThat(allowed(caller.post(CHECKS + "check-permissions", both))).isFalse();
    assertThat(allowed(caller.post(CHECKS + "check-permissions", either))).isTrue();
    assertThat(
            allowed(
                caller.post(
                    CHECKS + "check-permission",
                    Map.of(
                        "projectId",
                        project.id(),
                        "permission",
                        List.of("user.read", "user.manage")))))
        .isTrue();
    assertThat(permissions(caller, self)).contains(OWN, "user.read").doesNotContain("vault.read");
    assertThat(permissions(http, self)).containsExactly("*");
    assertThat(may(http, "project.delete")).as("is not in full access").isFalse();
    assertThat(permissions(projects.admin().http(), self)).containsExactly("*");
  }

  private static List<String> permissions(Http caller, Map<String, Object> request) {
    return texts(
        caller.post(CHECKS + "my-permissions", request).expect(200).json().get("permissions"));
  }

  @Test
  void aCheckShowsNothingThatTheCallerDoesNotSee() {
    String member = user();
    String outsider = user();
    groups.member(acme, member, "admin");
    Http ofAcme = project.as(project.newKey(Map.of("organizationId", acme)));
    Map<String, Object> inGlobex =
        Map.of("permission", OWN, "userId", member, "organizationId", globex);

    assertThat(permissions(ofAcme, Map.of("userId", member))).contains("member.invite");
    assertAnswer(ofAcme.post(CHECKS + "check-permission", inGlobex))
        .isRefused(404, "ORGANIZATION_NOT_FOUND");
    assertAnswer(ofAcme.post(CHECKS + "my-permissions", Map.of("userId", outsider)))
        .isRefused(404, "USER_NOT_FOUND");
    assertAnswer(ofAcme.post(ROLES + "list", Map.of())).isRefused(403, "PERMISSION_DENIED");
    assertAnswer(limited(OWN).post(CHECKS + "check-permission", inGlobex))
        .isRefused(403, "PERMISSION_DENIED");
    assertAnswer(
            limited("user.read").post(CHECKS + "my-permissions", Map.of("userId", "no-such-user")))
        .isRefused(404, "USER_NOT_FOUND");
    String foreign =
        new OrganizationGroups(projects.create()).organization(TestProjects.unique("o"));
    assertAnswer(
            http.post(
                CHECKS + "check-permission",
                Map.of("permission", OWN, "userId", member, "organizationId", foreign)))
        .isRefused(404, "ORGANIZATION_NOT_FOUND");
  }

  @Test
  void resourceTypesAreNames() {
    Map<String, Object> request = Map.of("name", "Invoice", "slug", "invoice");
    JsonNode type =
        http.post(RESOURCE_TYPES + "create", request).expect(200).json().get("resourceType");

    assertAnswer(http.post(RESOURCE_TYPES + "create", request))
        .isRefused(409, "RESOURCE_TYPE_SLUG_ALREADY_EXISTS");
    assertThat(http.post(RESOURCE_TYPES + "list", Map.of()).json().get("resourceTypes"))
        .contains(type);
    http.post(RESOURCE_TYPES + "delete", Map.of("id", id(type))).expect(200);
    assertAnswer(http.post(RESOURCE_TYPES + "delete", Map.of("id", id(type))))
        .isRefused(404, "RESOURCE_TYPE_NOT_FOUND");
  }

  @Test
  void whatIsDoneIsWrittenDown() {
    project.adminRest().update(Map.of("adminEventsEnabled", true)).expect(204);
    JsonNode role = newRole(OWN);
    http.post(ROLES + "delete", Map.of("id", id(role))).expect(200);

    JsonNode events = project.adminRest().get("/admin-events?max=2").expect(200).json();

    assertThat(events.findValuesAsText("resourcePath"))
        .containsExactly("roles/" + slug(role), "roles/" + slug(role));
    assertThat(events.findValuesAsText("operationType")).containsExactly("DELETE", "CREATE");
  }
}
