package dev.banata.keycloak.organization;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class OrganizationPolicyTest {

  private static OrganizationPolicy only(String... domains) {
    return new OrganizationPolicy(false, false, List.of(domains), null);
  }

  @Test
  void anAddressIsAdmittedByItsDomain() {
    assertThat(only("acme.example").admits("ada@acme.example")).isTrue();
    assertThat(only("acme.example").admits("ada@ACME.example")).isTrue();
    assertThat(only("acme.example").admits("ada@sub.acme.example")).isFalse();
    assertThat(only("acme.example").admits("ada@acme.example@evil.example")).isFalse();
    assertThat(only("acme.example").admits("")).isFalse();
    assertThat(only("acme.example").admits(null)).isFalse();
  }

  @Test
  void withoutDomainsEveryAddressIs() {
    assertThat(new OrganizationPolicy(false, false, null, null).admits("ada@x.example")).isTrue();
  }

  @Test
  void attributesHaveNothingButTheRulesThatThereAre() {
    Map<String, List<String>> attributes =
        new HashMap<>(Map.of("own", List.of("x"), "banata.max-members", List.of("3")));

    new OrganizationPolicy(true, false, List.of("ACME.example "), null).addTo(attributes);

    assertThat(attributes)
        .containsOnly(
            Map.entry("own", List.of("x")),
            Map.entry("banata.require-mfa", List.of("true")),
            Map.entry("banata.allowed-email-domains", List.of("acme.example")));
  }
}
