package dev.banata.keycloak.branding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

final class PaletteTest {

  @Property
  void everythingCanBeReadWhateverTheTwoColoursAre(
      @ForAll("colours") String primary, @ForAll("colours") String background) {
    Branding branding = branding(primary, background, true);

    for (Palette palette : List.of(Palette.light(branding), Palette.dark(branding))) {
      for (Colour text :
          List.of(palette.text(), palette.muted(), palette.link(), palette.error())) {
        assertThat(text.contrast(palette.card())).as("%s", palette).isGreaterThanOrEqualTo(4.5);
      }
      for (Colour button : List.of(palette.primary(), palette.hover())) {
        assertThat(palette.onPrimary().contrast(button))
            .as("%s", palette)
            .isGreaterThanOrEqualTo(4.5);
      }
      assertThat(palette.field().contrast(palette.card()))
          .as("%s", palette)
          .isGreaterThanOrEqualTo(3);
    }
  }

  @Provide
  Arbitrary<String> colours() {
    return Arbitraries.of('0', '7', 'a', 'f', '3')
        .list()
        .ofSize(8)
        .map(
            digits ->
                "#"
                    + digits.stream()
                        .map(String::valueOf)
                        .reduce("", String::concat)
                        .substring(0, 6));
  }

  @Test
  void theColoursOfABrandingAreKeptWhereTheyCanBeRead() {
    Palette palette = Palette.light(branding("#4338ca", "#eeeeee", false));

    assertThat(palette.primary().hex()).isEqualTo("#4338ca");
    assertThat(palette.link().hex()).isEqualTo("#4338ca");
    assertThat(palette.background().hex()).isEqualTo("#eeeeee");
    assertThat(Palette.dark(branding("#4338ca", "#1e1b4b", true)).background().hex())
        .isEqualTo("#1e1b4b");
  }

  @Test
  void warningsNameTheColoursAndTheMode() {
    assertThat(ContrastWarnings.of(branding("#0f766e", "#f5f5f4", false))).isEmpty();
    assertThat(ContrastWarnings.of(branding("#facc15", "#ffffff", true)))
        .allMatch(warning -> warning.field().equals("primaryColor"))
        .extracting(Warning::message)
        .anyMatch(message -> message.contains("#facc15 on #ffffff") && message.contains("light"));
  }

  private static Branding branding(String primary, String background, boolean dark) {
    Branding base = Branding.DEFAULT;
    return new Branding(
        primary,
        background,
        base.borderRadius(),
        dark,
        base.customCss(),
        base.font(),
        base.logoUrl(),
        base.darkLogoUrl(),
        base.logoHeight(),
        base.faviconUrl(),
        base.backgroundImageUrl(),
        base.cardWidth(),
        base.displayName(),
        base.supportUrl(),
        base.termsUrl(),
        base.privacyUrl());
  }
}
