package dev.banata.keycloak.uri;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.banata.keycloak.uri.UriTable.Line;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class RedirectUriTest {

  static List<Line> redirects() {
    return UriTable.of("redirect");
  }

  static List<Line> origins() {
    return UriTable.of("origin");
  }

  @ParameterizedTest
  @MethodSource("redirects")
  void redirectsAreNormalisedOrRefused(Line line) throws RefusedUri {
    if (line.isAccepted()) {
      assertThat(RedirectUri.parse(line.input()).text()).isEqualTo(line.normal());
    } else {
      RefusedUri refused =
          catchThrowableOfType(RefusedUri.class, () -> RedirectUri.parse(line.input()));
      assertThat(refused).as("refusal").isNotNull();
      assertThat(refused.violation().code()).isEqualTo(line.outcome());
      assertThat(refused.violation().message()).isNotBlank();
    }
  }

  @ParameterizedTest
  @MethodSource("origins")
  void originsAreNormalisedOrRefused(Line line) throws RefusedUri {
    if (line.isAccepted()) {
      assertThat(Origin.parse(line.input()).text()).isEqualTo(line.normal());
    } else {
      RefusedUri refused = catchThrowableOfType(RefusedUri.class, () -> Origin.parse(line.input()));
      assertThat(refused).as("refusal").isNotNull();
      assertThat(refused.violation().code()).isEqualTo(line.outcome());
    }
  }

  @Test
  void theTableIsLargeAndReachesEveryRuleOfTheSyntax() {
    assertThat(UriTable.all()).hasSizeGreaterThan(300);
    assertThat(UriTable.all())
        .extracting(Line::outcome)
        .contains(
            "empty",
            "too_long",
            "control_character",
            "whitespace",
            "backslash",
            "wildcard",
            "fragment",
            "not_absolute",
            "scheme",
            "private_use_form",
            "user_info",
            "no_host",
            "host",
            "host_encoding",
            "host_trailing_dot",
            "host_idn",
            "host_ipv4",
            "host_ipv6",
            "host_zone",
            "host_unspecified",
            "port",
            "illegal_character",
            "non_ascii",
            "percent_encoding",
            "double_encoding",
            "encoded_separator",
            "path_parameter",
            "dot_segment",
            "empty_segment",
            "empty_query",
            "query_parameter",
            "not_an_origin");
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost/cb,http://localhost/cb,true",
    "http://localhost:3000/cb,http://localhost/cb,false",
    "http://127.0.0.1:80/cb?x=1,http://127.0.0.1/cb?x=1,true",
    "http://[::1]:4000,http://[::1]/,false",
    "http://127.0.0.2/cb,,false",
    "http://app.localhost/cb,,false",
    "https://localhost/cb,,false",
    "https://app.example.com/cb,,false",
    "com.example.app:/cb,,false"
  })
  void loopbackUrisHaveAFamily(String text, String family, boolean takesAnyPort) throws RefusedUri {
    RedirectUri uri = RedirectUri.parse(text);

    assertThat(uri.family().orElse(null)).isEqualTo(family);
    assertThat(uri.takesAnyPort()).isEqualTo(takesAnyPort);
  }

  @Test
  void knowsItsOrigin() throws RefusedUri {
    assertThat(RedirectUri.parse("https://App.example.com:8443/cb").origin())
        .contains("https://app.example.com:8443");
    assertThat(RedirectUri.parse("com.example.app:/cb").origin()).isEmpty();
  }
}
