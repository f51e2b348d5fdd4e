package dev.banata.keycloak.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class UlidTest {

  @Test
  void isPrefixAnd26CrockfordCharacters() {
    assertThat(Ulid.next("proj")).matches("proj_[0-9A-HJKMNP-TV-Z]{26}");
  }

  /** The example of the specification. */
  @Test
  void writesTheTimeInTheFirstTenCharacters() {
    assertThat(Ulid.next("x", 1_469_918_176_385L)).startsWith("x_01ARYZ6S41");
  }

  @Test
  void sortsByTime() {
    assertThat(Ulid.next("x", 1000)).isLessThan(Ulid.next("x", 1001));
  }
}
