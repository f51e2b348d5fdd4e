package dev.banata.keycloak.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.banata.keycloak.compat.Refusal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TargetsTest {

  private static Targets ofResources(String... resources) throws Refusal {
    return Targets.of(List.of(resources), List.of());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://billing.example/api",
        "https://billing.example/api?v=1",
        "urn:example:billing",
        "app:orders"
      })
  void takesAbsoluteUris(String resource) throws Refusal {
    assertThat(ofResources(resource).names()).containsExactly(resource);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "orders-api",
        "/api",
        "https://billing.example/#x",
        "https://billing.example/#",
        "https://a b",
        "://x",
        "urn:banata:targets:%",
      })
  void refusesWhatIsNoResource(String resource) {
    assertThatThrownBy(() -> ofResources(resource))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("absolute URI");
  }

  @Test
  void namesClientsAsKeycloakDoes() throws Refusal {
    assertThat(ofResources("urn:client:orders-api").names()).containsExactly("orders-api");
  }

  @Test
  void bothParametersAreOneSet() throws Refusal {
    Targets targets =
        Targets.of(
            List.of("https://a.example", "https://b.example", "https://a.example"),
            List.of("orders-api  billing-api", "https://b.example"));

    assertThat(targets.names())
        .containsExactly("https://a.example", "https://b.example", "orders-api", "billing-api");
  }

  @Test
  void emptyParametersAreNone() throws Refusal {
    assertThat(Targets.of(List.of("", " "), List.of("", "  ")).isEmpty()).isTrue();
    assertThat(Targets.NONE.isEmpty()).isTrue();
  }

  @Test
  void severalTravelAsOneResource() throws Refusal {
    String one =
        Targets.asOneResource(List.of("https://ä.example/x?y=1"), List.of("orders-api other"));

    assertThat(one).matches("urn:banata:targets:[A-Za-z0-9_-]+");
    assertThat(ofResources(one).names())
        .containsExactly("https://ä.example/x?y=1", "orders-api", "other");
  }

  @Test
  void whatIsNoResourceStaysNoneOnItsWay() throws Refusal {
    String one = Targets.asOneResource(List.of("not-absolute"), List.of("orders-api"));

    assertThat(ofResources(one).names()).containsExactly("");
  }
}
