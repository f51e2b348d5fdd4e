package dev.banata.keycloak.organization;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OrganizationNamesTest {

  @ParameterizedTest
  @CsvSource({
    "Acme, acme",
    "ACME Inc., acme-inc",
    "' --Große Wäscherei & Söhne-- ', gro-e-wascherei-sohne",
    "株式会社, organization",
    "X, organization",
    "x2, x2"
  })
  void aSlugLooksLikeTheName(String name, String slug) {
    assertThat(OrganizationNames.slug(name, taken -> false)).isEqualTo(slug);
  }

  @Test
  void aTakenSlugGetsANumber() {
    Set<String> taken = Set.of("acme", "acme-2");

    assertThat(OrganizationNames.slug("Acme", taken::contains)).isEqualTo("acme-3");
  }

  @Test
  void noSlugIsTooLongOrEndsWithADash() {
    String name = "a".repeat(125) + " " + "b".repeat(200);

    assertThat(OrganizationNames.slug(name, taken -> false)).hasSize(128);
    assertThat(OrganizationNames.slug(name, slug -> !slug.endsWith("-2")))
        .isEqualTo("a".repeat(125) + "-2");
  }

  @Test
  void aNameThatIsTakenHasItsSlugBehindIt() {
    assertThat(OrganizationNames.unique("Acme", "acme-2")).isEqualTo("Acme (acme-2)");
    assertThat(OrganizationNames.unique("a".repeat(255), "acme-2"))
        .hasSize(255)
        .endsWith("a (acme-2)");
  }
}
