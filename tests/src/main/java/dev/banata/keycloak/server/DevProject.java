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

    Answer project = admin.post("/api/auth/banata/projects/ensure-default", Map.of());
    String id = text(project, "/project/id");
    deleteFormerKeys(admin, id);
    Answer key = admin.post("/api/auth/api-key/create", Map.of("name", KEY_NAME, "projectId", id));
    return new DevProject(
        text(project, "/project/name"), text(project, "/project/slug"), text(key, "/key"));
  }

  private static String token(Http http, KeycloakServer server, DevFolder folder)
      throws DevFailure {
    Answer answer =
        new AdminSession(http, "master", server.adminUser(), server.adminPassword())
            .signIn("admin-cli");
    if (answer.body().contains("invalid_grant")) {
      throw new DevFailure(
          "the admin's password is no longer the one in %s: write the new one there, or start anew with --fresh"
              .formatted(folder.adminPasswordFile()));
    }
    return text(answer, "/access_token");
  }

  /** A key can be read only once, so each start needs a new one; the old ones must not pile up. */
  private static void deleteFormerKeys(Http admin, String project) throws DevFailure {
    String query = "?projectId=" + URLEncoder.encode(project, StandardCharsets.UTF_8);
    for (JsonNode key : json(admin.get("/api/auth/api-key/list" + query))) {
      if (KEY_NAME.equals(key.path("name").asText())) {
        json(
            admin.post(
                "/api/auth/api-key/delete",
                Map.of("keyId", key.path("id").asText(), "projectId", project)));
      }
    }
  }

  private static String text(Answer answer, String pointer) throws DevFailure {
    JsonNode value = json(answer).at(pointer);
    if (!value.isTextual()) {
      throw new DevFailure(answer + ", without " + pointer);
    }
    return value.asText();
  }

  private static JsonNode json(Answer answer) throws DevFailure {
    if (answer.status() != 200) {
      throw new DevFailure(answer.toString());
    }
    return answer.json();
  }
}
