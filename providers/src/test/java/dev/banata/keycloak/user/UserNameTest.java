package dev.banata.keycloak.user;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class UserNameTest {

  @Test
  void splitsAtTheFirstBlank() {
    assertThat(UserName.split(" Ada King  Lovelace "))
        .isEqualTo(new UserName("Ada", "King  Lovelace"));
  }

  @Test
  void oneWordIsAFirstName() {
    assertThat(UserName.split("Ada")).isEqualTo(new UserName("Ada", null));
  }
}
