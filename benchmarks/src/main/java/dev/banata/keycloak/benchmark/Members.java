package dev.banata.keycloak.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.banata.keycloak.server.AdminSession;
import dev.banata.keycloak.server.Http;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Users who are members of one, of ten and of many organizations, made by Keycloak's own Admin REST
 * API, and the tokens that they get. A token is renewed with a refresh token, so that it is its
 * claims that are measured and no password.
 */
final class Members {

  private static final String CLIENT = "members";
  private static final String PASSWORD = "benchmark-member-1";

  /** What servers commonly take of a header. */
  static final int HEADER = 8 * 1024;

  private final Http anonymous;
  private final String realm;
  private final List<Integer> counts;
  private final Map<Integer, String> refreshTokens = new HashMap<>();

  /**
   * Members in a realm.
   *
   * @param counts in how many organizations each of the users is, ascending
   */
  Members(Http anonymous, String realm, List<Integer> counts) {
    this.anonymous = anonymous;
    this.realm = realm;
    this.counts = counts;
  }

  void fill(AdminSession admin) {
    String path = "/admin/realms/" + realm;
    Map<String, Object> settings =
        Map.of("organizationsEnabled", true, "ssoSessionIdleTimeout", 36_000);
    admin.http().send("PUT", path, settings).expect(204);
    sayIds(admin, path);
    Map<String, Object> client =
        Map.of(
            "clientId",
            CLIENT,
            "publicClient",
            true,
            "standardFlowEnabled",
            false,
            "directAccessGrantsEnabled",
            true);
    admin.http().post(path + "/clients", client).expect(201);
    int most = counts.get(counts.size() - 1);
    Map<Integer, String> users = new HashMap<>();
    for (int count : counts) {
      users.put(count, user(admin, path, name(count)));
    }
    for (int i = 0; i < most; i++) {
      String organization = organization(admin, path, "customer-" + i);
      for (int count : counts) {
        if (i < count) {
          admin
              .http()
              .post(
                  path + "/organizations/" + organization + "/members",
                  '"' + users.get(count) + '"')
              .expect(201);
        }
      }
    }
    for (int count : counts) {
      refreshTokens.put(count, signIn(count));
    }
  }

  /** Lets the claim have the ids of the organizations, as that of a project has. */
  private static void sayIds(AdminSession admin, String path) {
    for (JsonNode scope : admin.http().get(path + "/client-scopes").expect(200).json()) {
      for (JsonNode mapper : scope.path("protocolMappers")) {
        if (mapper.get("protocolMapper").asText().equals("oidc-organization-membership-mapper")) {
          ((ObjectNode) mapper.get("config"))
              .put("jsonType.label", "JSON")
              .put("addOrganizationId", "true");
          admin
              .http()
              .send(
                  "PUT",
                  path
                      + "/client-scopes/"
                      + scope.get("id").asText()
                      + "/protocol-mappers/models/"
                      + mapper.get("id").asText(),
                  mapper)
              .expect(204);
        }
      }
    }
  }

  private static String name(int count) {
    return "member-of-" + count;
  }

  private static String user(AdminSession admin, String path, String name) {
    Map<String, Object> user =
        Map.of(
            "username",
            name,
            "enabled",
            true,
            "email",
            name + "@example.org",
            "emailVerified",
            true,
            "firstName",
            "A",
            "lastName",
            "Member",
            "credentials",
            List.of(Map.of("type", "password", "value", PASSWORD, "temporary", false)));
    return id(admin.http().post(path + "/users", user).expect(201).header("Location"));
  }

  private static String organization(AdminSession admin, String path, String alias) {
    Map<String, Object> organization =
        Map.of(
            "name", alias, "alias", alias, "domains", List.of(Map.of("name", alias + ".example")));
    return id(
        admin.http().post(path + "/organizations", organization).expect(201).header("Location"));
  }

  private static String id(String location) {
    return location.substring(location.lastIndexOf('/') + 1);
  }

  private String signIn(int count) {
    return token(
            Map.of(
                "grant_type",
                "password",
                "client_id",
                CLIENT,
                "username",
                name(count),
                "password",
                PASSWORD,
                "scope",
                count == 1 ? "openid organization" : "openid organization:*"))
        .get("refresh_token")
        .asText();
  }

  /**
   * Gets new tokens of the user in that many organizations.
   *
   * @return the access token
   */
  String token(int count) {
    return token(
            Map.of(
                "grant_type",
                "refresh_token",
                "client_id",
                CLIENT,
                "refresh_token",
                refreshTokens.get(count)))
        .get("access_token")
        .asText();
  }

  private JsonNode token(Map<String, String> form) {
    return anonymous
        .postForm("/realms/" + realm + "/protocol/openid-connect/token", form)
        .expect(200)
        .json();
  }
}
