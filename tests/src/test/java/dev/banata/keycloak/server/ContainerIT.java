package dev.banata.keycloak.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dasniko.testcontainers.keycloak.KeycloakContainer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.ImageFromDockerfile;

/**
 * The image of docker/Dockerfile. It is built on the public image of Keycloak, or on what {@code
 * BANATA_KEYCLOAK_IMAGE} names, where that one cannot be had.
 */
@Tag("once")
@EnabledIf(
    value = "dockerAnswers",
    disabledReason = "no Docker engine answers: the image of docker/Dockerfile is not tested")
final class ContainerIT {

  private static KeycloakContainer keycloak;

  @BeforeAll
  static void start() {
    Path root = Checkout.current().root();
    Map<String, String> arguments = new HashMap<>();
    // One container is enough to see whether the image works.
    arguments.put("KC_DB", "dev-file");
    Optional.ofNullable(System.getenv("BANATA_KEYCLOAK_IMAGE"))
        .ifPresent(base -> arguments.put("KEYCLOAK_IMAGE", base));
    ImageFromDockerfile image =
        new ImageFromDockerfile()
            .withFileFromPath("Dockerfile", root.resolve("docker/Dockerfile"))
            .withFileFromPath("providers/target/banata-keycloak.jar", Checkout.current().jar())
            .withBuildArgs(arguments);
    keycloak =
        new KeycloakContainer(image.get())
            .withProductionMode()
            .withOptimizedFlag()
            .withEnv("KC_HTTP_ENABLED", "true")
            .withEnv("KC_HOSTNAME_STRICT", "false")
            // "Started" comes before the database is set up.
            .waitingFor(
                Wait.forHttp("/health/ready")
                    .forPort(9000)
                    .withStartupTimeout(Duration.ofMinutes(10)));
    keycloak.start();
  }

  @AfterAll
  static void stop() {
    if (keycloak != null) {
      keycloak.stop();
    }
  }

  @Test
  void loadsOurProviders() {
    JsonNode info = admin().get("/admin/serverinfo").expect(200).json();

    assertThat(info.at("/providers/realm-restapi-extension/providers").fieldNames())
        .toIterable()
        .contains("banata");
  }

  @Test
  void doesNotRunAsRoot() throws Exception {
    assertThat(keycloak.execInContainer("id", "-u").getStdout().strip()).isEqualTo("1000");
  }

  static boolean dockerAnswers() {
    return DockerClientFactory.instance().isDockerAvailable();
  }

  private static Http admin() {
    Http http = new Http("http://%s:%d".formatted(keycloak.getHost(), keycloak.getHttpPort()));
    String token =
        http.postForm(
                "/realms/master/protocol/openid-connect/token",
                Map.of(
                    "grant_type",
                    "password",
                    "client_id",
                    "admin-cli",
                    "username",
                    keycloak.getAdminUsername(),
                    "password",
                    keycloak.getAdminPassword()))
            .expect(200)
            .json()
            .get("access_token")
            .asText();
    return http.bearer(token);
  }
}
