package dev.banata.keycloak.branding;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Tells which colours of a branding are hard to read (WCAG 2.2, level AA). They are not refused:
 * the pages move them until they can be read, and this says that they do.
 */
final class ContrastWarnings {

  private static final String CODE = "contrast";

  private final List<Warning> warnings = new ArrayList<>();

  private ContrastWarnings() {}

  static List<Warning> of(Branding branding) {
    ContrastWarnings found = new ContrastWarnings();
    found.check(branding, Palette.light(branding), "light");
    if (branding.darkMode()) {
      found.check(branding, Palette.dark(branding), "dark");
    }
    return List.copyOf(found.warnings);
  }

  private void check(Branding branding, Palette palette, String scheme) {
    Colour primary = Colour.of(branding.primaryColor()).over(palette.card());
    compare("Text on buttons", palette.onPrimary(), palette.primary(), scheme, Colour.TEXT);
    compare("Links on the card", primary, palette.card(), scheme, Colour.TEXT);
    compare("Buttons on the card", primary, palette.card(), scheme, Colour.EDGE);
    compare(
        "The primary colour on the background", primary, palette.background(), scheme, Colour.EDGE);
  }

  private void compare(String what, Colour one, Colour other, String scheme, double least) {
    if (!one.reads(other, least)) {
      warnings.add(
          new Warning(
              BrandingField.PRIMARY_COLOR.text(),
              CODE,
              String.format(
                  Locale.ROOT,
                  "%s: %s on %s has a contrast of %.2f to 1 in %s mode, less than %.1f to 1.",
                  what,
                  one.hex(),
                  other.hex(),
                  one.contrast(other),
                  scheme,
                  least)));
    }
  }
}
