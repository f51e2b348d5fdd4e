package dev.banata.keycloak.api;

import static dev.banata.keycloak.api.AnswerAssert.assertAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.banata.keycloak.api.Sample.Target;
import dev.banata.keycloak.api.Violations.Violation;
import dev.banata.keycloak.server.AdminSession;
import dev.banata.keycloak.server.Http;
import dev.banata.keycloak.server.Http.Answer;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Walks every operation of the OpenAPI document that the server gives, with all that can be wrong
 * with a call. What is refused is about the project {@code mine}, of which nothing may change.
 */
@Tag("postgres")
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EveryEndpointIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SCOPE_MISMATCH = "PROJECT_SCOPE_MISMATCH";
  private static final String PASSWORD = "a long password";
  private static final JsonNode TEXT = JSON.getNodeFactory().textNode("text");

  /** JSON texts that databases and parsers stumble over. */
  private static final List<String> ODD_TEXTS =
      List.of(
          "\"a\\u0000b\"",
          "\"\\ud800\"",
          "\"\\ud83d\\ude00\"",
          "\"%' or 1=1 --\"",
          "\"\\u202e\\u200b\"",
          "\"${jndi:ldap://x}\"",
          "\"9999-12-31T23:59:59Z\"",
          "\"+999999999-12-31T23:59:59Z\"");

  private static final List<String> ODD_VALUES =
      List.of(
          "1e400",
          "1.0",
          "-1",
          "12345678901234567890",
          "{\"a\":{\"b\":[1,null,\"\\u0000\"]}}",
          "[\"a\\u0000b\"]");

  private final Set<String> requestIds = new HashSet<>();
  private final Map<List<String>, TestKey> keysWithout = new HashMap<>();
  private TestProjects projects;
  private ApiDocument document;
  private TestProject mine;
  private TestProject theirs;
  private TestProject changing;
  private Target target;
  private Target changingTarget;
  private Http mightyKey;
  private Http narrowKey;
  private Http mightyForeignKey;
  private AdminSession adminOfTheirs;
  private Map<String, TestKey> endedKeys;
  private Http endUser;
  private Http endUserOfTheirs;
  private JsonNode before;

  @BeforeAll
  void makeProjects(TestServer server) throws InterruptedException {
    projects = new TestProjects(server);
    document = new ApiDocument(projects.anonymous().get("/api/auth/banata/openapi.json").json());
    mine = projects.create();
    theirs = projects.create();
    changing = projects.create();
    target = Target.in(mine);
    changingTarget = Target.in(changing);
    // Before the snapshot, not at the first request about them.
    assertThat(CatalogueThings.of(target).roleId()).isNotBlank();
    assertThat(EmailThings.templateOf(target)).isNotBlank();
    // Full access does not include the deletion of the project; naming it as well does.
    mightyKey = mightyKey(mine);
    mightyForeignKey = mightyKey(theirs);
    narrowKey = mine.as(mine.newKey(Map.of("permissions", List.of(Target.PERMISSION))));
    adminOfTheirs = adminOf(theirs);
    endUser = endUserOf(mine);
    endUserOfTheirs = endUserOf(theirs);
    changing.adminRest().createPasswordClient("app");
    String invitation = target.organization().invitationOfMember();
    assertThat(invitation).isNotBlank();
    endedKeys = endedKeys();
    before = snapshot();
  }

  private static Http mightyKey(TestProject project) {
    return project.as(project.newKey(Map.of("permissions", List.of("*", "project.delete"))));
  }

  private AdminSession adminOf(TestProject project) {
    TestProjects.TestAdmin admin = projects.newAdmin();
    projects.master().grantClientRole(admin.id(), project.slug() + "-realm", "manage-realm");
    projects.master().grantClientRole(admin.id(), project.slug() + "-realm", "manage-users");
    return admin.session();
  }

  private Http endUserOf(TestProject project) {
    project.adminRest().createPasswordClient("app");
    project.newUser(Map.of("email", "end@example.org", "name", "End User", "password", PASSWORD));
    Answer signedIn = project.session("end@example.org", PASSWORD).signIn("app").expect(200);
    return projects.anonymous().bearer(signedIn.json().get("access_token").asText());
  }

  private Map<String, TestKey> endedKeys() throws InterruptedException {
    Instant soon = Instant.now().plusMillis(1500);
    TestKey expired = mine.newKey(Map.of("expiresAt", soon.toString()));
    TestKey disabled = mine.newKey(Map.of());
    mine.http()
        .post("/api/auth/api-key/update", Map.of("keyId", disabled.id(), "enabled", false))
        .expect(200);
    TestKey revoked = mine.newKey(Map.of());
    mine.http().post("/api/auth/api-key/delete", Map.of("keyId", revoked.id())).expect(200);
    Thread.sleep(Math.max(0, soon.toEpochMilli() - System.currentTimeMillis() + 50));
    return Map.of("expired", expired, "disabled", disabled, "revoked", revoked);
  }

  Stream<ApiOperation> secured() {
    return withCredentials().filter(operation -> !operation.isOfEndUsers());
  }

  Stream<ApiOperation> withCredentials() {
    return document.operations().stream().filter(operation -> !operation.isPublic());
  }

  /** One door for what takes long: another for each operation, so that all of them are opened. */
  private static Door doorFor(ApiOperation operation) {
    List<Door> doors = List.of(Door.values());
    return doors.get(Math.floorMod(operation.id().hashCode(), doors.size()));
  }

  Stream<ApiOperation> ofEndUsers() {
    return document.operations().stream().filter(ApiOperation::isOfEndUsers);
  }

  /** After all of them, because it is many calls: what differs says which operation it was. */
  @AfterAll
  void nothingChanged() {
    assertThat(snapshot()).isEqualTo(before);
  }

  /** All that the operations could change in the project, but for the counters of the keys. */
  private JsonNode snapshot() {
    Http admin = projects.admin().http();
    Map<String, Object> scope = Map.of("projectId", mine.id());
    ObjectNode all = JSON.createObjectNode();
    all.set("project", admin.post("/api/auth/banata/projects/get", Map.of("id", mine.id())).json());
    all.set("redirects", admin.post("/api/auth/banata/config/redirects/get", scope).json());
    all.set("settings", admin.post("/api/auth/banata/config/project/get", scope).json());
    all.set("branding", admin.post("/api/auth/banata/config/branding/get", scope).json());
    all.set("clients", admin.post("/api/auth/banata/clients/list", scope).json());
    all.set("users", admin.post("/api/auth/admin/list-users", scope).json());
    for (String kind : List.of("roles", "permissions", "resource-types")) {
      all.set(kind, admin.post("/api/auth/banata/config/" + kind + "/list", scope).json());
    }
    all.set("templates", admin.post("/api/auth/banata/emails/templates/list", scope).json());
    all.set("emails", admin.post("/api/auth/banata/config/emails/list", scope).json());
    all.set(
        "organizations",
        admin
            .post(
                "/api/auth/organization/get-full-organization",
                Map.of("projectId", mine.id(), "organizationId", target.organization().id()))
            .json());
    JsonNode keys =
        admin.get("/api/auth/api-key/list?includeRevoked=true&projectId=" + mine.id()).json();
    for (JsonNode key : keys) {
      ((ObjectNode) key).remove(List.of("lastUsedAt", "lastRequest", "requestCount"));
    }
    all.set("keys", keys);
    assertThat(all.at("/project/project/id").asText()).isEqualTo(mine.id());
    assertThat(all.get("keys").size()).isGreaterThan(3);
    return all;
  }

  @Test
  void everyOperationHasASample() {
    assertThat(Samples.operationIds())
        .containsExactlyInAnyOrderElementsOf(
            document.operations().stream().map(ApiOperation::id).toList());
  }

  @Test
  void onlyTheDocumentAndThePublicSettingsArePublic() {
    assertThat(document.operations().stream().filter(ApiOperation::isPublic))
        .extracting(ApiOperation::id)
        .containsExactlyInAnyOrder("getOpenApi", "getPublicConfig");
  }

  @ParameterizedTest
  @MethodSource("withCredentials")
  void needsCredentials(ApiOperation operation) {
    for (Door door : Door.values()) {
      Answer answer = callMine(projects.anonymous(), door, operation);

      assertAnswer(answer).isRefused(401, "AUTHENTICATION_REQUIRED");
      assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
    }
  }

  @ParameterizedTest
  @MethodSource("withCredentials")
  void refusesBadKeysAllAlike(ApiOperation operation) {
    List<String> bad =
        List.of(
            "nonsense",
            "sk_test_tooshort",
            KeyText.withTypo(mine.fullKey().text()),
            mine.fullKey().text().toUpperCase(Locale.ROOT));
    Set<String> bodies = new HashSet<>();
    for (Door each : Door.values()) {
      for (String key : bad) {
        Answer answer = callMine(projects.anonymous().bearer(key), each, operation);

        assertAnswer(answer).isRefused(401, "INVALID_API_KEY");
        bodies.add(answer.body());
      }
    }
    // A key that could be one is looked up, and who sends many such is told to wait: one for each
    // operation, at whichever door.
    Answer unknown =
        callMine(projects.anonymous().bearer(KeyText.forged()), doorFor(operation), operation);
    assertAnswer(unknown).isRefused(401, "INVALID_API_KEY");
    bodies.add(unknown.body());
    endedKeys.forEach(
        (state, key) -> {
          Answer answer = callMine(mine.as(key), Door.API, operation);

          assertAnswer(answer).as(state).isRefused(401, "INVALID_API_KEY");
          bodies.add(answer.body());
        });
    assertThat(bodies).as("what the answers say").hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("secured")
  void refusesTokensOfEndUsers(ApiOperation operation) {
    for (Door door : Door.values()) {
      Answer answer = callMine(endUser, door, operation);

      assertAnswer(answer).isRefused(401, "INVALID_TOKEN");
    }
  }

  @ParameterizedTest
  @MethodSource("ofEndUsers")
  void takesTheTokensOfItsOwnEndUsersOnly(ApiOperation operation) {
    for (Door door : Door.values()) {
      assertAnswer(callMine(mightyKey, door, operation)).isRefused(403, "SESSION_REQUIRED");
      assertAnswer(callMine(projects.admin().http(), door, operation))
          .isRefused(401, "INVALID_TOKEN");
    }
    for (Door door : List.of(Door.REALM, Door.ADMIN)) {
      assertAnswer(callMine(endUserOfTheirs, door, operation)).isRefused(401, "INVALID_TOKEN");
    }
    Answer named =
        call(endUserOfTheirs, Door.API, operation, target, Map.of("projectId", mine.id()));
    assertAnswer(named).isRefused(403, SCOPE_MISMATCH);
  }

  /** Ids that are not the user's own are of no other project, nor of his own, for him. */
  @ParameterizedTest
  @MethodSource("ofEndUsers")
  void doesNotFindThingsOfOthersForAnEndUser(ApiOperation operation) {
    Map<String, Object> input = Samples.of(operation).input().apply(target);
    if (input.isEmpty()) {
      assertThat(operation.id()).isIn("getActiveMember", "listUserInvitations");
      return;
    }
    for (Http stranger : List.of(endUser, endUserOfTheirs)) {
      assertThat(callMine(stranger, Door.API, operation).status()).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @MethodSource("ofEndUsers")
  void answersEndUsersAsTheDocumentSays(ApiOperation operation) {
    Target own = Target.in(changing);
    Http member = own.organization().signInAsMember();
    member
        .post(
            "/api/auth/organization/set-active", Map.of("organizationId", own.organization().id()))
        .expect(200);
    Answer answer = call(member, doorFor(operation), operation, own, Map.of());

    assertAnswer(answer).isOk();
    assertThat(document.violations(operation.output(), answer.json()))
        .as(answer.toString())
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("secured")
  void refusesKeysWithoutThePermission(ApiOperation operation) {
    if (operation.permissions().isEmpty()) {
      assertThat(operation.path()).matches("/api/auth/banata/(projects|rbac)/.*");
      return;
    }
    for (Door door : Door.values()) {
      assertAnswer(callMine(narrowKey, door, operation)).isRefused(403, "PERMISSION_DENIED");
    }
  }

  @ParameterizedTest
  @MethodSource("secured")
  void acceptsKeysWithJustThePermission(ApiOperation operation) {
    for (String permission : operation.permissions()) {
      Target own = fresh(operation);
      TestKey key =
          own.project().newKey(Map.of("permissions", List.of(permission, Target.COVERING)));

      assertAccepted(operation, call(own.project().as(key), Door.API, operation, own, Map.of()));
    }
    assertThat(operation.permissions()).hasSizeLessThan(3);
  }

  /** So the permission of the document is the one that the code asks for. */
  @ParameterizedTest
  @MethodSource("secured")
  void refusesKeysWithEveryOtherPermission(ApiOperation operation) {
    TestKey key = keysWithout.computeIfAbsent(operation.permissions(), this::keyWithout);

    Answer answer = call(changing.as(key), Door.API, operation, changingTarget, Map.of());

    if (operation.permissions().isEmpty()) {
      assertThat(answer.status()).as(answer.toString()).isIn(200, 403);
    } else {
      boolean needsFullAccess = operation.permissions().contains("*");
      assertAnswer(answer)
          .isRefused(403, needsFullAccess ? "PERMISSION_ESCALATION" : "PERMISSION_DENIED");
    }
  }

  private TestKey keyWithout(List<String> permissions) {
    List<String> others =
        changing
            .http()
            .post("/api/auth/banata/config/permissions/list", Map.of())
            .json()
            .get("permissions")
            .findValuesAsText("slug")
            .stream()
            .filter(slug -> !permissions.contains(slug))
            .toList();
    assertThat(others).hasSizeGreaterThan(40);
    return changing.newKey(Map.of("permissions", others.subList(0, Math.min(200, others.size()))));
  }

  @ParameterizedTest
  @MethodSource("secured")
  void doesNotFindThingsOfAnotherProject(ApiOperation operation) {
    Sample.Refused expected = Samples.of(operation).foreign();
    if (expected == null && operation.id().equals("toggleEmailType")) {
      // The kinds of mail are the same in every project; their names are all that an id is.
      return;
    }
    if (expected == null) {
      // The client id of a client that is made is a name; a template that is not there is null.
      assertThat(
              String.join(" ", operation.required())
                  .replace("clientId", "")
                  .replace("idOrSlug", ""))
          .doesNotContainIgnoringCase("id");
      return;
    }
    Answer answer = callMine(mightyForeignKey, Door.API, operation);

    assertAnswer(answer).isRefused(expected.status(), expected.code());
  }

  @ParameterizedTest
  @MethodSource("secured")
  void refusesKeysAtTheUrlOfAnotherProject(ApiOperation operation) {
    for (Door door : List.of(Door.REALM, Door.ADMIN)) {
      assertAnswer(callMine(mightyForeignKey, door, operation)).isRefused(403, SCOPE_MISMATCH);
    }
  }

  @ParameterizedTest
  @MethodSource("secured")
  void refusesTheNameOfAnotherProject(ApiOperation operation) {
    for (String name : List.of(theirs.id(), theirs.slug(), "no-such-project", "a".repeat(300))) {
      for (Naming naming : namings(operation)) {
        Answer answer = naming.call(mightyKey, operation, target, name);

        assertAnswer(answer).as(naming.toString()).isRefused(403, SCOPE_MISMATCH);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("secured")
  void acceptsTheNameOfItsOwnProject(ApiOperation operation) {
    List<Naming> namings = namings(operation);
    boolean byId = operation.id().length() % 2 == 0;
    for (Naming naming : isSlow(operation) ? namings.subList(0, 1) : namings) {
      Target own = fresh(operation);
      String name = byId ? own.project().id() : own.project().slug();

      assertAccepted(operation, naming.call(allowed(operation, own), operation, own, name));
      byId = !byId;
    }
  }

  @ParameterizedTest
  @MethodSource("secured")
  void doesNotShowAProjectToTheAdminOfAnother(ApiOperation operation) {
    for (Naming naming : namings(operation)) {
      Answer answer = naming.call(adminOfTheirs.http(), operation, target, mine.id());

      assertAnswer(answer).as(naming.toString()).isRefused(404, "PROJECT_NOT_FOUND");
    }
    for (Door door : List.of(Door.REALM, Door.ADMIN)) {
      assertAnswer(callMine(adminOfTheirs.http(), door, operation))
          .isRefused(404, "PROJECT_NOT_FOUND");
    }
  }

  @ParameterizedTest
  @MethodSource("secured")
  void asksAdminsForTheProject(ApiOperation operation) {
    boolean namesItself = operation.path().startsWith("/api/auth/banata/projects/");
    if (!namesItself) {
      assertAnswer(callMine(projects.admin().http(), Door.API, operation))
          .isRefused(400, "PROJECT_NOT_NAMED");
    }
    for (Door door : isSlow(operation) ? List.of(Door.ADMIN) : List.of(Door.REALM, Door.ADMIN)) {
      Target own = fresh(operation);
      assertAccepted(operation, call(projects.admin().http(), door, operation, own, Map.of()));
    }
  }

  @ParameterizedTest
  @MethodSource("secured")
  void refusesBodiesThatAreNoJsonObject(ApiOperation operation) {
    if (!operation.hasBody()) {
      assertThat(operation.method()).isEqualTo("GET");
      return;
    }
    List<String> bodies =
        List.of(
            "{\"id\":",
            "{\"id\":\"a\"} {}",
            "id=a",
            "[]",
            "[{}]",
            "\"text\"",
            "7",
            "true",
            "null",
            "{'id':'a'}",
            "{\"id\":NaN}");
    for (String body : bodies) {
      Answer answer = send(allowed(operation, target), operation, operation.path(), body);

      assertAnswer(answer).as(body).isRefused(400, "INVALID_JSON");
    }
    String deep = "{\"id\":" + "[".repeat(2000) + "]".repeat(2000) + "}";
    assertAnswer(send(allowed(operation, target), operation, operation.path(), deep))
        .isRefused(400, "BODY_TOO_COMPLEX");
    String large = "{\"id\":\"" + "a".repeat(300_000) + "\"}";
    assertAnswer(send(allowed(operation, target), operation, operation.path(), large))
        .isRefused(400, "BODY_TOO_LARGE");
  }

  @ParameterizedTest
  @MethodSource("secured")
  void takesNoBodyForAnEmptyObject(ApiOperation operation) {
    if (operation.hasBody() && operation.needsInput()) {
      Http caller = allowed(operation, target);
      Answer none = send(caller, operation, operation.path(), null);

      for (String field : operation.required()) {
        assertAnswer(none).isInvalid(field);
      }
      assertAnswer(none).hasStatus(422);
      return;
    }
    if (!operation.hasBody()) {
      assertThat(operation.method()).isEqualTo("GET");
      return;
    }
    Target own = fresh(operation);
    assertAccepted(operation, send(allowed(operation, own), operation, operation.path(), null));
    assertAccepted(
        operation,
        send(
            allowed(operation, own),
            operation,
            operation.path(),
            null,
            "Content-Type",
            "application/json"));
  }

  @ParameterizedTest
  @MethodSource("secured")
  void namesEachFieldThatIsMissing(ApiOperation operation) {
    for (String field : operation.required()) {
      Map<String, Object> input = new HashMap<>(Samples.of(operation).input().apply(target));
      assertThat(input.remove(field)).as(field).isNotNull();

      Answer answer = call(allowed(operation, target), Door.API, operation, mine, input);

      assertAnswer(answer).isInvalid(field);
      assertThat(answer.json().at("/errors/0/code").asText()).isEqualTo("required");
    }
    assertThat(operation.needsInput() || operation.required().isEmpty()).isTrue();
  }

  @ParameterizedTest
  @MethodSource("secured")
  void namesEachFieldThatIsWrong(ApiOperation operation) {
    List<Violation> violations = Violations.of(operation);
    assertThat(violations).isNotEmpty();
    Map<String, Object> valid = Samples.of(operation).input().apply(target);
    List<String> failures = new ArrayList<>();
    for (Violation violation : violations) {
      Answer answer =
          call(allowed(operation, target), Door.API, operation, mine, violation.applyTo(valid));
      try {
        assertAnswer(answer).isInvalid(violation.field());
      } catch (AssertionError e) {
        failures.add(violation + "\n    " + answer);
      }
    }
    assertThat(failures).isEmpty();
  }

  /** The first field of an operation, and of each object in it, misspelt. */
  @ParameterizedTest
  @MethodSource("withInput")
  void namesUnknownFieldsAndWhatTheyMeant(ApiOperation operation) {
    Map<String, Object> valid = Samples.of(operation).input().apply(target);
    Http caller = somebody(operation);
    for (Map.Entry<String, String> each : misspelt("", operation.input()).entrySet()) {
      Violation violation = new Violation(each.getKey(), "is unknown", TEXT);
      Answer answer = call(caller, doorFor(operation), operation, mine, violation.applyTo(valid));

      assertAnswer(answer).isInvalid(each.getKey());
      JsonNode error = error(answer, each.getKey());
      assertThat(error.get("code").asText()).isEqualTo("unknown_field");
      assertThat(error.get("message").asText()).endsWith("; did you mean " + each.getValue() + "?");
    }
    Map<String, Object> strange = new HashMap<>(valid);
    strange.put("zzqx", "strange");

    Answer answer = call(caller, Door.API, operation, mine, strange);

    assertAnswer(answer).isInvalid("zzqx");
    assertThat(error(answer, "zzqx").get("code").asText()).isEqualTo("unknown_field");
    assertThat(error(answer, "zzqx").get("message").asText()).doesNotContain("did you mean");
  }

  private static JsonNode error(Answer answer, String field) {
    return answer
        .json()
        .get("errors")
        .valueStream()
        .filter(error -> error.get("field").asText().equals(field))
        .findFirst()
        .orElseThrow(() -> new AssertionError(field + ": " + answer));
  }

  /** By their paths, the names that are meant. Keycloak takes a and A in a query for the same. */
  private Map<String, String> misspelt(String parent, JsonNode schema) {
    Map<String, String> names = new HashMap<>();
    schema.path("properties").properties().stream()
        .map(Map.Entry::getKey)
        .limit(2)
        .forEach(name -> names.put(parent + name + "_", name));
    for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
      JsonNode inner = document.resolve(property.getValue());
      if (inner.path("additionalProperties").isBoolean()
          && !inner.get("additionalProperties").booleanValue()) {
        names.putAll(misspelt(parent + property.getKey() + ".", inner));
      }
    }
    return names;
  }

  @ParameterizedTest
  @MethodSource("withInput")
  void refusesWhatIsSentTwice(ApiOperation operation) {
    Http caller = somebody(operation);
    if (!operation.hasBody()) {
      String twice = "?projectId=" + mine.id() + "&projectId=" + mine.id();
      Answer answer = send(caller, operation, operation.path() + twice, null);

      assertAnswer(answer).isRefused(400, "INVALID_QUERY");
      return;
    }
    ObjectNode valid = JSON.valueToTree(Samples.of(operation).input().apply(target));
    valid.put("projectId", mine.id());
    for (Map.Entry<String, JsonNode> field : valid.properties()) {
      String again = "{\"" + field.getKey() + "\":" + field.getValue() + ",";
      String body = again + valid.toString().substring(1);

      Answer answer = send(caller, operation, operation.path(), body);

      assertAnswer(answer).as(field.getKey()).isRefused(400, "INVALID_JSON");
      assertThat(answer.json().get("message").asText()).contains("same field twice");
    }
  }

  @ParameterizedTest
  @MethodSource("withInput")
  void refusesUnknownQueryParametersBesideABody(ApiOperation operation) {
    Map<String, Object> valid = Samples.of(operation).input().apply(target);
    if (!operation.hasBody()) {
      assertThat(operation.method()).isEqualTo("GET");
      return;
    }
    Answer answer =
        send(somebody(operation), operation, operation.path() + "?userId=x&dryRun=true", valid);

    assertAnswer(answer).isInvalid("dryRun").isInvalid("userId");
    assertThat(error(answer, "dryRun").get("code").asText()).isEqualTo("unknown_field");
  }

  @ParameterizedTest
  @MethodSource("secured")
  void takesALimitAboveTheCapForTheCap(ApiOperation operation) {
    if (!operation.input().path("properties").has("limit")) {
      assertThat(operation.id()).doesNotMatch("list(Organizations|Members|Users|Clients).*");
      return;
    }
    for (String limit : List.of("201", "1001", "99999999999999999999")) {
      Map<String, Object> input = new HashMap<>(Samples.of(operation).input().apply(target));
      input.put("limit", new BigInteger(limit));

      assertAnswer(call(mightyKey, Door.API, operation, mine, input)).isOk();
    }
  }

  /** Every operation but the document itself. */
  Stream<ApiOperation> withInput() {
    return document.operations().stream().filter(each -> !each.id().equals("getOpenApi"));
  }

  private Http somebody(ApiOperation operation) {
    if (operation.isPublic()) {
      return projects.anonymous();
    }
    return operation.isOfEndUsers() ? endUser : allowed(operation, target);
  }

  @Test
  void theDocumentTakesNoParameters() {
    assertAnswer(projects.anonymous().get("/api/auth/banata/openapi.json?version=1"))
        .isInvalid("version");
  }

  /** Contract 00 §7: one shape of lists, but for the two that the published client reads bare. */
  @ParameterizedTest
  @MethodSource("secured")
  void listsHaveDataAndCursors(ApiOperation operation) {
    JsonNode output = document.resolve(operation.output());
    boolean isList = operation.path().matches(".*/(list(-.*)?|violations)");
    boolean isBare = output.path("type").asText().equals("array");
    if (!isList || isBare) {
      assertThat(isBare).as(operation.id()).isEqualTo(operation.id().equals("listApiKeys"));
      return;
    }
    assertThat(output.get("required").valueStream().map(JsonNode::asText))
        .contains("data", "listMetadata");
  }

  /** Nothing that a caller sends may become a 5xx. */
  @ParameterizedTest
  @MethodSource("secured")
  void survivesOddValues(ApiOperation operation) {
    List<String> odd = new ArrayList<>(ODD_VALUES);
    // Each good text would make a realm, which takes its time.
    odd.addAll(Samples.of(operation).forAdminsOnly() ? ODD_TEXTS.subList(0, 1) : ODD_TEXTS);
    List<String> failures = new ArrayList<>();
    // What uses up a project never finds it: not one of these is its id.
    boolean usesUpProject = Samples.of(operation).uses() == Sample.Uses.PROJECT;
    Target own = usesUpProject ? changingTarget : fresh(operation);
    Http caller = allowed(operation, own);
    for (Map.Entry<String, JsonNode> property : operation.input().path("properties").properties()) {
      for (String value : odd) {
        ObjectNode input = JSON.valueToTree(Samples.of(operation).input().apply(own));
        input.put(property.getKey(), "@@@");
        String body = input.toString().replace("\"@@@\"", value);
        Answer answer =
            operation.hasBody()
                ? send(caller, operation, operation.path(), body)
                : call(
                    caller,
                    Door.API,
                    operation,
                    changing,
                    Map.of(property.getKey(), printable(value)));
        if (answer.status() >= 500) {
          failures.add(property.getKey() + " = " + value + ": " + answer);
        }
      }
    }
    assertThat(failures).isEmpty();
  }

  /** The text of a JSON value. Keycloak itself refuses queries with a zero character. */
  private static String printable(String json) {
    try {
      JsonNode value = JSON.readTree(json);
      return (value.isTextual() ? value.textValue() : value.toString()).replace("\0", "");
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("secured")
  void answersAsTheDocumentSays(ApiOperation operation) {
    for (Door door : isSlow(operation) ? List.of(Door.API) : List.of(Door.values())) {
      Target own = fresh(operation);
      Answer answer = call(allowed(operation, own), door, operation, own, Map.of());

      assertAccepted(operation, answer);
      if (Samples.of(operation).always() == null) {
        assertThat(document.violations(operation.output(), answer.json()))
            .as(answer.toString())
            .isEmpty();
      }
    }
  }

  @Test
  void theDocumentIsTheSameAtEveryDoor() {
    ApiOperation operation =
        document.operations().stream()
            .filter(each -> each.id().equals("getOpenApi"))
            .findFirst()
            .orElseThrow();
    Set<String> bodies = new HashSet<>();
    for (Door door : Door.values()) {
      Answer answer = projects.anonymous().get(door.path(operation, mine.slug()));
      assertAnswer(answer).isOk();
      bodies.add(answer.body());
    }
    assertThat(bodies).hasSize(1);
  }

  @Test
  void unknownPathsAreNotFound() {
    List<String> paths =
        List.of(
            "/api/auth",
            "/api/auth/",
            "/api/auth/nonsense",
            "/api/auth/banata",
            "/api/auth/banata/nonsense",
            "/api/auth/banata/projects",
            "/api/auth/banata/projects/list/more",
            "/api/auth/admin/nonsense",
            "/api/auth/api-key/nonsense",
            "/banata/nonsense",
            "/realms/" + mine.slug() + "/banata/nonsense",
            "/realms/" + mine.slug() + "/banata/api/auth/nonsense",
            "/admin/realms/" + mine.slug() + "/banata/nonsense");
    for (String path : paths) {
      for (Http caller : List.of(projects.anonymous(), mightyKey)) {
        for (String method : List.of("GET", "POST", "DELETE")) {
          assertAnswer(caller.send(method, path, method.equals("POST") ? "{}" : null))
              .isRefused(404, "NOT_FOUND");
        }
      }
    }
  }

  @Test
  void otherMethodsAreNotFound() {
    List<String> methods = List.of("GET", "POST", "PUT", "PATCH", "DELETE");
    List<String> documented =
        document.operations().stream().map(each -> each.method() + " " + each.path()).toList();
    for (ApiOperation operation : document.operations()) {
      for (String method : methods) {
        if (!documented.contains(method + " " + operation.path())) {
          for (Door door : Door.values()) {
            assertAnswer(mightyKey.send(method, door.path(operation, mine.slug()), null))
                .isRefused(404, "NOT_FOUND");
          }
        }
      }
    }
  }

  @Test
  void unknownRealmsAreNotFound() {
    String path = "/realms/no-such-realm/banata/api/auth/banata/projects/list";
    for (Http caller : List.of(projects.anonymous(), mightyKey)) {
      // This one never reaches us: it is Keycloak that finds no realm.
      assertThat(caller.post(path, Map.of()).status()).isEqualTo(404);
      assertAnswer(caller.post("/admin" + path, Map.of())).isRefused(404, "REALM_NOT_FOUND");
    }
  }

  /** What a call may be about: the shared things, or new ones if the call uses them up. */
  private Target fresh(ApiOperation operation) {
    return switch (Samples.of(operation).uses()) {
      case NOTHING -> changingTarget;
      case USER_OR_KEY -> Target.in(changing);
      case PROJECT -> {
        TestProject project = projects.create();
        yield new Target(project, "", project.fullKey(), "", () -> null);
      }
    };
  }

  /** True if each call makes or removes a realm. */
  private static boolean isSlow(ApiOperation operation) {
    Sample sample = Samples.of(operation);
    return sample.forAdminsOnly() || sample.uses() == Sample.Uses.PROJECT;
  }

  /** Somebody who may do the operation in the target's project. */
  private Http allowed(ApiOperation operation, Target own) {
    if (Samples.of(operation).forAdminsOnly()) {
      return projects.admin().http();
    }
    if (own.project() == mine) {
      return mightyKey;
    }
    return operation.id().equals("deleteProject") ? mightyKey(own.project()) : own.project().http();
  }

  private Answer callMine(Http caller, Door door, ApiOperation operation) {
    return call(caller, door, operation, target, Map.of());
  }

  private Answer call(
      Http caller,
      Door door,
      ApiOperation operation,
      Target about,
      Map<String, Object> more,
      String... headers) {
    Map<String, Object> input = new HashMap<>(Samples.of(operation).input().apply(about));
    input.putAll(more);
    return call(caller, door, operation, about.project(), input, headers);
  }

  private Answer call(
      Http caller,
      Door door,
      ApiOperation operation,
      TestProject project,
      Object input,
      String... headers) {
    String path = door.path(operation, project.slug());
    return operation.hasBody()
        ? send(caller, operation, path, input, headers)
        : send(caller, operation, path + query(JSON.valueToTree(input)), null, headers);
  }

  /** The answer to a caller who may do it: success, or what the operation says to everybody. */
  private static void assertAccepted(ApiOperation operation, Answer answer) {
    Sample.Refused always = Samples.of(operation).always();
    if (always == null) {
      assertAnswer(answer).isOk();
    } else {
      assertAnswer(answer).isRefused(always.status(), always.code());
    }
  }

  private static String query(JsonNode input) {
    return input.properties().stream()
        .map(field -> field.getKey() + "=" + encoded(field.getValue().asText()))
        .reduce((a, b) -> a + "&" + b)
        .map(text -> "?" + text)
        .orElse("");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /** Every call goes through here: what holds for every answer is checked here. */
  private Answer send(
      Http caller, ApiOperation operation, String path, Object body, String... headers) {
    Answer answer = caller.send(operation.method(), path, body, headers);
    if (answer.status() < 500) {
      assertAnswer(answer).isWellFormed();
      assertThat(operation.statuses()).contains(Integer.toString(answer.status()));
    }
    assertThat(requestIds.add(answer.header("x-request-id"))).as("new request id").isTrue();
    return answer;
  }

  /** A way to name a project. */
  private interface Naming {
    Answer call(Http caller, ApiOperation operation, Target about, String name);
  }

  private List<Naming> namings(ApiOperation operation) {
    Naming body =
        (caller, each, about, name) ->
            call(caller, Door.API, each, about, Map.of("projectId", name));
    Naming header =
        (caller, each, about, name) ->
            call(caller, Door.API, each, about, Map.of(), "x-banata-project-id", name);
    Naming query =
        (caller, each, about, name) ->
            send(
                caller,
                each,
                each.path() + "?projectId=" + encoded(name),
                Samples.of(each).input().apply(about));
    // Without a body, the first is the query.
    return operation.hasBody() ? List.of(body, header, query) : List.of(body, header);
  }
}
