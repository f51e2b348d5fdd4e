package dev.banata.keycloak.apikey;

import static dev.banata.keycloak.api.AnswerAssert.assertAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.KeyText;
import dev.banata.keycloak.api.TestKey;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.Http;
import dev.banata.keycloak.server.Http.Answer;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("diagonal")
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ApiKeysIT {

  private static final String CREATE = "/api/auth/api-key/create";
  private static final String LIST = "/api/auth/api-key/list";
  private static final String GET = "/api/auth/api-key/get?id=";
  private static final String UPDATE = "/api/auth/api-key/update";
  private static final String ROTATE = "/api/auth/api-key/rotate";
  private static final String DELETE = "/api/auth/api-key/delete";
  private static final String VERIFY = "/api/auth/api-key/verify";
  private static final String LIST_USERS = "/api/auth/admin/list-users";

  private TestProjects projects;
  private TestProject project;
  private TestProject other;

  @BeforeAll
  void makeProjects(TestServer server) {
    projects = new TestProjects(server);
    project = projects.create();
    other = projects.create(Map.of("environment", "production"));
  }

  @Test
  void keysHaveThePrefixOfTheEnvironmentAndAChecksum() {
    assertThat(project.fullKey().text()).matches("sk_test_[0-9A-Za-z]{49}");
    assertThat(other.fullKey().text()).matches("sk_live_[0-9A-Za-z]{49}");
    assertThat(KeyText.hasRightChecksum(project.fullKey().text())).isTrue();
    assertThat(KeyText.hasRightChecksum(KeyText.withTypo(project.fullKey().text()))).isFalse();
    assertThat(project.fullKey().id()).matches("ak_[0-9A-HJKMNP-TV-Z]{26}");
  }

  @Test
  void aKeyMayHaveAPrefixOfItsOwn() {
    JsonNode key =
        project.http().post(CREATE, Map.of("name", "own", "prefix", "acme-1_")).expect(200).json();

    assertThat(key.get("key").asText()).matches("acme-1_[0-9A-Za-z]{49}");
    assertThat(key.get("prefix").asText()).isEqualTo("acme-1_");
    assertThat(key.get("start").asText()).isEqualTo(key.get("key").asText().substring(0, 11));
    assertAnswer(project.as(new TestKey("", key.get("key").asText())).get(LIST)).isOk();
  }

  @Test
  void aNewKeyIsShownWithAllItsFields() {
    Instant expiry = Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
    Answer answer =
        project
            .http()
            .post(
                CREATE,
                Map.of(
                    "name",
                    "everything",
                    "permissions",
                    List.of("user.read", "member:read", "user.read"),
                    "expiresAt",
                    expiry.toString(),
                    "metadata",
                    Map.of("team", "a"),
                    "rateLimitMax",
                    7,
                    "rateLimitTimeWindow",
                    1000));

    assertAnswer(answer).isOk();
    JsonNode key = answer.json();
    assertThat(key.fieldNames())
        .toIterable()
        .containsExactlyInAnyOrder(
            "id",
            "name",
            "start",
            "prefix",
            "projectId",
            "organizationId",
            "permissions",
            "enabled",
            "rateLimitEnabled",
            "rateLimitMax",
            "rateLimitTimeWindow",
            "userId",
            "metadata",
            "expiresAt",
            "lastUsedAt",
            "lastRequest",
            "requestCount",
            "overlapEndsAt",
            "revokedAt",
            "revokedReason",
            "createdAt",
            "updatedAt",
            "key");
    assertThat(key.get("permissions").toString()).isEqualTo("[\"member.read\",\"user.read\"]");
    assertThat(key.get("projectId").asText()).isEqualTo(project.id());
    assertThat(key.at("/metadata/projectId").asText()).isEqualTo(project.id());
    assertThat(key.at("/metadata/team").asText()).isEqualTo("a");
    assertThat(Instant.parse(key.get("expiresAt").asText())).isEqualTo(expiry);
    assertThat(key.get("createdAt").asText())
        .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    assertThat(key.get("userId").asText()).isEqualTo(project.fullKey().id());
    assertThat(key.get("rateLimitMax").asInt()).isEqualTo(7);
    assertThat(key.get("organizationId").isNull()).isTrue();
    assertThat(key.get("lastUsedAt").isNull()).isTrue();
    assertThat(key.get("requestCount").asInt()).isZero();
    assertThat(key.get("enabled").asBoolean()).isTrue();
  }

  @Test
  void keysAreListedNewestFirstAndNeverWithTheirSecret() {
    TestKey first = project.newKey(Map.of("name", "first"));
    TestKey second = project.newKey(Map.of("name", "second"));

    Answer list = project.http().get(LIST);
    Answer one = project.http().get(GET + first.id());

    assertAnswer(list).isOk();
    assertThat(list.json().isArray()).isTrue();
    List<String> ids = list.json().findValuesAsText("id");
    assertThat(ids.indexOf(second.id())).isLessThan(ids.indexOf(first.id())).isNotNegative();
    for (Answer answer : List.of(list, one)) {
      assertThat(answer.json().findValues("key")).isEmpty();
      assertThat(answer.json().findValues("hash")).isEmpty();
      assertThat(answer.body()).doesNotContain(first.text().substring(12));
    }
    assertThat(one.json().get("start").asText()).isEqualTo(first.text().substring(0, 12));
  }

  @Test
  void onlyKeysOfTheProjectAreListed() {
    List<String> ids = project.http().get(LIST).json().findValuesAsText("projectId");

    assertThat(ids).isNotEmpty().containsOnly(project.id());
  }

  @Test
  void unknownPermissionsAreRefusedEachByItsPlace() {
    Answer answer =
        project
            .http()
            .post(
                CREATE,
                Map.of(
                    "name",
                    "x",
                    "permissions",
                    List.of("user.read", "user.fly", "nonsense.*", "User.read", "a b")));

    for (int i = 1; i < 5; i++) {
      assertAnswer(answer).isInvalid("permissions." + i);
    }
    assertThat(answer.json().get("errors").size()).isEqualTo(4);
  }

  @Test
  void permissionsOfTheProjectsOwnCatalogueAreKnown() {
    String client = project.adminRest().idOfClient("banata");
    project
        .adminRest()
        .post("/clients/" + client + "/roles", Map.of("name", "invoice.send"))
        .expect(201);

    for (String permission : List.of("invoice.send", "invoice:send", "invoice.*")) {
      assertAnswer(
              project.http().post(CREATE, Map.of("name", "x", "permissions", List.of(permission))))
          .isOk();
    }
    assertAnswer(
            other.http().post(CREATE, Map.of("name", "x", "permissions", List.of("invoice.send"))))
        .isInvalid("permissions.0");
  }

  @Test
  void permissionsOnlyNarrow() {
    TestKey narrow = project.newKey(Map.of("permissions", List.of("api_key.create", "user.*")));
    Http caller = project.as(narrow);

    for (List<String> granted :
        List.of(
            List.of("user.read"),
            List.of("user:manage", "api_key.create"),
            List.of("user.*", "api_key.create"))) {
      assertAnswer(caller.post(CREATE, Map.of("name", "x", "permissions", granted))).isOk();
    }
    for (List<String> wider :
        List.of(
            List.of("*"),
            List.of("dashboard.read"),
            List.of("user.read", "api_key.*"),
            List.of("api_key.delete"),
            List.of("project.delete"))) {
      assertAnswer(caller.post(CREATE, Map.of("name", "x", "permissions", wider)))
          .isRefused(403, "PERMISSION_ESCALATION");
    }
    assertAnswer(caller.post(CREATE, Map.of("name", "x"))).isRefused(403, "PERMISSION_ESCALATION");
  }

  @Test
  void neitherUpdateNorRotationGivesMoreThanTheCallerHas() {
    TestKey narrow = project.newKey(Map.of("permissions", List.of("api_key.create", "user.read")));
    TestKey covered = project.newKey(Map.of("permissions", List.of("user.read")));
    TestKey wide = project.newKey(Map.of());
    Http caller = project.as(narrow);

    assertAnswer(caller.post(ROTATE, Map.of("keyId", wide.id())))
        .isRefused(403, "PERMISSION_ESCALATION");
    assertAnswer(caller.post(UPDATE, Map.of("keyId", wide.id(), "name", "x")))
        .isRefused(403, "PERMISSION_ESCALATION");
    assertAnswer(
            caller.post(UPDATE, Map.of("keyId", wide.id(), "permissions", List.of("user.read"))))
        .isRefused(403, "PERMISSION_ESCALATION");
    for (List<String> wider : List.of(List.of("*"), List.of("user.*"))) {
      assertAnswer(caller.post(UPDATE, Map.of("keyId", covered.id(), "permissions", wider)))
          .isRefused(403, "PERMISSION_ESCALATION");
      assertAnswer(caller.post(UPDATE, Map.of("keyId", narrow.id(), "permissions", wider)))
          .isRefused(403, "PERMISSION_ESCALATION");
    }
    assertAnswer(caller.post(ROTATE, Map.of("keyId", covered.id()))).isOk();
    assertAnswer(project.as(wide).get(LIST)).isOk();
  }

  @Test
  void wildcardsCoverTheirResource() {
    TestKey reader = project.newKey(Map.of("permissions", List.of("user:*")));

    assertAnswer(project.as(reader).post(LIST_USERS, Map.of())).isOk();
    assertAnswer(project.as(reader).get(LIST)).isRefused(403, "PERMISSION_DENIED");
  }

  @Test
  void aDateInThePastOrWithoutOffsetIsNoExpiry() {
    for (String expiry :
        List.of("2020-01-01T00:00:00Z", "2999-01-01", "2999-01-01T00:00:00", "soon", "")) {
      assertAnswer(project.http().post(CREATE, Map.of("name", "x", "expiresAt", expiry)))
          .isInvalid("expiresAt");
    }
    assertAnswer(
            project
                .http()
                .post(
                    CREATE,
                    Map.of("name", "x", "expiresAt", "2999-01-01T00:00:00Z", "expiresIn", 86_400)))
        .isInvalid("expiresIn");
  }

  @Test
  void expiresInCountsFromNow() {
    JsonNode key =
        project.http().post(CREATE, Map.of("name", "x", "expiresIn", 86_400)).expect(200).json();

    assertThat(Instant.parse(key.get("expiresAt").asText()))
        .isCloseTo(
            Instant.now().plus(1, ChronoUnit.DAYS),
            org.assertj.core.api.Assertions.within(30, ChronoUnit.SECONDS));
  }

  @Test
  void anExpiredKeyIsKeptAndShownAsExpired() throws InterruptedException {
    Instant soon = Instant.now().plusMillis(800);
    TestKey key = project.newKey(Map.of("expiresAt", soon.toString()));
    assertAnswer(project.as(key).get(LIST)).isOk();

    Thread.sleep(Duration.between(Instant.now(), soon).toMillis() + 50);

    assertAnswer(project.as(key).get(LIST)).isRefused(401, "INVALID_API_KEY");
    assertAnswer(project.http().get(GET + key.id())).isOk();
    assertThat(verify(key).at("/error/code").asText()).isEqualTo("KEY_EXPIRED");

    Map<String, Object> forever = new HashMap<>();
    forever.put("keyId", key.id());
    forever.put("expiresAt", null);
    assertThat(project.http().post(UPDATE, forever).expect(200).json().get("expiresAt").isNull())
        .isTrue();
    assertAnswer(project.as(key).get(LIST)).isOk();
  }

  @Test
  void updateChangesWhatItNamesAndNothingElse() {
    TestKey key =
        project.newKey(
            Map.of(
                "name", "before", "permissions", List.of("user.read"), "metadata", Map.of("a", 1)));
    JsonNode before = project.http().get(GET + key.id()).json();

    JsonNode renamed =
        project.http().post(UPDATE, Map.of("keyId", key.id(), "name", "after")).expect(200).json();

    assertThat(renamed.get("name").asText()).isEqualTo("after");
    for (String field :
        List.of(
            "permissions", "metadata", "enabled", "expiresAt", "start", "createdAt", "userId")) {
      assertThat(renamed.get(field)).as(field).isEqualTo(before.get(field));
    }
    assertThat(renamed.has("key")).isFalse();
    assertThat(project.http().get(GET + key.id()).json()).isEqualTo(renamed);
  }

  @Test
  void permissionsOfAKeyCountAtOnce() {
    TestKey key = project.newKey(Map.of("permissions", List.of("user.read")));
    assertAnswer(project.as(key).post(LIST_USERS, Map.of())).isOk();

    project
        .http()
        .post(UPDATE, Map.of("keyId", key.id(), "permissions", List.of("api_key.read")))
        .expect(200);

    assertAnswer(project.as(key).post(LIST_USERS, Map.of())).isRefused(403, "PERMISSION_DENIED");
    assertAnswer(project.as(key).get(LIST)).isOk();
  }

  @Test
  void aDisabledKeyStopsAtOnceAndCanBeEnabledAgain() {
    TestKey key = project.newKey(Map.of());
    assertAnswer(project.as(key).get(LIST)).isOk();

    setEnabled(key, false);
    assertAnswer(project.as(key).get(LIST)).isRefused(401, "INVALID_API_KEY");
    assertThat(verify(key).at("/error/code").asText()).isEqualTo("KEY_DISABLED");

    setEnabled(key, true);
    assertAnswer(project.as(key).get(LIST)).isOk();
  }

  private void setEnabled(TestKey key, boolean enabled) {
    project.http().post(UPDATE, Map.of("keyId", key.id(), "enabled", enabled)).expect(200);
  }

  @Test
  void theRateLimitHoldsForItsKeyOnly() {
    TestKey limited = project.newKey(Map.of("rateLimitMax", 3, "rateLimitTimeWindow", 60_000));
    TestKey neighbour = project.newKey(Map.of("rateLimitMax", 3, "rateLimitTimeWindow", 60_000));

    for (int left = 2; left >= 0; left--) {
      Answer answer = project.as(limited).get(LIST);
      assertAnswer(answer).isOk();
      assertThat(answer.header("RateLimit-Limit")).isEqualTo("3");
      assertThat(answer.header("RateLimit-Remaining")).isEqualTo(Integer.toString(left));
      assertThat(Integer.parseInt(answer.header("RateLimit-Reset"))).isBetween(1, 60);
      assertThat(answer.header("Retry-After")).isNull();
    }
    Answer refused = project.as(limited).get(LIST);
    assertAnswer(refused).isRefused(429, "RATE_LIMITED");
    assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 20);
    assertThat(refused.header("RateLimit-Limit")).isEqualTo("3");
    assertThat(refused.header("RateLimit-Remaining")).isEqualTo("0");
    assertThat(Integer.parseInt(refused.header("RateLimit-Reset"))).isBetween(1, 60);
    assertThat(verify(limited).at("/error/code").asText()).isEqualTo("RATE_LIMITED");
    assertAnswer(project.as(neighbour).get(LIST)).isOk();
  }

  @Test
  void answersThatRefuseTellTheRateLimitToo() {
    TestKey key = project.newKey(Map.of("rateLimitMax", 10, "permissions", List.of("user.read")));

    Answer denied = project.as(key).get(LIST);

    assertAnswer(denied).isRefused(403, "PERMISSION_DENIED");
    assertThat(denied.header("RateLimit-Remaining")).isEqualTo("9");
  }

  @Test
  void keysHaveADefaultRateLimit() {
    JsonNode key = project.http().post(CREATE, Map.of("name", "default")).expect(200).json();

    assertThat(key.get("rateLimitEnabled").asBoolean()).isTrue();
    assertThat(key.get("rateLimitMax").asInt()).isEqualTo(600);
    assertThat(key.get("rateLimitTimeWindow").asInt()).isEqualTo(60_000);
  }

  @Test
  void rotationWithoutGraceEndsTheOldSecretAtOnce() {
    TestKey key =
        project.newKey(Map.of("name", "rotating", "permissions", List.of("api_key.read")));
    assertAnswer(project.as(key).get(LIST)).isOk();

    JsonNode rotated = rotate(key, 0).expect(200).json();
    TestKey fresh = new TestKey(key.id(), rotated.get("key").asText());

    assertThat(rotated.get("id").asText()).isEqualTo(key.id());
    assertThat(rotated.get("name").asText()).isEqualTo("rotating");
    assertThat(rotated.get("permissions").toString()).isEqualTo("[\"api_key.read\"]");
    assertThat(rotated.get("overlapEndsAt").isNull()).isTrue();
    assertThat(fresh.text()).isNotEqualTo(key.text());
    assertThat(KeyText.hasRightChecksum(fresh.text())).isTrue();
    assertAnswer(project.as(key).get(LIST)).isRefused(401, "INVALID_API_KEY");
    assertAnswer(project.as(fresh).get(LIST)).isOk();
    assertThat(verify(key).at("/error/code").asText()).isEqualTo("KEY_ROTATED");
  }

  @Test
  void inTheGracePeriodBothSecretsWork() {
    TestKey key = project.newKey(Map.of());
    JsonNode rotated = rotate(key, 60).expect(200).json();
    TestKey fresh = new TestKey(key.id(), rotated.get("key").asText());

    assertThat(Instant.parse(rotated.get("overlapEndsAt").asText())).isAfter(Instant.now());
    assertAnswer(project.as(key).get(LIST)).isOk();
    assertAnswer(project.as(fresh).get(LIST)).isOk();
    assertAnswer(rotate(key, 0)).isRefused(409, "ROTATION_IN_PROGRESS");

    project.http().post(DELETE, Map.of("keyId", key.id())).expect(200);
    assertAnswer(project.as(key).get(LIST)).isRefused(401, "INVALID_API_KEY");
    assertAnswer(project.as(fresh).get(LIST)).isRefused(401, "INVALID_API_KEY");
  }

  @Test
  void theGracePeriodEnds() throws InterruptedException {
    TestKey key = project.newKey(Map.of());
    TestKey fresh = new TestKey(key.id(), rotate(key, 1).expect(200).json().get("key").asText());
    assertAnswer(project.as(key).get(LIST)).isOk();

    Thread.sleep(1100);

    assertAnswer(project.as(key).get(LIST)).isRefused(401, "INVALID_API_KEY");
    assertAnswer(project.as(fresh).get(LIST)).isOk();
    assertAnswer(rotate(key, 0)).isOk();
    assertAnswer(project.as(key).get(LIST)).isRefused(401, "INVALID_API_KEY");
    assertAnswer(project.as(fresh).get(LIST)).isRefused(401, "INVALID_API_KEY");
  }

  private Answer rotate(TestKey key, int graceSeconds) {
    return project
        .http()
        .post(ROTATE, Map.of("keyId", key.id(), "gracePeriodSeconds", graceSeconds));
  }

  @Test
  void aRevokedKeyIsSeenOnlyByWhoAsksForRevokedOnes() {
    TestKey key = project.newKey(Map.of());

    assertThat(
            project
                .http()
                .post(DELETE, Map.of("keyId", key.id(), "reason", "laptop lost"))
                .expect(200)
                .body())
        .isEqualTo("{\"success\":true}");

    assertAnswer(project.as(key).get(LIST)).isRefused(401, "INVALID_API_KEY");
    assertThat(project.http().get(LIST).json().findValuesAsText("id")).doesNotContain(key.id());
    assertAnswer(project.http().get(GET + key.id())).isRefused(404, "API_KEY_NOT_FOUND");
    JsonNode revoked = project.http().get(GET + key.id() + "&includeRevoked=true").json();
    assertThat(revoked.get("revokedReason").asText()).isEqualTo("laptop lost");
    assertThat(revoked.get("revokedAt").isNull()).isFalse();
    assertThat(revoked.get("enabled").asBoolean()).isFalse();
    assertThat(project.http().get(LIST + "?includeRevoked=true").json().findValuesAsText("id"))
        .contains(key.id());
    assertThat(verify(key).at("/error/code").asText()).isEqualTo("KEY_REVOKED");
    for (String path : List.of(DELETE, ROTATE, UPDATE)) {
      assertAnswer(project.http().post(path, Map.of("keyId", key.id())))
          .isRefused(404, "API_KEY_NOT_FOUND");
    }
  }

  @Test
  void unknownAndForeignKeysAreNotFoundAlike() {
    for (String path : List.of(DELETE, ROTATE, UPDATE)) {
      Answer unknown = project.http().post(path, Map.of("keyId", "ak_01ARZ3NDEKTSV4RRFFQ69G5FAV"));
      Answer foreign = project.http().post(path, Map.of("keyId", other.fullKey().id()));

      assertAnswer(unknown).isRefused(404, "API_KEY_NOT_FOUND");
      assertThat(foreign.body()).isEqualTo(unknown.body());
    }
    assertThat(project.http().get(GET + other.fullKey().id()).body())
        .isEqualTo(project.http().get(GET + "ak_01ARZ3NDEKTSV4RRFFQ69G5FAV").body());
    assertAnswer(other.http().get(LIST)).isOk();
  }

  @Test
  void verifyTellsTheStateOfAKeyOfTheProject() {
    TestKey key = project.newKey(Map.of("permissions", List.of("user.read")));

    JsonNode valid = verify(key);

    assertThat(valid.get("valid").asBoolean()).isTrue();
    assertThat(valid.at("/key/id").asText()).isEqualTo(key.id());
    assertThat(valid.at("/key/permissions").toString()).isEqualTo("[\"user.read\"]");
    assertThat(valid.at("/key/key").isMissingNode()).isTrue();
    assertThat(valid.get("error").isNull()).isTrue();
  }

  @Test
  void verifyKnowsNothingOfForeignAndUnknownKeys() {
    for (String text :
        List.of(
            other.fullKey().text(),
            KeyText.forged(),
            KeyText.withTypo(project.fullKey().text()),
            "nonsense")) {
      JsonNode result = project.http().post(VERIFY, Map.of("key", text)).expect(200).json();

      assertThat(result.get("valid").asBoolean()).isFalse();
      assertThat(result.get("key").isNull()).isTrue();
      assertThat(result.at("/error/code").asText()).isEqualTo("INVALID_API_KEY");
      assertThat(result.get("error"))
          .isEqualTo(
              project.http().post(VERIFY, Map.of("key", KeyText.forged())).json().get("error"));
    }
  }

  private JsonNode verify(TestKey key) {
    JsonNode result = project.http().post(VERIFY, Map.of("key", key.text())).expect(200).json();
    assertThat(result.get("valid").asBoolean()).isEqualTo(result.get("error").isNull());
    assertThat(result.at("/key/id").asText()).isEqualTo(key.id());
    return result;
  }

  @Test
  void aKeyMayRevokeItself() {
    TestKey key = project.newKey(Map.of("permissions", List.of("api_key.delete")));

    assertAnswer(project.as(key).post(DELETE, Map.of("keyId", key.id()))).isOk();

    assertAnswer(project.as(key).post(DELETE, Map.of("keyId", key.id())))
        .isRefused(401, "INVALID_API_KEY");
  }

  @Test
  void theHeaderXApiKeyWins() {
    Http anonymous = projects.anonymous();
    String good = project.fullKey().text();
    String bad = KeyText.forged();

    assertAnswer(anonymous.get(LIST, "x-api-key", good)).isOk();
    assertAnswer(anonymous.get(LIST, "x-api-key", good, "Authorization", "Bearer " + bad)).isOk();
    assertAnswer(anonymous.get(LIST, "x-api-key", bad, "Authorization", "Bearer " + good))
        .isRefused(401, "INVALID_API_KEY");
    assertAnswer(anonymous.get(LIST, "x-api-key", "")).isRefused(401, "INVALID_API_KEY");
    assertAnswer(anonymous.get(LIST, "Authorization", "bearer " + good)).isOk();
    assertAnswer(anonymous.get(LIST, "Authorization", "Basic " + good))
        .isRefused(401, "AUTHENTICATION_REQUIRED");
    assertAnswer(anonymous.get(LIST, "Authorization", "Bearer "))
        .isRefused(401, "AUTHENTICATION_REQUIRED");
    assertAnswer(anonymous.get(LIST + "?api_key=" + good))
        .isRefused(401, "AUTHENTICATION_REQUIRED");
  }

  @Test
  void metadataIsLimitedToSixteenKibibytes() {
    assertAnswer(
            project
                .http()
                .post(CREATE, Map.of("name", "x", "metadata", Map.of("a", "b".repeat(16_300)))))
        .isOk();
    assertAnswer(
            project
                .http()
                .post(CREATE, Map.of("name", "x", "metadata", Map.of("a", "ü".repeat(8_200)))))
        .isInvalid("metadata");
  }

  @Test
  void metadataCannotClaimAnotherProject() {
    JsonNode key =
        project
            .http()
            .post(CREATE, Map.of("name", "x", "metadata", Map.of("projectId", other.id())))
            .expect(200)
            .json();

    assertThat(key.at("/metadata/projectId").asText()).isEqualTo(project.id());
  }

  @Test
  void keysOfADisabledProjectAreRefused() {
    TestProject disabled = projects.create();
    disabled.http().get(LIST).expect(200);

    disabled.adminRest().update(Map.of("enabled", false)).expect(204);
    assertAnswer(disabled.http().get(LIST)).isRefused(401, "INVALID_API_KEY");

    disabled.adminRest().update(Map.of("enabled", true)).expect(204);
    assertAnswer(disabled.http().get(LIST)).isOk();
  }

  /** Fifty checks of a key change nothing in its row until the next flush, which is a write. */
  @Test
  void noCheckOfAKeyWrites() {
    TestKey key = project.newKey(Map.of());
    JsonNode before = project.http().get(GET + key.id()).json();
    for (int i = 0; i < 50; i++) {
      project.as(key).get(GET + project.fullKey().id()).expect(200);
    }
    JsonNode after = project.http().get(GET + key.id()).json();

    // A flush may fall into this test; then all that it wrote are these fields, and at once.
    long counted = after.get("requestCount").asLong();
    assertThat(counted).isLessThanOrEqualTo(50);
    for (String field : List.of("updatedAt", "metadata", "name", "enabled")) {
      assertThat(after.get(field)).isEqualTo(before.get(field));
    }
    if (counted == 0) {
      assertThat(after).isEqualTo(before);
    }
  }

  @Test
  @Tag("once")
  void useIsWrittenInBatches() throws InterruptedException {
    TestKey key = project.newKey(Map.of());
    Instant used = Instant.now();
    for (int i = 0; i < 5; i++) {
      project.as(key).get(LIST).expect(200);
    }
    JsonNode shown = project.http().get(GET + key.id()).json();
    Instant limit = Instant.now().plusSeconds(75);
    while (shown.get("requestCount").asInt() == 0 && Instant.now().isBefore(limit)) {
      Thread.sleep(1000);
      shown = project.http().get(GET + key.id()).json();
    }

    assertThat(shown.get("requestCount").asInt()).isEqualTo(5);
    assertThat(shown.get("lastRequest")).isEqualTo(shown.get("lastUsedAt"));
    assertThat(Instant.parse(shown.get("lastUsedAt").asText()))
        .isBetween(used.minusSeconds(1), used.plusSeconds(30));
    assertThat(shown.get("updatedAt")).isEqualTo(shown.get("createdAt"));
    assertThat(Arrays.asList(shown.get("enabled").asBoolean())).containsExactly(true);
  }
}
