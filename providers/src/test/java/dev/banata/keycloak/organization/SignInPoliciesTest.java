package dev.banata.keycloak.organization;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class SignInPoliciesTest {

  private static final Map<String, String> DOMAINS =
      Map.of("acme.example", "acme", "*.globex.example", "globex", "*.eu.globex.example", "europe");

  @Test
  void aDomainIsThatOfItsOrganization() {
    assertThat(SignInPolicies.match(DOMAINS, "acme.example")).isEqualTo("acme");
    assertThat(SignInPolicies.match(DOMAINS, "sub.acme.example")).isNull();
    assertThat(SignInPolicies.match(DOMAINS, "evilacme.example")).isNull();
    assertThat(SignInPolicies.match(DOMAINS, "")).isNull();
  }

  @Test
  void aPatternIsForTheDomainAndAllBelowIt() {
    assertThat(SignInPolicies.match(DOMAINS, "globex.example")).isEqualTo("globex");
    assertThat(SignInPolicies.match(DOMAINS, "us.globex.example")).isEqualTo("globex");
    assertThat(SignInPolicies.match(DOMAINS, "a.eu.globex.example")).isEqualTo("europe");
    assertThat(SignInPolicies.match(DOMAINS, "notglobex.example")).isNull();
  }
}
