package dev.banata.keycloak.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.server.AdminSession;
import dev.banata.keycloak.server.Http;
import dev.banata.keycloak.server.ServerSettings;
import java.util.Map;
import java.util.function.Supplier;

/** Keycloak with the JAR: projects and API keys, by the management API. */
final class Banata extends Contestant {

  private static final String API = "/api/auth/";
  private static final int PAGE = 20;

  private String slug;
  private String key;

  Banata(Supplier<ServerSettings> settings) {
    super(settings);
  }

  @Override
  String title() {
    return "Banata";
  }

  @Override
  void create(AdminSession as, String name) {
    as.http().post(API + "banata/projects/create", Map.of("name", name, "slug", name)).expect(200);
  }

  @Override
  void list(AdminSession as) {
    as.http().post(API + "banata/projects/list", Map.of("limit", PAGE)).expect(200);
  }

  void search(String text) {
    admin()
        .http()
        .post(API + "banata/projects/list", Map.of("limit", PAGE, "search", text))
        .expect(200);
  }

  @Override
  void open(String name) {
    owner().http().post(API + "banata/config/project/get", Map.of("projectId", name)).expect(200);
  }

  void listClients(String name) {
    clients(Map.of("limit", PAGE, "projectId", name));
  }

  void searchClients(String name, String text) {
    clients(Map.of("limit", PAGE, "projectId", name, "search", text));
  }

  void listClientsAfter(String name, String clientId) {
    clients(Map.of("limit", PAGE, "projectId", name, "after", clientId));
  }

  private void clients(Map<String, Object> request) {
    admin().http().post(API + "banata/clients/list", request).expect(200);
  }

  @Override
  void prepareApplication(String name) {
    slug = name;
    JsonNode created =
        admin()
            .http()
            .post(
                API + "api-key/create",
                Map.of("name", "benchmark", "projectId", name, "rateLimitEnabled", false))
            .expect(200)
            .json();
    key = created.get("key").asText();
  }

  /** Gives the project a look with all that a page can show. */
  void brand(String name) {
    Map<String, Object> branding =
        Map.of(
            "projectId",
            name,
            "primaryColor",
            "#4338ca",
            "darkMode",
            true,
            "displayName",
            "Benchmark",
            "logoUrl",
            "https://app.example.org/logo.png",
            "supportUrl",
            "https://app.example.org/help",
            "customCss",
            "#kc-page-title { font-size: 2rem }");
    admin().http().post(API + "banata/config/branding/save", branding).expect(200);
  }

  @Override
  void listUsersAsApplication() {
    anonymous().bearer(key).post(API + "admin/list-users", Map.of("limit", PAGE)).expect(200);
  }

  @Override
  void users(Http as) {
    as.post(API + "admin/list-users", Map.of("limit", PAGE, "projectId", slug)).expect(200);
  }

  @Override
  void verifyCredential() {
    anonymous().bearer(key).post(API + "api-key/verify", Map.of("key", key)).expect(200);
  }

  @Override
  void getToken() {
    anonymous()
        .postForm(
            "/realms/" + slug + "/protocol/openid-connect/token",
            Map.of("grant_type", "urn:banata:oauth:grant-type:api-key", "api_key", key))
        .expect(200);
  }

  /** However many organizations there are, the token goes into a header. */
  @Override
  String getMemberToken(int organizations) {
    String token = super.getMemberToken(organizations);
    if (token.length() >= Members.HEADER) {
      throw new IllegalStateException("a token of " + token.length() + " bytes");
    }
    return token;
  }
}
