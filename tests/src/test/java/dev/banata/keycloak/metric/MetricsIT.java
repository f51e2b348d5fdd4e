package dev.banata.keycloak.metric;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.banata.keycloak.api.KeyText;
import dev.banata.keycloak.api.TestKey;
import dev.banata.keycloak.api.TestProject;
import dev.banata.keycloak.api.TestProjects;
import dev.banata.keycloak.server.Checkout;
import dev.banata.keycloak.server.KeycloakServer;
import dev.banata.keycloak.server.ServerExtension;
import dev.banata.keycloak.server.TestServer;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("once")
@ExtendWith(ServerExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class MetricsIT {

  private static final String LIST = "/api/auth/api-key/list";
  private static final String CHECKS = "banata_api_key_checks_total{outcome=\"%s\"}";
  private static final String LOOK_UPS = "banata_api_key_cache_lookups_total{result=\"%s\"}";
  private static final Pattern NAME = Pattern.compile("banata_\\w+");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"([^\"]*)\"");

  private KeycloakServer keycloak;
  private TestProjects projects;
  private TestProject project;

  @BeforeAll
  void connect(TestServer server) {
    keycloak = server.keycloak();
    projects = new TestProjects(server);
    project = projects.create();
  }

  private ServerMetrics read() {
    return ServerMetrics.read(keycloak).ours();
  }

  @Test
  void checksAreCountedByOutcome() {
    TestKey key = project.newKey(Map.of("rateLimitMax", 3, "rateLimitTimeWindow", 86_400_000));
    ServerMetrics before = read();
    for (int i = 0; i < 3; i++) {
      project.as(key).get(LIST).expect(200);
    }
    project.as(key).get(LIST).expect(429);
    projects.anonymous().bearer(KeyText.withTypo(key.text())).get(LIST).expect(401);
    projects.anonymous().bearer(KeyText.forged()).get(LIST).expect(401);
    projects.anonymous().bearer("nonsense").get(LIST).expect(401);
    ServerMetrics after = read();

    assertThat(after.since(before, CHECKS.formatted("valid"))).isEqualTo(3);
    for (String outcome : Set.of("rate_limited", "wrong_checksum", "unknown", "malformed")) {
      assertThat(after.since(before, CHECKS.formatted(outcome))).as(outcome).isEqualTo(1);
    }
    assertThat(after.since(before, CHECKS.formatted("revoked"))).isZero();
  }

  @Test
  void lookUpsInTheCacheAreHitsAndMisses() {
    TestKey key = project.newKey(Map.of());
    ServerMetrics before = read();
    for (int i = 0; i < 4; i++) {
      project.as(key).get(LIST).expect(200);
    }
    ServerMetrics after = read();

    assertThat(after.since(before, LOOK_UPS.formatted("miss"))).isEqualTo(1);
    assertThat(after.since(before, LOOK_UPS.formatted("hit"))).isEqualTo(3);
  }

  @Test
  void theCreationOfAProjectIsTimed() {
    ServerMetrics before = read();
    long start = System.nanoTime();
    projects.create();
    double seconds = (System.nanoTime() - start) / 1e9;
    ServerMetrics after = read();

    assertThat(after.since(before, "banata_project_creation_seconds_count")).isEqualTo(1);
    assertThat(after.since(before, "banata_project_creation_seconds_sum"))
        .isGreaterThan(0.005)
        .isLessThan(seconds);
    assertThat(after.since(before, "banata_project_creation_seconds_bucket{le=\"+Inf\"}"))
        .isEqualTo(1);
  }

  @Test
  void theAgeOfUsesThatAreNotWrittenGrows() throws InterruptedException {
    project.http().get(LIST).expect(200);
    double first = read().value("banata_api_key_usage_lag_seconds");
    Thread.sleep(1500);
    double second = read().value("banata_api_key_usage_lag_seconds");
    if (second < first) {
      // A flush came between; the next is a minute away.
      project.http().get(LIST).expect(200);
      first = read().value("banata_api_key_usage_lag_seconds");
      Thread.sleep(1500);
      second = read().value("banata_api_key_usage_lag_seconds");
    }

    assertThat(second - first).isBetween(1.4, 10.0);
    assertThat(second).isLessThan(75);
    assertThat(read().value("banata_api_key_usage_flush_failures_total")).isZero();
  }

  /** Whatever happens: no series for a realm, a key or an address. */
  @Test
  void thereAreNoMoreSeriesAfterProjectsAndKeysThanBefore() {
    Set<String> before = read().series().keySet();
    projects.create().http().get(LIST).expect(200);
    projects.create().http().get(LIST).expect(200);
    Set<String> after = read().series().keySet();

    assertThat(after).isEqualTo(before);
    assertThat(labels(after)).isSubsetOf("outcome", "result", "le");
    assertThat(after).hasSizeLessThan(60);
  }

  private static Set<String> labels(Set<String> series) {
    return series.stream()
        .flatMap(name -> LABEL.matcher(name).results())
        .map(label -> label.group(1))
        .collect(Collectors.toSet());
  }

  private Set<String> exposedNames() {
    return read().series().keySet().stream()
        .map(series -> series.replaceAll("\\{.*", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> namesIn(String text) {
    return NAME.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
  }

  private static String file(String path) throws IOException {
    return Files.readString(Checkout.current().root().resolve(path));
  }

  @Test
  void theDashboardShowsWhatTheServerHas() throws IOException {
    String dashboard = file("docker/grafana/banata.json");

    assertThat(new ObjectMapper().readTree(dashboard).get("panels")).isNotEmpty();
    assertThat(namesIn(dashboard)).isNotEmpty().isSubsetOf(exposedNames());
  }

  @Test
  void theDocumentationNamesAllThatTheServerHas() throws IOException {
    // The parts of a timer are one metric.
    Set<String> exposed =
        exposedNames().stream()
            .map(name -> name.replaceAll("_seconds_(count|sum|max|bucket)$", "_seconds"))
            .collect(Collectors.toSet());

    assertThat(namesIn(file("docs/metrics.md"))).isEqualTo(exposed);
  }
}
