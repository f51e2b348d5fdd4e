package dev.banata.keycloak.benchmark;

import dev.banata.keycloak.server.Http;
import dev.banata.keycloak.server.Http.Answer;
import java.time.Duration;
import java.util.Map;

/** An admin of the admin realm who gets a new token before the last one ends. */
final class Session {

  /** Tokens of the admin realm live for a minute. */
  private static final Duration USE = Duration.ofSeconds(40);

  private final Http anonymous;
  private final String username;
  private final String password;
  private Http http;
  private long renewAt;

  Session(Http anonymous, String username, String password) {
    this.anonymous = anonymous;
    this.username = username;
    this.password = password;
  }

  synchronized Http http() {
    if (http == null || System.nanoTime() > renewAt) {
      http = anonymous.bearer(signIn().json().get("access_token").asText());
      renewAt = System.nanoTime() + USE.toNanos();
    }
    return http;
  }

  Answer signIn() {
    return anonymous
        .postForm(
            "/realms/master/protocol/openid-connect/token",
            Map.of(
                "grant_type",
                "password",
                "client_id",
                "admin-cli",
                "username",
                username,
                "password",
                password))
        .expect(200);
  }
}
