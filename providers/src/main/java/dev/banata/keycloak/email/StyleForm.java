package dev.banata.keycloak.email;

import java.util.Optional;
import java.util.regex.Pattern;

/** A form that values of styles have. */
enum StyleForm {
  COLOUR(
      "a colour: a hex code, rgb() or a name",
      "#([0-9a-f]{3}|[0-9a-f]{6}|[0-9a-f]{8})|[a-z]{3,24}"
          + "|rgba?\\( ?\\d{1,3}( ?, ?\\d{1,3}){2}( ?, ?[01]?(\\.\\d{1,3})?)? ?\\)"),
  FONT_SIZE("a number of pixels from 6 to 96", 6, 96),
  FONT_WEIGHT("normal, bold, 600 or 700", "normal|bold|600|700"),
  FONT_STYLE("normal or italic", "normal|italic"),
  TEXT_ALIGN("left, center or right", "left|center|right"),
  TEXT_DECORATION("none, underline or line-through", "none|underline|line-through"),
  LINE_HEIGHT("a number or a length", "\\d{1,3}(\\.\\d{1,4})?(px|%|em)?|normal"),
  RADIUS("a number of pixels up to 100", 0, 100),
  LENGTH("a number of pixels up to 200", 0, 200),
  WIDTH("pixels up to 600 or percent up to 100", 1, 600),
  BOX("one to four lengths of up to 200 pixels", 0, 200);

  private final String expected;

  /** What a value matches that is CSS as it stands; null where it is a size. */
  private final Pattern pattern;

  private final int min;
  private final int max;

  StyleForm(String expected, String pattern) {
    this(expected, pattern, 0, 0);
  }

  StyleForm(String expected, int min, int max) {
    this(expected, null, min, max);
  }

  StyleForm(String expected, String pattern, int min, int max) {
    this.expected = expected;
    this.pattern = pattern == null ? null : Pattern.compile(pattern);
    this.min = min;
    this.max = max;
  }

  String expected() {
    return expected;
  }

  /** The value in CSS. */
  Optional<String> css(String text) {
    if (pattern != null) {
      return Optional.of(text).filter(value -> pattern.matcher(value).matches());
    }
    return switch (this) {
      case BOX -> box(text);
      case WIDTH -> percent(text).or(() -> pixels(text));
      default -> pixels(text);
    };
  }

  private Optional<String> pixels(String text) {
    if (!Size.PIXELS.matcher(text).matches()) {
      return Optional.empty();
    }
    long size = Math.round(Double.parseDouble(text.replace("px", "")));
    return Optional.of(size + "px").filter(css -> size >= min && size <= max);
  }

  private static Optional<String> percent(String text) {
    if (!Size.PERCENT.matcher(text).matches()) {
      return Optional.empty();
    }
    double share = Double.parseDouble(text.replace("%", ""));
    return Optional.of(text).filter(css -> share > 0 && share <= 100);
  }

  /** One to four lengths; {@code auto} is nothing to a table. */
  private Optional<String> box(String text) {
    String[] parts = text.split("\\s+", 5);
    StringBuilder css = new StringBuilder();
    for (String part : parts) {
      Optional<String> size = part.equals("auto") ? Optional.of("0px") : pixels(part);
      if (size.isEmpty() || parts.length > 4) {
        return Optional.empty();
      }
      css.append(css.isEmpty() ? "" : " ").append(size.get());
    }
    return Optional.of(css.toString());
  }

  /** Enums make their constants before their static fields. */
  private static final class Size {
    static final Pattern PIXELS = Pattern.compile("\\d{1,4}(\\.\\d{1,12})?(px)?");
    static final Pattern PERCENT = Pattern.compile("\\d{1,3}(\\.\\d{1,12})?%");
  }
}
