package dev.banata.keycloak.branding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ColourTest {

  /** Ratios that WCAG's own material and its common checkers give. */
  @ParameterizedTest
  @CsvSource({
    "#000000, #ffffff, 21.0",
    "#ffffff, #ffffff, 1.0",
    "#777777, #ffffff, 4.48",
    "#767676, #ffffff, 4.54",
    "#0000ff, #ffffff, 8.59",
    "#ff0000, #ffffff, 4.00",
    "#00ff00, #ffffff, 1.37",
    "#0f766e, #ffffff, 5.47",
    "#fff, #000, 21.0"
  })
  void contrastIsThatOfWcag(String one, String other, double ratio) {
    assertThat(Colour.of(one).contrast(Colour.of(other))).isCloseTo(ratio, within(0.01));
    assertThat(Colour.of(other).contrast(Colour.of(one))).isCloseTo(ratio, within(0.01));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "#",
        "#12",
        "#1234",
        "#12345",
        "#1234567",
        "#123456789",
        "red",
        "#gggggg",
        "#fff;",
        " #fff",
        "#fff\n",
        "rgb(0,0,0)",
        "＃ffffff",
        "#fff}</style>"
      })
  void otherTextsAreNoColours(String text) {
    assertThat(Colour.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"#000000, #ffffff80, #808080", "#ff0000, #00000000, #ff0000"})
  void aTransparentColourIsSeenWithItsGround(String ground, String colour, String seen) {
    assertThat(Colour.of(colour).over(Colour.of(ground)).hex()).isEqualTo(seen);
  }

  @Property
  void textOnAnyColourIsReadable(
      @ForAll @IntRange(max = 255) int red,
      @ForAll @IntRange(max = 255) int green,
      @ForAll @IntRange(max = 255) int blue) {
    Colour ground = new Colour(red, green, blue, 1);

    assertThat(ground.contrast(ground.readableText())).isGreaterThanOrEqualTo(4.5);
  }
}
