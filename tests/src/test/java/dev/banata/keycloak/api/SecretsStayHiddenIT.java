package dev.banata.keycloak.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("diagonal")
@ExtendWith(ServerExtension.class)
final class SecretsStayHiddenIT {

  @Test
  void theTextOfAKeyIsInItsTwoAnswersAndNowhereElse(TestServer server) throws IOException {
    TestProjects projects = new TestProjects(server);
    TestProject project = projects.create();
    TestKey key = project.newKey(Map.of());
    String rotated =
        project
            .http()
            .post("/api/auth/api-key/rotate", Map.of("keyId", key.id(), "gracePeriodSeconds", 60))
            .expect(200)
            .json()
            .get("key")
            .asText();
    project.exchange(rotated).expect(200);
    project.http().post("/api/auth/api-key/verify", Map.of("key", rotated)).expect(200);
    // Bad input with a secret in it: neither the answer nor the log may repeat it.
    String broken = "{\"key\": " + rotated + "}";
    String refused = project.http().post("/api/auth/api-key/verify", broken).body();
    project.exchange(rotated + "x").expect(400);
    String wrongCase =
        projects.anonymous().bearer(rotated + "x").get("/api/auth/api-key/list").body();

    List<String> places = new ArrayList<>(List.of(refused, wrongCase, server.keycloak().log()));
    places.add(project.adminRest().get("/admin-events?max=100").expect(200).body());
    places.add(project.adminRest().get("/events?max=100").expect(200).body());
    places.add(project.http().get("/api/auth/api-key/list?includeRevoked=true").expect(200).body());
    places.add(
        project
            .adminRest()
            .post("/partial-export?exportClients=true&exportGroupsAndRoles=true", null)
            .expect(200)
            .body());
    places.add(project.adminRest().get("/clients").expect(200).body());

    for (String secret : List.of(key.text(), rotated)) {
      assertThat(places).noneMatch(place -> place.contains(secret));
      // Nor without its prefix.
      assertThat(places).noneMatch(place -> place.contains(secret.substring("sk_test_".length())));
    }
  }

  @Test
  void everyChangeIsAnEventThatNamesWhoMadeIt(TestServer server) {
    TestProjects projects = new TestProjects(server);
    TestProject project = projects.create();
    String key = project.fullKey().id();
    String user = project.newUser().get("id").asText();
    project
        .http()
        .post("/api/auth/admin/update-user", Map.of("userId", user, "name", "New"))
        .expect(200);
    project.http().post("/api/auth/admin/remove-user", Map.of("userId", user)).expect(200);
    project
        .http()
        .post("/api/auth/banata/config/project/save", Map.of("projectName", "New"))
        .expect(200);
    JsonNode events = project.adminRest().get("/admin-events?max=100").expect(200).json();
    List<String> seen = new ArrayList<>();
    events.forEach(
        event ->
            seen.add(
                event.get("operationType").asText()
                    + " "
                    + event.get("resourceType").asText()
                    + " "
                    + event.get("resourcePath").asText()
                    + " by "
                    + (event.at("/authDetails/userId").asText().equals(key) ? "key" : "admin")));

    assertThat(seen)
        .contains(
            "CREATE REALM " + project.slug() + " by admin",
            "CREATE API_KEY api-keys/" + key + " by admin",
            "CREATE USER users/" + user + " by key",
            "UPDATE USER users/" + user + " by key",
            "DELETE USER users/" + user + " by key",
            "UPDATE REALM " + project.slug() + " by key");
  }
}
