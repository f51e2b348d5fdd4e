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
  void ofASearchAreAFewThatWhateverContainsItHas() {
    assertThat(Trigrams.some("Customer")).containsExactly("cus", "tom", "mer");
    assertThat(Trigrams.some("Shop")).containsExactly("sho", "hop");
    assertThat(Trigrams.some("abc")).containsExactly("abc");
    assertThat(Trigrams.some("ab")).isEmpty();
    assertThat(Trigrams.of("the customers' portal")).containsAll(Trigrams.some("CUSTOMER"));
  }
}
