package dev.banata.keycloak.strength;

import static dev.banata.keycloak.strength.RealmAdmins.REALM_ADMIN;
import static dev.banata.keycloak.strength.RealmAdmins.REALM_MANAGEMENT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.AdminRest;
import dev.banata.keycloak.api.ApiDocument;
import dev.banata.keycloak.api.ApiOperation;
import dev.banata.keycloak.api.Sample;
import dev.banata.keycloak.api.Sample.Target;
import dev.banata.keycloak.api.Samples;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.Http.Answer;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import dev.banata.keycloak.strength.Attack.Allowed;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What admins of a realm with a single role of Keycloak's realm-management can do: at our API no
 * more than at Keycloak's own, and there nothing to what is ours that is stronger than they are.
 */
@Tag("once")
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AdminRolesIT {

  private final Map<String, AdminRest> byRole = new LinkedHashMap<>();
  private TestProjects projects;
  private ApiDocument document;
  private TestProject project;
  private RealmAdmins admins;
  private AttackedProject attacked;
  private Target target;
  private int calls;
  private int attempts;

  @BeforeAll
  void makeProject(TestServer server) {
    projects = new TestProjects(server);
    document = new ApiDocument(projects.anonymous().get("/api/auth/banata/openapi.json").json());
    project = projects.create();
    admins = new RealmAdmins(project);
    target = Target.in(project);
    attacked = new AttackedProject(project);
    for (String role : rolesOf(project)) {
      byRole.put(role, admins.with(role));
    }
    assertThat(byRole).hasSizeGreaterThan(15).containsKeys(REALM_ADMIN, "manage-users");
  }

  @AfterAll
  void report(TestReporter reporter) {
    reporter.publishEntry(
        Map.of(
            "calls by admins of one role", Integer.toString(calls),
            "attacks", Integer.toString(attempts)));
  }

  private static List<String> rolesOf(TestProject project) {
    AdminRest rest = project.adminRest();
    return rest
        .get("/clients/" + rest.idOfClient(REALM_MANAGEMENT) + "/roles")
        .expect(200)
        .json()
        .findValuesAsText("name")
        .stream()
        .sorted()
        .toList();
  }

  Stream<ApiOperation> operations() {
    return document.operations().stream()
        .filter(operation -> !operation.isPublic() && !operation.isOfEndUsers());
  }

  @Test
  void knowsWhatEachOperationIsAtKeycloak() {
    Set<String> known = new HashSet<>(KeycloakEquivalents.operations());
    known.addAll(KeycloakEquivalents.OURS_ALONE);
    assertThat(operations().map(ApiOperation::id)).containsExactlyInAnyOrderElementsOf(known);
  }

  Stream<ApiOperation> withEquivalent() {
    return operations()
        .filter(operation -> KeycloakEquivalents.operations().contains(operation.id()))
        .filter(operation -> !operation.id().equals("deleteProject"));
  }

  @ParameterizedTest
  @MethodSource("withEquivalent")
  void letsNoAdminDoWhatKeycloakRefusesThem(ApiOperation operation) {
    Map<String, String> wrong = new TreeMap<>();
    Sample sample = Samples.of(operation);
    Target own = sample.uses() == Sample.Uses.NOTHING ? target : Target.in(project);
    for (Map.Entry<String, AdminRest> admin : byRole.entrySet()) {
      Answer answer = call(admin.getValue(), operation, sample.input().apply(own));
      calls++;
      if (admin.getKey().equals(REALM_ADMIN)) {
        assertThat(answer.status()).as("by a realm-admin, " + answer).isEqualTo(200);
      } else if (answer.status() != 200) {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(403);
        continue;
      }
      Target spare = sample.uses() == Sample.Uses.NOTHING ? own : Target.in(project);
      Answer equivalent = KeycloakEquivalents.of(operation.id(), spare).by(admin.getValue());
      if (Set.of(401, 403).contains(equivalent.status())) {
        wrong.put(admin.getKey(), equivalent.toString());
      }
      own = sample.uses() == Sample.Uses.NOTHING ? own : Target.in(project);
    }
    if (operation.id().equals("impersonateUser")) {
      // At Keycloak it ends the session of who begins it.
      byRole.replaceAll((role, admin) -> admins.with(role));
    }
    assertThat(wrong).isEmpty();
  }

  private Answer call(AdminRest admin, ApiOperation operation, Map<String, Object> input) {
    String path = "/realms/" + project.slug() + "/banata" + operation.path();
    if (operation.hasBody()) {
      return admin.http().post(path, input);
    }
    StringBuilder query = new StringBuilder(path);
    input.forEach(
        (name, value) ->
            query
                .append(query.indexOf("?") < 0 ? '?' : '&')
                .append(name)
                .append('=')
                .append(value));
    return admin.http().get(query.toString());
  }

  /** On projects of its own, because it ends them. */
  @Test
  void onlyWhoMayRemoveARealmRemovesItsProject() {
    TestProject doomed = projects.create();
    Set<String> removers = new HashSet<>();
    for (String role : byRole.keySet()) {
      AdminRest admin = new RealmAdmins(doomed).with(role);
      Answer answer =
          admin
              .http()
              .post(
                  "/realms/" + doomed.slug() + "/banata/api/auth/banata/projects/delete",
                  Map.of("id", doomed.id()));
      if (answer.status() == 200) {
        removers.add(role);
        doomed = projects.create();
        new RealmAdmins(doomed).with(role).delete("").expect(204);
        doomed = projects.create();
      } else {
        assertThat(answer.status()).as(answer.toString()).isEqualTo(403);
      }
    }
    assertThat(removers).contains(REALM_ADMIN);
  }

  Stream<Attack> attacks() {
    return Stream.of(
            new PermissionAttacks(attacked).all(),
            new RoleAttacks(attacked).all(),
            new HolderAttacks(attacked).all(),
            new MapperAttacks(attacked).all(),
            new KeyAttacks(attacked).all(),
            new VaultAttacks(attacked).all(),
            new ImportAttacks(attacked).all())
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("attacks")
  void keepsWhatIsOursFromAdminsOfOneRole(Attack attack) {
    Function<AdminRest, Answer> call = attack.preparation().get();
    List<JsonNode> before = attacked.state();
    Map<String, String> wrong = new TreeMap<>();
    byRole.forEach(
        (role, admin) -> {
          if (role.equals(REALM_ADMIN) && attack.allowed() == Allowed.TO_REALM_ADMINS) {
            return;
          }
          Answer answer = call.apply(admin);
          attempts++;
          if (!isRefused(answer)) {
            wrong.put(role, answer.toString());
          }
        });

    assertThat(wrong).isEmpty();
    assertThat(attacked.state()).isEqualTo(before);
    Function<AdminRest, Answer> control =
        attack.allowed() == Allowed.TO_REALM_ADMINS ? call : attack.control().get();
    Answer answer = control.apply(byRole.get(REALM_ADMIN));
    assertThat(answer.status()).as("The control: " + answer).isBetween(200, 299);
  }

  /**
   * By Keycloak, which says no more than that, or by us with the reason. What a client may be is
   * the one thing that Keycloak answers with 400, whatever is wrong.
   */
  private static boolean isRefused(Answer answer) {
    String error = answer.json().path("error").asText();
    boolean withReason = !answer.json().path("error_description").asText().isBlank();
    return answer.status() == 403
        ? error.equals("HTTP 403 Forbidden") || (error.equals("access_denied") && withReason)
        : answer.status() == 400 && error.equals("invalid_client_metadata") && withReason;
  }
}
