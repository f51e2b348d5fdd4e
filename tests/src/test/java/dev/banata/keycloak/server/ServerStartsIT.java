package dev.banata.keycloak.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ServerExtension.class)
final class ServerStartsIT {

  @Test
  void becomesReady(TestServer server) {
    JsonNode health = new Http(server.keycloak().managementUrl()).get("/health/ready").json();

    assertThat(health.get("status").asText()).isEqualTo("UP");
  }

  @Test
  void loadsOurProviders(TestServer server) {
    JsonNode info = server.admin().get("/admin/serverinfo").expect(200).json();

    assertThat(info.at("/providers/realm-restapi-extension/providers").fieldNames())
        .toIterable()
        .contains("banata");
  }

  @Test
  void runsTheVersionThatIsTested(TestServer server) {
    JsonNode info = server.admin().get("/admin/serverinfo").expect(200).json();

    assertThat(info.at("/systemInfo/version").asText())
        .isEqualTo(System.getProperty("banata.test.keycloak"));
  }

  @Test
  void startsWithoutAnError(TestServer server) {
    assertThat(server.bootLog().lines())
        .noneMatch(line -> line.contains(" ERROR "))
        .noneMatch(line -> line.startsWith("\tat "))
        .isNotEmpty();
  }
}
