package dev.banata.keycloak.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banata.keycloak.api.TestKey;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.Checkout;
import dev.banata.keycloak.server.Database;
import dev.banata.keycloak.server.FileTree;
import dev.banata.keycloak.server.Http;
import dev.banata.keycloak.server.KeycloakDistribution;
import dev.banata.keycloak.server.KeycloakServer;
import dev.banata.keycloak.server.ServerSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("once")
final class ShutdownIT {

  @Test
  void usesAreWrittenWhenTheServerIsStopped() throws IOException, InterruptedException {
    Checkout checkout = Checkout.current();
    KeycloakDistribution distribution =
        KeycloakDistribution.built(checkout, KeycloakDistribution.newestVersion(), Database.H2);
    Path folder = checkout.testServers().resolve("shutdown");
    new FileTree(folder).delete();

    TestKey key;
    try (KeycloakServer server = start(distribution, folder)) {
      TestProject project = new TestProjects(server).create();
      key = project.newKey(Map.of("permissions", List.of("api_key.read")));
      for (int i = 0; i < 3; i++) {
        project.as(key).get("/api/auth/api-key/list").expect(200);
      }
    }
    try (KeycloakServer server = start(distribution, folder)) {
      assertThat(
              new Http(server.url())
                  .bearer(key.text())
                  .get("/api/auth/api-key/get?id=" + key.id())
                  .expect(200)
                  .json()
                  .get("requestCount")
                  .asInt())
          .isEqualTo(3);
    }
  }

  private static KeycloakServer start(KeycloakDistribution distribution, Path folder)
      throws IOException, InterruptedException {
    return new ServerSettings(distribution, folder).start().awaitReady();
  }
}
