package dev.banata.keycloak.branding;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The properties and functions that custom CSS may use. What is not here is removed: a new feature
 * of browsers may be able to fetch something.
 */
final class AllowedCss {

  private static final Pattern CUSTOM = Pattern.compile("--[A-Za-z0-9_-]{1,60}");

  /** Families with all their longer names: {@code border}, {@code border-top-color}. */
  private static final Pattern FAMILIES =
      Pattern.compile(
          "(animation|align|background|border|column|columns|flex|font|gap|grid|inset|justify"
              + "|letter|line|list-style|margin|max|min|outline|overflow|overscroll|padding|place"
              + "|row|scroll|scrollbar|text|transform|transition|word)(-[a-z]+)*");

  private static final Set<String> SINGLE =
      Set.of(
          "accent-color",
          "appearance",
          "aspect-ratio",
          "backdrop-filter",
          "block-size",
          "bottom",
          "box-shadow",
          "box-sizing",
          "caret-color",
          "clear",
          "clip-path",
          "color",
          "color-scheme",
          "content",
          "cursor",
          "direction",
          "display",
          "fill",
          "filter",
          "float",
          "height",
          "hyphens",
          "inline-size",
          "isolation",
          "left",
          "mix-blend-mode",
          "object-fit",
          "object-position",
          "opacity",
          "order",
          "pointer-events",
          "position",
          "quotes",
          "resize",
          "right",
          "rotate",
          "scale",
          "stroke",
          "stroke-width",
          "tab-size",
          "top",
          "translate",
          "unicode-bidi",
          "user-select",
          "vertical-align",
          "visibility",
          "white-space",
          "width",
          "writing-mode",
          "z-index",
          "-webkit-appearance",
          "-webkit-backdrop-filter",
          "-webkit-background-clip",
          "-webkit-box-orient",
          "-webkit-font-smoothing",
          "-webkit-line-clamp",
          "-webkit-text-fill-color",
          "-moz-osx-font-smoothing");

  private static final Set<String> FUNCTIONS =
      Set.of(
          "",
          "blur",
          "brightness",
          "calc",
          "circle",
          "clamp",
          "color",
          "color-mix",
          "conic-gradient",
          "contrast",
          "counter",
          "counters",
          "cubic-bezier",
          "drop-shadow",
          "ellipse",
          "env",
          "fit-content",
          "grayscale",
          "hsl",
          "hsla",
          "hue-rotate",
          "hwb",
          "inset",
          "invert",
          "lab",
          "lch",
          "light-dark",
          "linear-gradient",
          "matrix",
          "max",
          "min",
          "minmax",
          "oklab",
          "oklch",
          "opacity",
          "perspective",
          "polygon",
          "radial-gradient",
          "rect",
          "repeat",
          "repeating-conic-gradient",
          "repeating-linear-gradient",
          "repeating-radial-gradient",
          "rgb",
          "rgba",
          "rotate",
          "rotatex",
          "rotatey",
          "rotatez",
          "saturate",
          "scale",
          "scalex",
          "scaley",
          "sepia",
          "skew",
          "skewx",
          "skewy",
          "steps",
          "translate",
          "translate3d",
          "translatex",
          "translatey",
          "translatez",
          "var");

  /** What selectors may call. */
  private static final Set<String> PSEUDO =
      Set.of(
          "dir",
          "has",
          "is",
          "lang",
          "not",
          "nth-child",
          "nth-last-child",
          "nth-last-of-type",
          "nth-of-type",
          "where");

  private static final Set<String> POSITIONS = Set.of("static", "relative", "absolute", "sticky");

  private AllowedCss() {}

  static boolean isProperty(String name) {
    return SINGLE.contains(name)
        || FAMILIES.matcher(name).matches()
        || CUSTOM.matcher(name).matches();
  }

  static boolean isPseudo(String name) {
    return PSEUDO.contains(name.toLowerCase(Locale.ROOT));
  }

  static boolean isFunction(String name) {
    return FUNCTIONS.contains(name);
  }

  /** What stays where the window is could cover the whole page wherever it is scrolled to. */
  static boolean isRefused(String property, String value) {
    return property.equals("position") && !POSITIONS.contains(value);
  }

  /** A name that somebody sent, short and plain enough to be repeated in an answer. */
  static String shown(String name) {
    String plain = name.replaceAll("[^A-Za-z0-9_-]", "?");
    return plain.length() > 40 ? plain.substring(0, 40) + "…" : plain;
  }
}
