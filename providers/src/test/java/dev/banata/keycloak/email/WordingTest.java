package dev.banata.keycloak.email;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every language says the same. */
final class WordingTest {

  private static final Set<String> UNTRANSLATED = Set.of("name", "description");

  @ParameterizedTest
  @ValueSource(strings = {"de", "fr", "es", "it", "pt", "nl"})
  void aLanguageHasEveryTextWithTheSameVariables(String language) {
    Wording wording = Wording.of(Locale.forLanguageTag(language)).orElseThrow();
    assertThat(wording.locale().getLanguage()).isEqualTo(language);

    for (String key : Wording.english().keys()) {
      if (UNTRANSLATED.contains(key.substring(key.indexOf('.') + 1))) {
        continue;
      }
      String text = wording.find(key).orElse("");
      assertThat(text).as(key).isNotBlank();
      assertThat(variables(text)).as(key).isEqualTo(variables(Wording.english().text(key)));
      assertThat(text.contains("{0}"))
          .as(key)
          .isEqualTo(Wording.english().text(key).contains("{0}"));
    }
    assertThat(Wording.english().keys()).containsAll(wording.keys());
  }

  private static Set<String> variables(String text) {
    return Interpolation.VARIABLE
        .matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @EnumSource(TemplateType.class)
  void everyVariableOfATemplateIsListed(TemplateType type) {
    Set<String> listed =
        type.variables(Wording.english()).stream()
            .map(TemplateVariable::name)
            .collect(Collectors.toSet());
    String all =
        type.words(Wording.english(), "subject")
            + type.words(Wording.english(), "preview")
            + type.blocksJson(Wording.english());

    assertThat(listed).contains("appName");
    for (String variable : variables(all)) {
      assertThat(listed).contains(variable.substring(2, variable.length() - 2));
    }
  }

  @Test
  void aRegionHasTheWordsOfItsLanguage() {
    assertThat(Wording.of(Locale.forLanguageTag("pt-BR"))).isPresent();
    assertThat(Wording.of(Locale.forLanguageTag("de-AT")).orElseThrow().text("footer.support"))
        .isEqualTo("Hilfe");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cs", "zh-Hans", "xx"})
  void otherLanguagesHaveNone(String tag) {
    assertThat(Wording.of(Locale.forLanguageTag(tag))).isEmpty();
  }

  @Test
  void aNameOfALanguageIsNoPath() {
    assertThat(Wording.of(new Locale("../../x"))).isEmpty();
  }

  @Test
  void theSixHaveStableIdsOfTheirProject() {
    assertThat(
            Map.of(TemplateType.WELCOME, "welcome", TemplateType.PASSWORD_RESET, "password-reset"))
        .allSatisfy((type, text) -> assertThat(type.text()).isEqualTo(text));
    assertThat(TemplateType.of("Welcome")).isEmpty();
  }
}
