package dev.banata.keycloak.server;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.server.Http.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The admin's default project and an API key of it, got as any admin would get them. */
record DevProject(String name, String slug, String apiKey) {

  private static final String KEY_NAME = "bin/dev";

  static DevProject prepare(KeycloakServer server, DevFolder folder) throws DevFailure {
    Http http = new Http(server.url());
    Http admin = http.bearer(token(http, server, folder));

    JsonNode project =
        answerOf(admin.post("/api/auth/banata/projects/ensure-default", Map.of())).get("project");
    String id = project.get("id").asText();
    deleteFormerKeys(admin, id);
    JsonNode key =
        answerOf(admin.post("/api/auth/api-key/create", Map.of("name", KEY_NAME, "projectId", id)));
    return new DevProject(
        project.get("name").asText(), project.get("slug").asText(), key.get("key").asText());
  }

  private static String token(Http http, KeycloakServer server, DevFolder folder)
      throws DevFailure {
    Answer answer =
        http.postForm(
            "/realms/master/protocol/openid-connect/token",
            Map.of(
                "grant_type",
                "password",
                "client_id",
                "admin-cli",
                "username",
                server.adminUser(),
                "password",
                server.adminPassword()));
    if (answer.status() == 401) {
      throw new DevFailure(
          "the admin's password is no longer the one in %s: write the new one there, or start anew with --fresh"
              .formatted(folder.adminPasswordFile()));
    }
    return answerOf(answer).get("access_token").asText();
  }

  /** A key can be read only once, so each start needs a new one; the old ones must not pile up. */
  private static void deleteFormerKeys(Http admin, String project) throws DevFailure {
    String query = "?projectId=" + URLEncoder.encode(project, StandardCharsets.UTF_8);
    for (JsonNode key : answerOf(admin.get("/api/auth/api-key/list" + query))) {
      if (KEY_NAME.equals(key.get("name").asText())) {
        answerOf(
            admin.post(
                "/api/auth/api-key/delete",
                Map.of("keyId", key.get("id").asText(), "projectId", project)));
      }
    }
  }

  private static JsonNode answerOf(Answer answer) throws DevFailure {
    if (answer.status() != 200) {
      throw new DevFailure(answer.toString());
    }
    return answer.json();
  }
}
