package dev.banata.keycloak.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SqlLikeTest {

  @Test
  void wildcardsOfACallerMatchThemselvesOnly() {
    assertThat(SqlLike.escape("50%_a\\b", '\\')).isEqualTo("50\\%\\_a\\\\b");
  }
}
