package dev.banata.keycloak.claim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banata.keycloak.claim.RequestedOrganizations.Kind;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RequestedOrganizationsTest {

  private static RequestedOrganizations of(String... scopes) {
    return RequestedOrganizations.of(List.of(scopes));
  }

  @Test
  void eachFormAsksForSomethingElse() {
    assertThat(of().kind()).isEqualTo(Kind.NONE);
    assertThat(of("organization").kind()).isEqualTo(Kind.ANY);
    assertThat(of("organization:*").kind()).isEqualTo(Kind.ALL);
    assertThat(of("organization:acme"))
        .isEqualTo(new RequestedOrganizations(Kind.NAMED, Set.of("acme")));
  }

  @Test
  void severalNamesAreAllMeant() {
    assertThat(of("organization:acme", "organization:globex").aliases())
        .containsExactlyInAnyOrder("acme", "globex");
  }

  /** A scope that is a client's default must not widen what a request names. */
  @Test
  void theMostExactFormCounts() {
    assertThat(of("organization:*", "organization:acme", "organization").kind())
        .isEqualTo(Kind.NAMED);
    assertThat(of("organization", "organization:*").kind()).isEqualTo(Kind.ALL);
  }
}
