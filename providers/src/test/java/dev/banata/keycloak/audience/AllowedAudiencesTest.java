package dev.banata.keycloak.audience;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class AllowedAudiencesTest {

  @Test
  void readsKeycloaksNotationForSeveralValues() {
    assertThat(AllowedAudiences.parse("orders-api##https://billing.example/#a"))
        .containsExactly("orders-api", "https://billing.example/#a");
  }

  @Test
  void emptyAndRepeatedValuesDoNotCount() {
    assertThat(AllowedAudiences.parse(" a ####a##  ##b##")).containsExactly("a", "b");
    assertThat(AllowedAudiences.parse("")).isEmpty();
    assertThat(AllowedAudiences.parse("##")).isEmpty();
  }
}
