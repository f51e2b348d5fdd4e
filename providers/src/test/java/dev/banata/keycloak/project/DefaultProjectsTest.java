package dev.banata.keycloak.project;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DefaultProjectsTest {

  @ParameterizedTest
  @CsvSource({
    "Ada Lovelace-project, ada-lovelace-project",
    "José Ñandú-project, jose-nandu-project",
    "  --a__b--  , a-b",
    "李雷-project, project",
    "!!!, project"
  })
  void slugsAreLowerCaseAsciiWithSingleDashes(String text, String slug) {
    assertThat(DefaultProjects.slugify(text)).isEqualTo(slug);
  }

  @Test
  void slugsAreAtMost72CharactersAndEndWithNoDash() {
    String slug = DefaultProjects.slugify("a".repeat(71) + " b".repeat(50));

    assertThat(slug).hasSize(71).doesNotEndWith("-");
  }

  @Test
  void namesFitTheContract() {
    assertThat(DefaultProjects.projectName("Ada")).isEqualTo("Ada's Project");
    assertThat(DefaultProjects.projectName("x".repeat(300))).hasSize(100).endsWith("'s Project");
  }
}
