package dev.banata.keycloak.strength;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.banata.keycloak.api.AdminRest;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.Http.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Permissions in a user's token that a mapper wrote, and not what the user has. The mappers are
 * made by the server's own admin, or were there before the rule: no token has what they write.
 */
@Tag("diagonal")
final class WaysInByMappersIT extends WaysIn {

  private static final String PASSWORD = "a long password";
  private static final String APP = "app";

  private String mappers;
  private String username;
  private String userId;

  @BeforeEach
  void newApp() {
    rest.createPasswordClient(APP);
    mappers = "/clients/" + rest.idOfClient(APP) + "/protocol-mappers/models";
    username = TestProjects.unique("u");
    userId = rest.createUser(username, PASSWORD, Map.of("firstName", "A", "lastName", "B"));
  }

  private void map(String type, Map<String, String> config) {
    rest.post(mappers, MapperAttacks.mapper(type, config)).expect(201);
  }

  private void write(String claim, String json) {
    map(
        "oidc-hardcoded-claim-mapper",
        Map.of(
            "claim.name",
            claim,
            "claim.value",
            json,
            "jsonType.label",
            "JSON",
            "access.token.claim",
            "true"));
  }

  private String payload() throws IOException {
    String token =
        project
            .session(username, PASSWORD)
            .signIn(APP)
            .expect(200)
            .json()
            .get("access_token")
            .asText();
    return new String(
        Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]), StandardCharsets.UTF_8);
  }

  private static List<String> roles(JsonNode token, String path) {
    return token.at(path).valueStream().map(JsonNode::asText).sorted().toList();
  }

  @Test
  void row2_noClaimOfAMapperIsReadAsAPermission() throws IOException {
    write("resource_access", "{\"banata\":{\"roles\":[\"project.delete\"]}}");
    write("realm_access", "{\"roles\":[\"super_admin\"]}");

    String payload = payload();

    assertThat(payload).doesNotContain("project.delete", "super_admin");
    // A second one of the same name would be read by some and not by others.
    assertThat(payload.split("\"realm_access\"", -1)).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void row2_noRoleOfAMapperIsReadAsAPermission() throws IOException {
    map("oidc-hardcoded-role-mapper", Map.of("role", "super_admin"));
    map("oidc-hardcoded-role-mapper", Map.of("role", "banata.*"));
    map(
        "oidc-role-name-mapper",
        Map.of("role", "account.view-profile", "new.role.name", "banata.user:manage"));
    map(
        "oidc-usermodel-realm-role-mapper",
        Map.of(
            "claim.name",
            "resource_access.banata.roles",
            "multivalued",
            "true",
            "access.token.claim",
            "true"));

    JsonNode token = new ObjectMapper().readTree(payload());

    assertThat(token.at("/resource_access/banata").isMissingNode()).isTrue();
    assertThat(roles(token, "/realm_access/roles")).doesNotContain("super_admin");
  }

  @Test
  void aTokenHasTheRolesAndPermissionsThatItsUserHas() throws IOException {
    role("ops", "user.read");
    rest.grantRealmRole(userId, "ops");
    rest.grantClientRole(userId, "banata", "token.check");
    rest.post("/roles", Map.of("name", "of-the-app")).expect(201);
    map("oidc-hardcoded-role-mapper", Map.of("role", "of-the-app"));

    JsonNode token = new ObjectMapper().readTree(payload());

    assertThat(roles(token, "/resource_access/banata/roles"))
        .containsExactly("token.check", "user.read");
    assertThat(roles(token, "/realm_access/roles")).contains("ops", "of-the-app");
  }

  @Test
  void row2_whoManagesClientsWritesNoPermissionIntoUserinfoOrIntrospection() {
    AdminRest admin = admins.with("manage-clients");

    Answer written =
        admin.post(
            mappers,
            MapperAttacks.mapper(
                "oidc-hardcoded-claim-mapper",
                Map.of(
                    "claim.name",
                    "resource_access",
                    "claim.value",
                    "{}",
                    "jsonType.label",
                    "JSON",
                    "userinfo.token.claim",
                    "true",
                    "introspection.token.claim",
                    "true")));

    RealmAdmins.assertRefused(written);
    assertThat(rest.get(mappers).expect(200).json().findValuesAsText("protocolMapper"))
        .doesNotContain("oidc-hardcoded-claim-mapper");
  }
}
