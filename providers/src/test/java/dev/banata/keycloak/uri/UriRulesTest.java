package dev.banata.keycloak.uri;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banata.keycloak.uri.UriRules.Allowed;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UriRulesTest {

  private static final Set<Allowed> WEB = Set.of(Allowed.HTTPS, Allowed.LOOPBACK);
  private static final Set<Allowed> MOBILE = Set.of(Allowed.HTTPS, Allowed.PRIVATE_USE);
  private static final Set<Allowed> DESKTOP =
      Set.of(Allowed.LOOPBACK_ANY_PORT, Allowed.PRIVATE_USE);

  private static UriRules rules(Set<Allowed> allowed, boolean production, String... domains) {
    return new UriRules(
        allowed,
        true,
        production,
        List.of(domains),
        List.of("https://id.example.com/realms/", "https://id.example.com/admin/"));
  }

  private static String code(UriRules rules, String uri) throws RefusedUri {
    return rules.check(RedirectUri.parse(uri)).map(Violation::code).orElse(null);
  }

  private static String originCode(UriRules rules, String origin) throws RefusedUri {
    return rules.check(Origin.parse(origin)).map(Violation::code).orElse(null);
  }

  @ParameterizedTest
  @CsvSource({
    "https://app.example.com/cb,,kind,,",
    "http://app.example.com/cb,plain_http,plain_http,plain_http,none_allowed",
    "http://192.0.2.1/cb,plain_http,plain_http,plain_http,none_allowed",
    "http://localhost/cb,,kind,loopback_name,none_allowed",
    "http://localhost:3000/cb,,kind,loopback_name,none_allowed",
    "http://app.localhost/cb,,kind,loopback_name,none_allowed",
    "http://127.0.0.1/cb,,kind,,none_allowed",
    "http://127.0.0.1:3000/cb,,kind,loopback_port,none_allowed",
    "http://127.0.0.2/cb,,kind,loopback_name,none_allowed",
    "http://[::1]/cb,,kind,,none_allowed",
    "com.example.app:/cb,kind,,,none_allowed"
  })
  void aTypeHasItsKinds(String uri, String web, String mobile, String desktop, String service)
      throws RefusedUri {
    assertThat(code(rules(WEB, false), uri)).isEqualTo(web);
    if (!uri.startsWith("https")) {
      assertThat(code(rules(MOBILE, false), uri)).isEqualTo(mobile);
      assertThat(code(rules(DESKTOP, false), uri)).isEqualTo(desktop);
      assertThat(code(rules(Set.of(), false), uri)).isEqualTo(service);
    }
  }

  @Test
  void httpsIsForWebAndMobile() throws RefusedUri {
    assertThat(code(rules(MOBILE, false), "https://app.example.com/cb")).isNull();
    assertThat(code(rules(DESKTOP, false), "https://app.example.com/cb")).isEqualTo("kind");
    assertThat(code(rules(Set.of(), false), "https://app.example.com/cb"))
        .isEqualTo("none_allowed");
  }

  @ParameterizedTest
  @CsvSource({
    "https://app.example.com/cb,,",
    "https://example.com/cb,,",
    "https://a.b.example.com/cb,,",
    "https://badexample.com/cb,,foreign_host",
    "https://example.com.evil.test/cb,,foreign_host",
    "https://192.0.2.1/cb,,foreign_host",
    "https://xn--bcher-kva.test/cb,,",
    "http://localhost:3000/cb,loopback,loopback",
    "http://127.0.0.1/cb,loopback,loopback",
    "http://127.9.9.9/cb,loopback,loopback",
    "http://[::1]/cb,loopback,loopback",
    "https://localhost/cb,loopback,loopback",
    "https://x.localhost/cb,loopback,loopback",
    "http://app.example.com/cb,plain_http,plain_http"
  })
  void productionIsNarrower(String uri, String withoutDomains, String withDomains)
      throws RefusedUri {
    assertThat(code(rules(WEB, true), uri)).isEqualTo(withoutDomains);
    assertThat(code(rules(WEB, true, "Example.com", "b\u00fccher.test", " "), uri))
        .isEqualTo(withDomains);
  }

  @Test
  void productionHasPrivateUseSchemesWhateverItsDomains() throws RefusedUri {
    assertThat(code(rules(DESKTOP, true, "example.com"), "com.other.app:/cb")).isNull();
    assertThat(code(rules(DESKTOP, true), "http://127.0.0.1/cb")).isEqualTo("loopback");
  }

  @ParameterizedTest
  @CsvSource({
    "https://id.example.com/realms/acme/account,server_url",
    "https://id.example.com/admin/acme/console/,server_url",
    "https://ID.example.com:443/admin/acme/console/,server_url",
    "https://id.example.com/app/cb,",
    "https://id.example.com:8443/admin/,"
  })
  void theServersOwnUrlsAreNobodys(String uri, String code) throws RefusedUri {
    assertThat(code(rules(WEB, false), uri)).isEqualTo(code);
  }

  @ParameterizedTest
  @CsvSource({
    "https://app.example.com,,",
    "https://other.test,,foreign_host",
    "http://app.example.com,plain_http,plain_http",
    "http://localhost:3000,,loopback",
    "http://[::1]:3000,,loopback",
    "https://localhost,,loopback"
  })
  void originsFollowTheSameRules(String origin, String development, String production)
      throws RefusedUri {
    assertThat(originCode(rules(WEB, false), origin)).isEqualTo(development);
    assertThat(originCode(rules(WEB, true, "example.com"), origin)).isEqualTo(production);
    assertThat(originCode(new UriRules(Set.of(), false, false, List.of(), List.of()), origin))
        .isEqualTo("none_allowed");
  }
}
