package dev.banata.keycloak.branding;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A colour of sRGB, and what WCAG 2.2 says of two of them.
 *
 * @param red 0 to 255, as green and blue
 * @param alpha 0 to 1
 * @see <a href="https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio">Contrast ratio</a>
 */
public record Colour(int red, int green, int blue, double alpha) {

  public static final Colour WHITE = new Colour(255, 255, 255, 1);

  /** Text on light ground. */
  public static final Colour INK = new Colour(0x1c, 0x19, 0x17, 1);

  static final Colour BLACK = new Colour(0, 0, 0, 1);

  /** Least contrast of text, level AA. */
  static final double TEXT = 4.5;

  /** Least contrast of what is not text: buttons, fields, focus. */
  static final double EDGE = 3;

  private static final Pattern HEX =
      Pattern.compile("#([0-9a-fA-F]{3}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})");

  private static final int MAX = 255;

  /** The colour of a text that {@link #parse} takes. */
  public static Colour of(String hex) {
    return parse(hex).orElseThrow(() -> new IllegalArgumentException("No colour: " + hex));
  }

  /** {@code #rgb}, {@code #rrggbb} or {@code #rrggbbaa}; nothing for another text. */
  public static Optional<Colour> parse(String hex) {
    if (hex == null || !HEX.matcher(hex).matches()) {
      return Optional.empty();
    }
    String digits = hex.substring(1);
    if (digits.length() == 3) {
      digits = digits.replaceAll("(.)", "$1$1");
    }
    double alpha = digits.length() == 8 ? channel(digits, 6) / (double) MAX : 1;
    return Optional.of(
        new Colour(channel(digits, 0), channel(digits, 2), channel(digits, 4), alpha));
  }

  private static int channel(String digits, int at) {
    return Integer.parseInt(digits.substring(at, at + 2), 16);
  }

  public String hex() {
    return alpha == 1
        ? String.format(Locale.ROOT, "#%02x%02x%02x", red, green, blue)
        : String.format(
            Locale.ROOT, "#%02x%02x%02x%02x", red, green, blue, Math.round(alpha * MAX));
  }

  /** What one sees of it on an opaque ground. */
  public Colour over(Colour ground) {
    return mix(ground, alpha);
  }

  /** The share of it, and the rest of the other; opaque. */
  Colour mix(Colour other, double share) {
    return new Colour(
        mix(red, other.red, share),
        mix(green, other.green, share),
        mix(blue, other.blue, share),
        1);
  }

  private static int mix(int own, int other, double share) {
    return (int) Math.round(own * share + other * (1 - share));
  }

  /** From 1 (the same) to 21 (black on white). Both have to be opaque. */
  public double contrast(Colour other) {
    double mine = luminance();
    double others = other.luminance();
    return (Math.max(mine, others) + 0.05) / (Math.min(mine, others) + 0.05);
  }

  /**
   * The colour of text on it: the first of white, nearly black and black that reads well. Black
   * does on all that white does not.
   */
  public Colour readableText() {
    return Stream.of(WHITE, INK).filter(text -> reads(text, TEXT)).findFirst().orElse(BLACK);
  }

  /** True if the other can be told from it: text needs {@link #TEXT}, an edge {@link #EDGE}. */
  boolean reads(Colour other, double least) {
    return contrast(other) >= least;
  }

  double luminance() {
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  }

  private static double linear(int channel) {
    double value = channel / (double) MAX;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }
}
