package dev.banata.keycloak.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banata.keycloak.api.Secret;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ApiKeyFormatTest {

  private static final String PREFIX = "sk_test_";

  @Test
  void hasPrefixSecretAndChecksum() {
    String key = ApiKeyFormat.generate(PREFIX).reveal();

    assertThat(key).matches("sk_test_[0-9A-Za-z]{49}");
    assertThat(ApiKeyFormat.isWellFormed(key)).isTrue();
    assertThat(ApiKeyFormat.hasValidChecksum(key)).isTrue();
  }

  @Test
  void noTwoKeysAreTheSame() {
    Set<String> keys = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      keys.add(ApiKeyFormat.generate(PREFIX).reveal());
    }

    assertThat(keys).hasSize(1000);
  }

  /** CRC-32 finds every change of a single character. */
  @Test
  void everyTypoOfOneCharacterIsFound() {
    String key = ApiKeyFormat.generate(PREFIX).reveal();
    for (int i = 0; i < key.length(); i++) {
      char other = key.charAt(i) == 'a' ? 'b' : 'a';
      String typo = key.substring(0, i) + other + key.substring(i + 1);

      assertThat(ApiKeyFormat.hasValidChecksum(typo)).as(typo).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "sk_test_",
        "sk_test_short",
        "eyJhbGciOiJIUzI1NiJ9.e30.x",
        "sk test aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "sk_test_ääääääääääääääääääääääääääääääääääääääääääääääääää"
      })
  void otherTextsAreNoKeys(String text) {
    assertThat(ApiKeyFormat.isWellFormed(text)).isFalse();
  }

  @Test
  void hashIsOfTheWholeKeyAndFitsItsColumn() {
    assertThat(ApiKeyFormat.hash("abc")).isEqualTo("ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0");
  }

  @Test
  void startShowsFourCharactersOfTheSecret() {
    Secret key = ApiKeyFormat.generate(PREFIX);

    assertThat(ApiKeyFormat.start(key, PREFIX))
        .hasSize(12)
        .isEqualTo(key.reveal().substring(0, 12));
  }

  @Test
  void aSecretNeverPrintsItself() {
    assertThat(ApiKeyFormat.generate(PREFIX)).hasToString("***");
  }
}
