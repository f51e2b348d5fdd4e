package dev.banata.keycloak.benchmark;

import dev.banata.keycloak.server.AdminSession;
import dev.banata.keycloak.server.Http;
import dev.banata.keycloak.server.ServerSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Keycloak as it is published: a realm for each product, by the Admin REST API. */
final class PlainKeycloak extends Contestant {

  private static final String CLIENT = "application";
  private static final String SECRET = "benchmark-application-secret";

  /** Tokens of a realm live for five minutes. */
  private static final Duration USE = Duration.ofMinutes(4);

  private String realm;
  private String token;
  private long renewAt;

  PlainKeycloak(Supplier<ServerSettings> settings) {
    super(settings);
  }

  @Override
  String title() {
    return "plain Keycloak";
  }

  @Override
  void create(AdminSession as, String slug) {
    as.http()
        .post("/admin/realms", Map.of("realm", slug, "displayName", slug, "enabled", true))
        .expect(201);
  }

  @Override
  void list(AdminSession as) {
    as.http().get("/admin/realms?briefRepresentation=true").expect(200);
  }

  @Override
  void open(String slug) {
    owner().http().get("/admin/realms/" + slug).expect(200);
  }

  void listClients(String slug) {
    admin().http().get("/admin/realms/" + slug + "/clients?first=0&max=20").expect(200);
  }

  void searchClients(String slug, String text) {
    admin()
        .http()
        .get("/admin/realms/" + slug + "/clients?first=0&max=20&search=true&clientId=" + text)
        .expect(200);
  }

  @Override
  void prepareApplication(String slug) {
    realm = slug;
    Map<String, Object> client =
        Map.of(
            "clientId",
            CLIENT,
            "secret",
            SECRET,
            "serviceAccountsEnabled",
            true,
            "standardFlowEnabled",
            false);
    Http http = admin().http();
    http.post("/admin/realms/" + slug + "/clients", client).expect(201);
    String users = "/admin/realms/" + slug + "/users";
    String account =
        http.get(users + "?username=service-account-" + CLIENT)
            .expect(200)
            .json()
            .at("/0/id")
            .asText();
    String management =
        http.get("/admin/realms/" + slug + "/clients?clientId=realm-management")
            .expect(200)
            .json()
            .at("/0/id")
            .asText();
    Object role =
        http.get("/admin/realms/" + slug + "/clients/" + management + "/roles/view-users")
            .expect(200)
            .json();
    http.post(users + "/" + account + "/role-mappings/clients/" + management, List.of(role))
        .expect(204);
  }

  /** The application's token, or a new one before it ends. */
  private String token() {
    if (token == null || System.nanoTime() > renewAt) {
      token = newToken();
      renewAt = System.nanoTime() + USE.toNanos();
    }
    return token;
  }

  private String newToken() {
    return anonymous()
        .postForm(
            "/realms/" + realm + "/protocol/openid-connect/token",
            Map.of(
                "grant_type", "client_credentials", "client_id", CLIENT, "client_secret", SECRET))
        .expect(200)
        .json()
        .get("access_token")
        .asText();
  }

  @Override
  void listUsersAsApplication() {
    users(anonymous().bearer(token()));
  }

  @Override
  void users(Http as) {
    as.get("/admin/realms/" + realm + "/users?max=20").expect(200);
  }

  @Override
  void verifyCredential() {
    anonymous()
        .postForm(
            "/realms/" + realm + "/protocol/openid-connect/token/introspect",
            Map.of("token", token(), "client_id", CLIENT, "client_secret", SECRET))
        .expect(200);
  }

  @Override
  void getToken() {
    newToken();
  }
}
