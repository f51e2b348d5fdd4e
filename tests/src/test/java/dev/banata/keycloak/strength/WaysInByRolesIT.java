package dev.banata.keycloak.strength;

import static dev.banata.keycloak.api.AnswerAssert.assertAnswer;
import static dev.banata.keycloak.strength.RealmAdmins.REALM_ADMIN;
import static dev.banata.keycloak.strength.RealmAdmins.REALM_MANAGEMENT;
import static dev.banata.keycloak.strength.RealmAdmins.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.banata.keycloak.api.AdminRest;
import dev.banata.keycloak.api.TestKey;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.Http.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Roles and permissions that the console made stronger, and admins of one role. */
@Tag("diagonal")
final class WaysInByRolesIT extends WaysIn {

  private boolean isAdministrator(String userId) {
    return rest.get(
            "/users/"
                + userId
                + "/role-mappings/clients/"
                + rest.idOfClient(REALM_MANAGEMENT)
                + "/composite")
        .expect(200)
        .json()
        .findValuesAsText("name")
        .contains(REALM_ADMIN);
  }

  /** Renames a permission in the console's way. */
  private Answer rename(AdminRest admin, String permission, String name) {
    ObjectNode role = rest.clientRole("banata", permission).deepCopy();
    role.put("name", name);
    return admin.put("/clients/" + rest.idOfClient("banata") + "/roles/" + permission, role);
  }

  @Test
  void b1_renamingAPermissionInTheConsoleMakesNoKeyStronger() {
    TestKey key = key("token.check");
    AdminRest admin = admins.with("manage-clients");

    Answer renamed = rename(admin, "token.check", "*");

    assertThat(permissionsOf(key).toString()).as("after " + renamed).isEqualTo("[\"token.check\"]");
    project.exchange(key.text()).expect(400);
    assertRefused(renamed);
  }

  @Test
  void b1_renamingAPermissionInTheConsoleMakesNoMemberStronger() {
    project
        .http()
        .post(CONFIG + "permissions/create", Map.of("name", "Do", "slug", "tools.use"))
        .expect(200);
    JsonNode role = role("worker", "tools.use");
    AdminRest admin = admins.with("manage-clients");

    Answer renamed = rename(admin, "tools.use", "billing.*");

    assertThat(
            rest.get("/roles-by-id/" + role.get("id").asText() + "/composites")
                .expect(200)
                .json()
                .findValuesAsText("name"))
        .as("after " + renamed)
        .containsExactly("tools.use");
    assertRefused(renamed);
  }

  @Test
  void b3_aRoleThatTheConsoleMadeStrongerIsNotHandedOut() {
    role("ops", "user.read");
    rest.post("/roles/ops/composites", List.of(rest.clientRole(REALM_MANAGEMENT, REALM_ADMIN)))
        .expect(204);
    String user = user();

    Answer set =
        with("user.read", "user.manage")
            .post("/api/auth/admin/set-role", Map.of("userId", user, "role", "ops"));

    assertAnswer(set).isRefused(403, ESCALATION);
    assertThat(isAdministrator(user)).isFalse();
  }

  /** Each by its name, without the one that no full access includes. */
  private String[] allSlugs() {
    return project
        .http()
        .post(CONFIG + "permissions/list", Map.of())
        .expect(200)
        .json()
        .get("permissions")
        .findValuesAsText("slug")
        .stream()
        .filter(slug -> !slug.equals("project.delete"))
        .toArray(String[]::new);
  }

  @Test
  void b7_whoMayChangeRolesOfMembersGivesNoneWithAllPermissions() {
    role("everything", allSlugs());
    String organization = rest.createOrganization(TestProjects.unique("acme"));
    String user = user();
    project
        .http()
        .post(
            "/api/auth/organization/add-member",
            Map.of("organizationId", organization, "userId", user))
        .expect(200);

    for (String role : List.of("everything", "super_admin")) {
      assertAnswer(
              with("member.update_role")
                  .post(
                      "/api/auth/organization/update-member-role",
                      Map.of(
                          "organizationId", organization, "memberIdOrUserId", user, "role", role)))
          .isRefused(403, ESCALATION);
    }
  }

  @Test
  void b9_whoMayNotListUsersAtKeycloakDoesNotListThemHere() {
    AdminRest admin = admins.with("view-realm");
    admin.get("/users").expect(403);

    Answer listed = admin.http().post(admins.api("admin/list-users"), Map.of());

    assertAnswer(listed).isRefused(403, DENIED);
  }

  @Test
  void b9_whoMaySetNoPasswordAtKeycloakSetsNoneHere() {
    AdminRest admin = admins.with("manage-realm");
    String user = user();
    admin
        .put("/users/" + user + "/reset-password", Map.of("type", "password", "value", "new one"))
        .expect(403);

    Answer set =
        admin
            .http()
            .post(
                admins.api("admin/set-user-password"),
                Map.of("userId", user, "newPassword", "another long one"));

    assertAnswer(set).isRefused(403, DENIED);
  }
}
