package dev.banata.keycloak.branding;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What an uploaded SVG may have. No script, style, link, image, foreign object or animation:
 * animations can change an attribute after it was checked.
 */
final class AllowedSvg {

  private static final Set<String> ELEMENTS =
      Set.of(
          "svg",
          "g",
          "defs",
          "symbol",
          "use",
          "title",
          "desc",
          "path",
          "rect",
          "circle",
          "ellipse",
          "line",
          "polyline",
          "polygon",
          "text",
          "tspan",
          "linearGradient",
          "radialGradient",
          "stop",
          "clipPath",
          "mask",
          "pattern",
          "marker",
          "filter",
          "feGaussianBlur",
          "feOffset",
          "feBlend",
          "feColorMatrix",
          "feComposite",
          "feFlood",
          "feMerge",
          "feMergeNode");

  private static final Set<String> ATTRIBUTES =
      Set.of(
          "id",
          "class",
          "role",
          "aria-label",
          "aria-hidden",
          "viewBox",
          "width",
          "height",
          "x",
          "y",
          "x1",
          "y1",
          "x2",
          "y2",
          "cx",
          "cy",
          "r",
          "rx",
          "ry",
          "fx",
          "fy",
          "dx",
          "dy",
          "d",
          "points",
          "transform",
          "preserveAspectRatio",
          "version",
          "fill",
          "fill-rule",
          "fill-opacity",
          "stroke",
          "stroke-width",
          "stroke-linecap",
          "stroke-linejoin",
          "stroke-miterlimit",
          "stroke-dasharray",
          "stroke-dashoffset",
          "stroke-opacity",
          "opacity",
          "color",
          "display",
          "visibility",
          "overflow",
          "clip-path",
          "clip-rule",
          "clipPathUnits",
          "mask",
          "maskUnits",
          "maskContentUnits",
          "filter",
          "filterUnits",
          "primitiveUnits",
          "gradientUnits",
          "gradientTransform",
          "spreadMethod",
          "offset",
          "stop-color",
          "stop-opacity",
          "patternUnits",
          "patternContentUnits",
          "patternTransform",
          "markerUnits",
          "markerWidth",
          "markerHeight",
          "refX",
          "refY",
          "orient",
          "marker-start",
          "marker-mid",
          "marker-end",
          "font-family",
          "font-size",
          "font-weight",
          "font-style",
          "letter-spacing",
          "text-anchor",
          "dominant-baseline",
          "textLength",
          "lengthAdjust",
          "vector-effect",
          "shape-rendering",
          "color-interpolation-filters",
          "in",
          "in2",
          "result",
          "stdDeviation",
          "mode",
          "type",
          "values",
          "operator",
          "k1",
          "k2",
          "k3",
          "k4",
          "flood-color",
          "flood-opacity",
          "mix-blend-mode");

  private static final Pattern OWN_FRAGMENT = Pattern.compile("#[A-Za-z0-9_.-]{1,100}");

  private static final Pattern REFERENCE =
      Pattern.compile("url\\(\\s*[\"']?#[A-Za-z0-9_.-]{1,100}[\"']?\\s*\\)( none)?");

  /** No backslash, so that nothing can be an escape, and nothing that closes a value. */
  private static final Pattern PLAIN =
      Pattern.compile("[^\\\\<>&;{}@:\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f]*");

  private AllowedSvg() {}

  static boolean isElement(String name) {
    return ELEMENTS.contains(name);
  }

  static boolean isAttribute(String name, String value) {
    if (name.equals("href")) {
      return OWN_FRAGMENT.matcher(value).matches();
    }
    if (!ATTRIBUTES.contains(name)) {
      return false;
    }
    return REFERENCE.matcher(value).matches()
        || (PLAIN.matcher(value).matches() && !value.toLowerCase(Locale.ROOT).contains("url"));
  }
}
