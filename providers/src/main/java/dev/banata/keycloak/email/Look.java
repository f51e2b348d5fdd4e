package dev.banata.keycloak.email;

import dev.banata.keycloak.branding.Branding;
import dev.banata.keycloak.branding.Colour;

/**
 * How one mail looks: the branding of its project or client, and the direction and language that it
 * is read in.
 *
 * @param appName what the footer calls the sender
 * @param branding with absolute URLs
 * @param language a language tag
 */
record Look(String appName, Branding branding, String language, boolean leftToRight) {

  static final Colour CARD = Colour.WHITE;
  static final Colour HEADING = Colour.INK;
  static final Colour TEXT = Colour.of("#44403c");
  static final Colour MUTED = Colour.of("#78716c");
  static final Colour LINE = Colour.of("#e7e5e4");
  static final Colour SHADE = Colour.of("#f5f5f4");

  static final Colour DARK_PAGE = Colour.of("#0c0a09");
  static final Colour DARK_CARD = Colour.of("#1c1917");
  static final Colour DARK_HEADING = Colour.of("#fafaf9");
  static final Colour DARK_TEXT = Colour.of("#d6d3d1");
  static final Colour DARK_MUTED = Colour.of("#a8a29e");
  static final Colour DARK_LINE = Colour.of("#383431");
  static final Colour DARK_SHADE = Colour.of("#292524");

  /** WCAG 2.2 AA for text. */
  static final double READABLE = 4.5;

  Colour page() {
    return Colour.of(branding.bgColor()).over(Colour.WHITE);
  }

  Colour primary() {
    return Colour.of(branding.primaryColor()).over(CARD);
  }

  /** The brand's colour as text on the card. */
  Colour primaryText() {
    return readable(primary(), CARD);
  }

  /** For an attribute {@code style}, which is in double quotes. */
  String fontFamily() {
    return branding.fontFamily().replace('"', '\'');
  }

  /** The side where lines begin. */
  String start() {
    return leftToRight ? "left" : "right";
  }

  /** The colour, or as near to it as can be read on the ground. */
  static Colour readable(Colour text, Colour ground) {
    return distinct(text, ground, READABLE);
  }

  /** The colour, or as near to it as has the contrast on the ground. */
  static Colour distinct(Colour colour, Colour ground, double contrast) {
    Colour target = ground.readableText();
    for (int tenths = 10; tenths > 0; tenths--) {
      Colour mixed =
          new Colour(colour.red(), colour.green(), colour.blue(), tenths / 10.0).over(target);
      if (mixed.contrast(ground) >= contrast) {
        return mixed;
      }
    }
    return target;
  }
}
