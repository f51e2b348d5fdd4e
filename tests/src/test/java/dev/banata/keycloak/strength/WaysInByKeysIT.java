package dev.banata.keycloak.strength;

import static dev.banata.keycloak.api.AnswerAssert.assertAnswer;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.TestKey;
import dev.banata.keycloak.server.Http;
import dev.banata.keycloak.server.Http.Answer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Keys that get more than they had, or make others that do. */
@Tag("diagonal")
final class WaysInByKeysIT extends WaysIn {

  @Test
  void b4_noKeyWithoutProjectDeleteMakesOneThatHasIt() {
    addProjectPermission();
    Map<String, Object> wanted =
        Map.of("name", "child", "permissions", List.of("api_key.create", "project.delete"));

    assertAnswer(project.http().post(KEYS + "create", wanted)).isRefused(403, ESCALATION);
    assertAnswer(with("api_key.create", "project.*").post(KEYS + "create", wanted))
        .isRefused(403, ESCALATION);
  }

  @Test
  void b4_noKeyWithoutProjectDeleteGivesItToItself() {
    addProjectPermission();
    for (TestKey key : List.of(project.fullKey(), key("api_key.create", "project.*"))) {
      Answer updated =
          project
              .as(key)
              .post(
                  KEYS + "update",
                  Map.of(
                      "keyId",
                      key.id(),
                      "permissions",
                      List.of("api_key.create", "project.*", "project.delete")));

      assertAnswer(updated).isRefused(403, ESCALATION);
      assertAnswer(
              project.as(key).post("/api/auth/banata/projects/delete", Map.of("id", project.id())))
          .isRefused(403, DENIED);
    }
    rest.get("").expect(200);
  }

  /** A key that ends in an hour, with a tight rate limit. */
  private TestKey limited(String... permissions) {
    return project.newKey(
        Map.of(
            "permissions",
            List.of(permissions),
            "expiresAt",
            Instant.now().plus(Duration.ofHours(1)).toString(),
            "rateLimitMax",
            100,
            "rateLimitTimeWindow",
            60_000));
  }

  @Test
  void b7_aKeyDoesNotOutliveItselfNorRaiseItsRateLimit() {
    TestKey key = limited("api_key.create", "user.read");
    JsonNode before = project.http().get(KEYS + "get?id=" + key.id()).expect(200).json();
    Map<String, Object> noEnd = new HashMap<>();
    noEnd.put("expiresAt", null);
    List<Map<String, Object>> wanted =
        List.of(
            noEnd,
            Map.of("expiresAt", Instant.now().plus(Duration.ofDays(1)).toString()),
            Map.of("expiresIn", 86_400),
            Map.of("rateLimitEnabled", false),
            Map.of("rateLimitMax", 101),
            Map.of("rateLimitTimeWindow", 1000));

    for (Map<String, Object> change : wanted) {
      Map<String, Object> request = new HashMap<>(change);
      request.put("keyId", key.id());
      assertAnswer(project.as(key).post(KEYS + "update", request))
          .as(change.toString())
          .isRefused(403, ESCALATION);
    }
    JsonNode after = project.http().get(KEYS + "get?id=" + key.id()).expect(200).json();
    for (String field : List.of("expiresAt", "rateLimitEnabled", "rateLimitMax")) {
      assertThat(after.get(field)).isEqualTo(before.get(field));
    }
  }

  @Test
  void b7_aKeyMakesNoneThatOutlivesItOrMayCallMore() {
    Http key = project.as(limited("api_key.create", "user.read"));
    String sooner = Instant.now().plus(Duration.ofMinutes(30)).toString();
    String later = Instant.now().plus(Duration.ofDays(1)).toString();

    assertAnswer(key.post(KEYS + "create", child(Map.of()))).isRefused(403, ESCALATION);
    assertAnswer(key.post(KEYS + "create", child(Map.of("expiresAt", later))))
        .isRefused(403, ESCALATION);
    assertAnswer(key.post(KEYS + "create", child(Map.of("expiresAt", sooner, "rateLimitMax", 101))))
        .isRefused(403, ESCALATION);
    assertAnswer(
            key.post(
                KEYS + "create", child(Map.of("expiresAt", sooner, "rateLimitEnabled", false))))
        .isRefused(403, ESCALATION);
    Answer made = key.post(KEYS + "create", child(Map.of("expiresAt", sooner)));
    assertAnswer(made).isOk();
    assertThat(made.json().get("rateLimitMax").asInt()).isEqualTo(100);
  }

  private static Map<String, Object> child(Map<String, Object> more) {
    Map<String, Object> child = new HashMap<>(more);
    child.put("name", "child");
    child.put("permissions", List.of("user.read"));
    return child;
  }

  @Test
  void b7_aKeyGetsNoSecretOfOneThatOutlivesItOrMayCallMore() {
    Http key = project.as(limited("api_key.create", "user.read"));
    TestKey endless = project.newKey(Map.of("permissions", List.of("user.read")));
    TestKey faster =
        project.newKey(
            Map.of(
                "permissions",
                List.of("user.read"),
                "expiresAt",
                Instant.now().plus(Duration.ofMinutes(30)).toString(),
                "rateLimitMax",
                101));

    for (TestKey other : List.of(endless, faster)) {
      assertAnswer(key.post(KEYS + "rotate", Map.of("keyId", other.id())))
          .isRefused(403, ESCALATION);
      project.as(other).post("/api/auth/admin/list-users", Map.of()).expect(200);
    }
  }

  /** So that {@code project.*} gives something. */
  private void addProjectPermission() {
    project
        .http()
        .post(CONFIG + "permissions/create", Map.of("name", "Report", "slug", "project.report"))
        .expect(200);
  }
}
