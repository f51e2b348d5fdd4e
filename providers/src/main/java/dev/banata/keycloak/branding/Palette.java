package dev.banata.keycloak.branding;

import java.util.stream.IntStream;

/**
 * The colours of a page, made from the two of a branding. Text and edges reach the contrast of WCAG
 * 2.2 AA on what they stand on, whatever the two are: a colour that would not is moved towards
 * black or white until it does.
 *
 * @param background behind the card
 * @param card behind text and fields
 * @param text on the card
 * @param muted less important text on the card
 * @param border between parts of the card
 * @param field the edge of a field
 * @param primary of buttons
 * @param onPrimary text of buttons
 * @param hover of buttons under the pointer
 * @param link text in the primary colour
 * @param error text of errors
 */
record Palette(
    Colour background,
    Colour card,
    Colour text,
    Colour muted,
    Colour border,
    Colour field,
    Colour primary,
    Colour onPrimary,
    Colour hover,
    Colour link,
    Colour error) {

  private static final Colour PAPER = new Colour(0xfa, 0xfa, 0xf9, 1);
  private static final Colour STONE = new Colour(0x57, 0x53, 0x4e, 1);
  private static final Colour LIGHT_STONE = new Colour(0xb5, 0xb0, 0xab, 1);
  private static final Colour RED = new Colour(0xb9, 0x1c, 0x1c, 1);
  private static final Colour LIGHT_RED = new Colour(0xfc, 0xa5, 0xa5, 1);

  /** Luminance up to which a background can stay what it is in dark mode. */
  private static final double DARK = 0.02;

  private static final int STEPS = 20;

  static Palette light(Branding branding) {
    Colour background = Colour.of(branding.bgColor()).over(Colour.WHITE);
    Colour card = Colour.WHITE;
    Colour primary = Colour.of(branding.primaryColor()).over(card);
    return new Palette(
        background,
        card,
        Colour.INK,
        STONE,
        Colour.INK.mix(card, 0.12),
        Colour.INK.mix(card, 0.5),
        primary,
        primary.readableText(),
        away(primary),
        moved(primary, Colour.BLACK, card, Colour.TEXT),
        RED);
  }

  static Palette dark(Branding branding) {
    Colour chosen = Colour.of(branding.bgColor()).over(Colour.WHITE);
    Colour background = chosen.luminance() < DARK ? chosen : chosen.mix(Colour.BLACK, 0.07);
    Colour card = Colour.WHITE.mix(background, 0.07);
    Colour primary =
        moved(Colour.of(branding.primaryColor()).over(card), Colour.WHITE, card, Colour.EDGE);
    return new Palette(
        background,
        card,
        PAPER,
        LIGHT_STONE,
        Colour.WHITE.mix(card, 0.14),
        Colour.WHITE.mix(card, 0.42),
        primary,
        primary.readableText(),
        away(primary),
        moved(primary, Colour.WHITE, card, Colour.TEXT),
        LIGHT_RED);
  }

  /** A shade further from its text, so that the text reads better under the pointer, not worse. */
  private static Colour away(Colour primary) {
    Colour direction = primary.readableText().equals(Colour.WHITE) ? Colour.BLACK : Colour.WHITE;
    return direction.mix(primary, 0.14);
  }

  /** The colour, moved as little as is needed to be told from the ground. */
  private static Colour moved(Colour colour, Colour towards, Colour ground, double least) {
    return IntStream.rangeClosed(0, STEPS)
        .mapToObj(step -> towards.mix(colour, step / (double) STEPS))
        .filter(candidate -> candidate.reads(ground, least))
        .findFirst()
        .orElse(towards);
  }
}
