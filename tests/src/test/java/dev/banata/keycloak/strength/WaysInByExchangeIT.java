package dev.banata.keycloak.strength;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banata.keycloak.api.TestKey;
import dev.banata.keycloak.server.Http;
import dev.banata.keycloak.server.Http.Answer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tokens that keys are exchanged for. */
@Tag("diagonal")
final class WaysInByExchangeIT extends WaysIn {

  @Test
  void b8_anExchangedKeyReadsNothingThatItsPermissionsDoNot() {
    Http token = exchanged(key("dashboard.read", "sso.read"));

    for (String path : List.of("/roles", "/users", "/clients", "/events", "/groups")) {
      token.get(rest.path(path)).expect(403);
    }
  }

  @Test
  void b8_anExchangedKeyOfUsersHandsOutNoRoleAndEndsNoSession() {
    TestKey key = key("user.read", "user.manage");
    Http token = exchanged(key);
    String user = user();
    String session = project.newSession(user);

    token.get(rest.path("/users")).expect(200);
    Answer mapped =
        token.post(
            rest.path("/users/" + user + "/role-mappings/realm"),
            List.of(rest.get("/roles/super_admin").expect(200).json()));
    Answer loggedOut = token.post(rest.path("/users/" + user + "/logout"), Map.of());

    assertThat(mapped.status()).as(mapped.toString()).isEqualTo(403);
    assertThat(loggedOut.status()).as(loggedOut.toString()).isEqualTo(403);
    assertThat(
            rest.get("/users/" + user + "/role-mappings/realm")
                .expect(200)
                .json()
                .findValuesAsText("name"))
        .doesNotContain("super_admin");
    assertThat(
            project
                .http()
                .post("/api/auth/admin/list-user-sessions", Map.of("userId", user))
                .expect(200)
                .json()
                .get("sessions")
                .findValuesAsText("id"))
        .contains(session);
  }

  @Test
  void b8_anExchangedTokenCountsOnTheRateLimitOfItsKey() {
    Http token =
        exchanged(
            project.newKey(
                Map.of(
                    "permissions",
                    List.of("user.read"),
                    "rateLimitMax",
                    5,
                    "rateLimitTimeWindow",
                    600_000)));
    for (int call = 0; call < 4; call++) {
      token.get(rest.path("/users/count")).expect(200);
    }

    Answer tooMuch = token.get(rest.path("/users/count"));

    assertThat(tooMuch.status()).as(tooMuch.toString()).isEqualTo(429);
    assertThat(Integer.parseInt(tooMuch.header("Retry-After"))).isBetween(1, 600);
  }

  @Test
  void b8_anExchangedTokenEndsWithTheSecretThatItIsOf() {
    TestKey key = key("user.read");
    Http token = exchanged(key);
    token.get(rest.path("/users/count")).expect(200);

    project.http().post(KEYS + "rotate", Map.of("keyId", key.id())).expect(200);

    assertThat(token.get(rest.path("/users/count")).status()).isEqualTo(401);
  }

  @Test
  void b8_anExchangedTokenIsWorthNothingInADisabledProject() {
    Http token = exchanged(project.fullKey());
    token.get(rest.path("/users/count")).expect(200);
    rest.update(Map.of("enabled", false)).expect(204);

    Answer read = token.get(rest.path("/users/count"));
    Answer enabled = token.send("PUT", rest.path(""), Map.of("enabled", true));

    assertThat(read.status()).as(read.toString()).isBetween(400, 403);
    assertThat(enabled.status()).as(enabled.toString()).isBetween(400, 403);
    assertThat(rest.get("").expect(200).json().get("enabled").asBoolean()).isFalse();
  }
}
