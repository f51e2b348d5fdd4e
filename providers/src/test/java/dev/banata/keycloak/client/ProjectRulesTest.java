package dev.banata.keycloak.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banata.keycloak.uri.Violation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProjectRulesTest {

  private static final ProjectRules DEVELOPMENT = new ProjectRules(false, List.of(), List.of());
  private static final ProjectRules PRODUCTION =
      new ProjectRules(true, List.of("example.com"), List.of());

  private static ClientUris client(AuthClientType type, String... redirects) {
    return new ClientUris(
        Optional.ofNullable(type),
        Optional.empty(),
        List.of(),
        List.of(redirects),
        List.of(),
        List.of());
  }

  private static String code(ProjectRules rules, ClientUris client) {
    return rules.check(client).stream().map(each -> each.rule().code()).findFirst().orElse(null);
  }

  @ParameterizedTest
  @CsvSource({
    "https://app.example.com/cb,,,kind,none_allowed,none_allowed,",
    "http://localhost:3000/cb,,kind,loopback_name,none_allowed,none_allowed,",
    "http://127.0.0.1/cb,,kind,,none_allowed,none_allowed,",
    "com.example.app:/cb,kind,,,none_allowed,none_allowed,",
    "http://app.example.com/cb,plain_http,plain_http,plain_http,none_allowed,none_allowed,plain_http"
  })
  void eachTypeHasItsRedirects(
      String uri,
      String web,
      String mobile,
      String desktop,
      String pos,
      String service,
      String undeclared) {
    assertThat(code(DEVELOPMENT, client(AuthClientType.WEB, uri))).isEqualTo(web);
    assertThat(code(DEVELOPMENT, client(AuthClientType.MOBILE, uri))).isEqualTo(mobile);
    assertThat(code(DEVELOPMENT, client(AuthClientType.DESKTOP, uri))).isEqualTo(desktop);
    assertThat(code(DEVELOPMENT, client(AuthClientType.POS, uri))).isEqualTo(pos);
    assertThat(code(DEVELOPMENT, client(AuthClientType.SERVICE, uri))).isEqualTo(service);
    assertThat(code(DEVELOPMENT, client(null, uri))).isEqualTo(undeclared);
  }

  @Test
  void tellsTheNormalFormOfWhatIsNotInIt() {
    ClientViolation violation =
        DEVELOPMENT.check(client(null, "https://ok.example/", "HTTPS://App.example:443")).get(0);

    assertThat(violation.path()).isEqualTo("redirectUris.1");
    assertThat(violation.rule().code()).isEqualTo("not_normal");
    assertThat(violation.sentence())
        .startsWith("redirectUris 'HTTPS://App.example:443'")
        .endsWith("write https://app.example/");
  }

  @Test
  void pagesAndKeysFollowTheProject() {
    assertThat(DEVELOPMENT.page("http://localhost:3000/home")).isEmpty();
    assertThat(PRODUCTION.page("https://www.example.com/home")).isEmpty();
    assertThat(PRODUCTION.page("https://www.example.org/home").map(Violation::code))
        .contains("foreign_host");
    assertThat(DEVELOPMENT.page("javascript:alert(1)").map(Violation::code)).contains("scheme");
    assertThat(PRODUCTION.keys("https://keys.example.org/jwks")).isEmpty();
    assertThat(DEVELOPMENT.keys("http://localhost/jwks")).isPresent();
  }

  @Test
  void onlyWhatIsNewIsIntroduced() {
    List<ClientViolation> before = DEVELOPMENT.check(client(null, "https://a.example/*"));
    List<ClientViolation> now =
        DEVELOPMENT.check(client(null, "http://b.example/", "https://a.example/*"));

    assertThat(ClientRules.introduced(now, before))
        .singleElement()
        .satisfies(each -> assertThat(each.value()).isEqualTo("http://b.example/"));
    assertThat(ClientRules.introduced(now, List.of())).hasSize(2);
  }

  @Test
  void presetsLeadToNoGrantThatATypeDoesNotHave() {
    for (AuthClientType type : AuthClientType.values()) {
      ClientPreset preset = ClientPreset.of(type);
      assertThat(preset.authentication()).isNotEmpty();
      assertThat(preset.representation().isFullScopeAllowed()).isFalse();
      assertThat(preset.representation().isImplicitFlowEnabled()).isFalse();
      assertThat(preset.representation().isDirectAccessGrantsEnabled()).isFalse();
      assertThat(preset.redirects().isEmpty())
          .isEqualTo(!preset.representation().isStandardFlowEnabled());
    }
  }
}
