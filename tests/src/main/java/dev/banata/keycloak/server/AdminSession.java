package dev.banata.keycloak.server;

import dev.banata.keycloak.server.Http.Answer;
import java.time.Duration;
import java.util.Map;

/** A person who calls with access tokens, and gets a new one before the last one ends. */
public final class AdminSession {

  /** Tokens of the admin realm live for a minute. */
  private static final Duration USE = Duration.ofSeconds(40);

  private final Http anonymous;
  private final String realm;
  private final String username;
  private final String password;
  private String token;
  private long renewAt;

  public AdminSession(Http anonymous, String realm, String username, String password) {
    this.anonymous = anonymous;
    this.realm = realm;
    this.username = username;
    this.password = password;
  }

  /** A client with a token that is good for some calls. */
  public Http http() {
    return anonymous.bearer(token());
  }

  public synchronized String token() {
    if (token == null || System.nanoTime() > renewAt) {
      token = signIn("admin-cli").expect(200).json().get("access_token").asText();
      renewAt = System.nanoTime() + USE.toNanos();
    }
    return token;
  }

  /** Gets a new token with the next call: one that knows of roles granted meanwhile. */
  public synchronized AdminSession renewed() {
    token = null;
    return this;
  }

  /** Signs in with username and password by a public client that may do so. */
  public Answer signIn(String clientId) {
    return anonymous.postForm(
        "/realms/" + realm + "/protocol/openid-connect/token",
        Map.of(
            "grant_type",
            "password",
            "client_id",
            clientId,
            "scope",
            "openid",
            "username",
            username,
            "password",
            password));
  }

  public String username() {
    return username;
  }

  public String password() {
    return password;
  }
}
