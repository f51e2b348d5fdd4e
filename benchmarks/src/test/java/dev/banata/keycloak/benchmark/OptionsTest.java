package dev.banata.keycloak.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OptionsTest {

  @Test
  void numbersOfProjectsAreSorted() {
    Options options = Options.of("--projects", "500, 10,100,10", "--samples", "7", "--starts", "0");
    assertThat(options)
        .isEqualTo(new Options(List.of(10, 100, 500), List.of(), List.of(), 7, 0, "", null, null));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--projects 2,10 --samples 9 --starts 1",
        "--projects 2 --clients 5,7 --organizations 1 --samples 5 --starts 0 --out docs/x.md"
      })
  void theSameCanBeMeasuredAgain(String line) {
    assertThat(Options.of(line.split(" ")).commandLine()).isEqualTo(line);
  }

  @Test
  void aPartOfTheTitleChoosesWhatIsMeasured() {
    Options options = Options.of("--only", "page of sign-in");
    assertThat(options.wants("open the page of sign-in")).isTrue();
    assertThat(options.wants("create a project")).isFalse();
    assertThat(Options.of().wants("create a project")).isTrue();
  }

  @Test
  void aFileCanBeNamed() {
    assertThat(Options.of("--out", "table.md").out()).isEqualTo(Path.of("table.md"));
  }

  @Test
  void aJarThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> Options.of("--against", "/no/such.jar"))
        .hasMessage("--against: there is no file /no/such.jar");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--against",
        "--projects 1",
        "--projects ten",
        "--projects",
        "--samples 4",
        "--out",
        "--only",
        "--fast 1"
      })
  void anythingElseIsRefused(String line) {
    assertThatThrownBy(() -> Options.of(line.split(" ")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("--");
  }
}
