package dev.banata.keycloak.project;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TrigramsTest {

  @Test
  void areAllRunsOfThreeCharacters() {
    assertThat(Trigrams.of("Shop", "my-shop"))
        .containsExactlyInAnyOrder("sho", "hop", "my-", "y-s", "-sh");
    assertThat(Trigrams.of("ab", "")).isEmpty();
  }

  @Test
  void countACharacterBeyondTheFirstPlaneOnce() {
    assertThat(Trigrams.of("\uD83D\uDE80 A", "\uD83D\uDD25 A"))
        .containsExactlyInAnyOrder("\uD83D\uDE80 a", "\uD83D\uDD25 a");
    assertThat(Trigrams.some("\uD83D\uDE80\uD83D\uDE80")).isEmpty();
  }

  @Test
  void ofASearchAreAFewThatWhateverContainsItHas() {
    assertThat(Trigrams.some("Customer")).containsExactly("cus", "tom", "mer");
    assertThat(Trigrams.some("Shop")).containsExactly("sho", "hop");
    assertThat(Trigrams.some("abc")).containsExactly("abc");
    assertThat(Trigrams.some("ab")).isEmpty();
    assertThat(Trigrams.of("the customers' portal")).containsAll(Trigrams.some("CUSTOMER"));
  }
}
