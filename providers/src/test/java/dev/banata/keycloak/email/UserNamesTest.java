package dev.banata.keycloak.email;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UserNamesTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"Ada Byron", "J. R. R. Tolkien", "Dr. Ng", "O'Neil-Smith", "株式会社", "St. John"})
  void areNames(String text) {
    assertThat(UserNames.isName(text)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Win at https://evil.example",
        "HTTP://EVIL.EXAMPLE",
        "www.evil.example",
        "go to evil.com/prize",
        "mail me@evil.example now",
        " "
      })
  void areMessages(String text) {
    assertThat(UserNames.isName(text)).isFalse();
    assertThat(UserNames.isName("a".repeat(101))).isFalse();
  }
}
