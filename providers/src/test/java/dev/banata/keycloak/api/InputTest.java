package dev.banata.keycloak.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class InputTest {

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "  ", "{}"})
  void noBodyIsTheEmptyObject(String body) {
    assertThat(Input.parse(body).json()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[]",
        "1",
        "null",
        "\"x\"",
        "{} {}",
        "{\"a\":1,}",
        "{\"a\":1e400}",
        "{\"a\":\"x\\u0000\"}",
        "{\"x\\u0000\":1}"
      })
  void anythingButOneObjectIsRefused(String body) {
    assertThatThrownBy(() -> Input.parse(body))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.status()).isEqualTo(400);
              assertThat(problem.code()).isEqualTo("INVALID_JSON");
            });
  }

  @Test
  void aHugeBodyIsRefused() {
    String body = "{\"a\":\"" + "x".repeat(Input.MAX_BYTES) + "\"}";

    assertThatThrownBy(() -> Input.parse(body))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.code()).isEqualTo("BODY_TOO_LARGE"));
  }

  /** A message must not repeat what was sent: it could be a secret. */
  @Test
  void theErrorDoesNotRepeatTheBody() {
    assertThatThrownBy(() -> Input.parse("{\"key\": sk_test_secret}"))
        .hasMessageNotContaining("secret");
  }
}
