package dev.banata.keycloak.strength;

import static dev.banata.keycloak.api.AnswerAssert.assertAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.ApiDocument;
import dev.banata.keycloak.api.ApiOperation;
import dev.banata.keycloak.api.Sample.Target;
import dev.banata.keycloak.api.Samples;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.Http;
import dev.banata.keycloak.server.Http.Answer;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
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
 * Nobody acts on what is stronger than they are: every operation of the document that changes
 * something, on every kind of stronger thing, by a key of every single permission. Then the same
 * call by a key that is strong enough, so that it is the strength that refused.
 */
@Tag("postgres")
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StrengthIT {

  /** One operation on one stronger thing. */
  record Case(ApiOperation operation, String thing, Supplier<Strong> maker) {
    @Override
    public String toString() {
      return operation + ": " + thing;
    }
  }

  private static final String ESCALATION = "PERMISSION_ESCALATION";
  private static final String DENIED = "PERMISSION_DENIED";

  private final Map<String, Http> callers = new LinkedHashMap<>();
  private final Map<List<String>, Http> covering = new HashMap<>();
  private ApiDocument document;
  private TestProject project;
  private Target target;
  private StrongThings things;
  private int calls;

  @BeforeAll
  void makeProject(TestServer server) {
    TestProjects projects = new TestProjects(server);
    document = new ApiDocument(projects.anonymous().get("/api/auth/banata/openapi.json").json());
    project = projects.create();
    target = Target.in(project);
    List<String> slugs =
        project
            .http()
            .post("/api/auth/banata/config/permissions/list", Map.of())
            .expect(200)
            .json()
            .get("permissions")
            .findValuesAsText("slug");
    assertThat(slugs).hasSizeGreaterThan(40).contains("project.delete", "user.manage");
    slugs.forEach(
        slug ->
            callers.put(slug, project.as(project.newKey(Map.of("permissions", List.of(slug))))));
    things = new StrongThings(target, slugs);
  }

  @AfterAll
  void report(TestReporter reporter) {
    reporter.publishEntry("refused calls", Integer.toString(calls));
  }

  private Stream<ApiOperation> changing() {
    return document.operations().stream()
        .filter(operation -> !Set.of("none", "own").contains(String.valueOf(operation.object())));
  }

  Stream<Case> cases() {
    return changing()
        .filter(operation -> things.of(operation) != null)
        .flatMap(
            operation ->
                things.of(operation).entrySet().stream()
                    .map(each -> new Case(operation, each.getKey(), each.getValue())));
  }

  /** An operation that is new has to say what it changes, and this test what is stronger. */
  @Test
  void knowsWhatIsStrongerForEveryOperation() {
    for (ApiOperation operation : document.operations()) {
      assertThat(operation.object()).as("x-object of " + operation).isNotNull();
      if (StrongThings.WITHOUT_STRONGER.containsKey(operation.object())) {
        continue;
      }
      Map<String, Supplier<Strong>> stronger = things.of(operation);
      assertThat(stronger).as(operation + ", x-object: " + operation.object()).isNotNull();
      if (!StrongThings.MAKES_NOTHING_STRONG.containsKey(operation.id())) {
        assertThat(stronger).as("what is stronger for " + operation).isNotEmpty();
      }
    }
    assertThat(changing()).hasSizeGreaterThan(30);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void refusesWhoIsWeakerAndChangesNothing(Case each) {
    Strong strong = each.maker().get();
    Map<String, Object> request = new HashMap<>(Samples.of(each.operation()).input().apply(target));
    request.putAll(strong.request());
    List<JsonNode> before = strong.state().get();

    Map<String, Answer> wrong = new TreeMap<>();
    callers.forEach(
        (permission, caller) -> {
          Answer answer = call(caller, each.operation(), request);
          calls++;
          boolean isWeaker =
              each.operation().permissions().contains(permission)
                  || (needsFullAccess(each.operation()) && permission.equals("email.manage"));
          if (!isRefused(answer, isWeaker ? ESCALATION : DENIED)) {
            wrong.put(permission, answer);
          }
        });

    assertThat(wrong).isEmpty();
    assertThat(strong.state().get()).isEqualTo(before);
    assertAnswered(strong, call(covering(strong), each.operation(), request));
    things.removeStrongScopesOfRealm();
  }

  /** The answer says so to a key that could otherwise do it. */
  private static boolean needsFullAccess(ApiOperation operation) {
    return operation.permissions().contains("*");
  }

  /** So it is no stronger thing for members and invitations. */
  @Test
  void aRoleThatLeadsToRealmAdminIsWorthNoMoreInAnOrganization() {
    String email = TestProjects.unique("u") + "@example.org";
    JsonNode user =
        project.newUser(Map.of("email", email, "name", "Ada Byron", "password", "a long password"));
    project
        .http()
        .post(
            "/api/auth/organization/add-member",
            Map.of(
                "organizationId",
                target.organization().id(),
                "userId",
                user.get("id").asText(),
                "role",
                things.managingRole()))
        .expect(200);

    Http member = project.session(email, "a long password").http();

    for (String path : List.of("", "/users", "/clients", "/roles")) {
      member.get(project.adminRest().path(path)).expect(403);
    }
  }

  private static boolean isRefused(Answer answer, String code) {
    return answer.status() == 403 && answer.json().path("code").asText().equals(code);
  }

  private Http covering(Strong strong) {
    return covering.computeIfAbsent(
        strong.covering(),
        permissions -> project.as(project.newKey(Map.of("permissions", permissions))));
  }

  private static void assertAnswered(Strong strong, Answer answer) {
    if (strong.refusal() == null) {
      assertAnswer(answer).isOk();
    } else {
      assertAnswer(answer).isRefused(strong.refusal().status(), strong.refusal().code());
    }
  }

  private static Answer call(Http caller, ApiOperation operation, Map<String, Object> request) {
    assertThat(operation.hasBody()).isTrue();
    return caller.post(operation.path(), request);
  }
}
