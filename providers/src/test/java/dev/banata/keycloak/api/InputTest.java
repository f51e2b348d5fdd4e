package dev.banata.keycloak.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

final class InputTest {

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "  ", "{}"})
  void noBodyIsTheEmptyObject(String body) {
    assertThat(Input.of(body, Map.of()).json()).isEmpty();
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
        "{\"a\":1,\"a\":1}",
        "{\"a\":1,\"\\u0061\":1}",
        "{\"a\":{\"b\":[{\"c\":1,\"c\":2}]}}",
        "{\"a\":null,\"a\":1}",
        "{\"a\":{},\"a\":{}}",
        "{\"a\":1e400}",
        "{\"a\":\"x\\u0000\"}",
        "{\"x\\u0000\":1}"
      })
  void anythingButOneObjectIsRefused(String body) {
    assertThatThrownBy(() -> Input.of(body, Map.of()))
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

    assertThatThrownBy(() -> Input.of(body, Map.of()))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.code()).isEqualTo("BODY_TOO_LARGE"));
  }

  @Test
  void e4_aDeepOrManyPartedBodyIsRefused() {
    for (String body :
        List.of(
            "{\"a\":".repeat(33) + "1" + "}".repeat(33),
            "{\"a\":" + "[".repeat(100_000),
            "{\"a\":[" + "1,".repeat(60_000) + "1]}")) {
      assertThatThrownBy(() -> Input.of(body, Map.of()))
          .isInstanceOfSatisfying(
              Problem.class, problem -> assertThat(problem.code()).isEqualTo("BODY_TOO_COMPLEX"));
    }
    assertThat(Input.of("{\"a\":".repeat(32) + "1" + "}".repeat(32), Map.of()).json()).hasSize(1);
  }

  /** A message must not repeat what was sent: it could be a secret. */
  @Test
  void theErrorDoesNotRepeatTheBody() {
    assertThatThrownBy(() -> Input.of("{\"key\": sk_test_secret}", Map.of()))
        .hasMessageNotContaining("secret");
  }

  @Test
  void aDuplicateIsCalledByItsName() {
    assertThatThrownBy(() -> Input.of("{\"permissions\":[],\"permissions\":null}", Map.of()))
        .hasMessageStartingWith("The body has the same field twice in one object (line 1, column ");
  }

  @Test
  void aQueryParameterThatIsSentTwiceIsRefused() {
    assertThatThrownBy(() -> Input.ofQuery(Map.of("id", List.of("a", "a"))))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.status()).isEqualTo(400);
              assertThat(problem.code()).isEqualTo("INVALID_QUERY");
            });
  }

  record IdRequest(String id) {}

  @Test
  void aQueryParameterOfACallWithABodyIsUnknown() {
    Map<String, List<String>> query =
        Map.of("projectId", List.of("p"), "id", List.of("x"), "idd", List.of("x"));
    Input input = Input.of("{\"id\":\"x\"}", query);

    assertThatThrownBy(() -> input.as(IdRequest.class, "IdRequest"))
        .isInstanceOfSatisfying(
            Problem.class,
            problem ->
                assertThat(problem.errors())
                    .containsExactly(
                        new FieldError(
                            "id",
                            "is not a query parameter of this call; send it in the body",
                            "unknown_field"),
                        new FieldError(
                            "idd",
                            "is not a query parameter of this call; did you mean id?",
                            "unknown_field")));
  }

  @Test
  void aFieldThatMayStandInTheQueryCountsFromThere() {
    Set<String> inQuery = Set.of("id");
    Map<String, List<String>> query = Map.of("id", List.of("x"));

    assertThat(Input.of(null, query, inQuery).as(IdRequest.class, "IdRequest").id()).isEqualTo("x");
    assertThat(Input.of("{\"id\":\"x\"}", query, inQuery).json()).hasSize(1);
    assertThatThrownBy(() -> Input.of("{\"id\":\"y\"}", query, inQuery))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.status()).isEqualTo(422));
  }

  record ListEmailLogRequest(Integer limit) {}

  @ParameterizedTest
  @ValueSource(strings = {"101", "1000000", "12345678901234567890", "1e300", "100.0"})
  void aLimitAboveTheCapIsTheCap(String limit) {
    Input input = Input.of("{\"limit\":" + limit + "}", Map.of());

    assertThat(input.as(ListEmailLogRequest.class, "ListEmailLogRequest").limit()).isEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1.5", "\"5\"", "null", "true"})
  void aLimitBelowOneOrOfAnotherTypeIsRefused(String limit) {
    Input input = Input.of("{\"limit\":" + limit + "}", Map.of());

    assertThatThrownBy(() -> input.as(ListEmailLogRequest.class, "ListEmailLogRequest"))
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.status()).isEqualTo(422));
  }

  record ListOrganizationsRequest(Integer limit) {}

  @Test
  void aLimitOfAQueryIsCappedToo() {
    Input input = Input.ofQuery(Map.of("limit", List.of("00099999999999999999")));

    assertThat(input.as(ListOrganizationsRequest.class, "ListOrganizationsQuery").limit())
        .isEqualTo(200);
    assertThatThrownBy(
            () ->
                Input.ofQuery(Map.of("limit", List.of("0")))
                    .as(ListOrganizationsRequest.class, "ListOrganizationsQuery"))
        .isInstanceOf(Problem.class);
  }

  @Test
  void aCallThatDoesNotValidateItsInputFails() {
    assertThatThrownBy(() -> Input.of("{}", Map.of()).requireValidated())
        .isInstanceOf(IllegalStateException.class);
  }
}
