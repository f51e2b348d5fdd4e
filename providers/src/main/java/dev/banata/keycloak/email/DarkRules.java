package dev.banata.keycloak.email;

import dev.banata.keycloak.branding.Colour;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the colours of one mail become for readers in the dark: colours are inlined for light, and
 * each that would not be read on the dark card gets a class with one that is. Collected while the
 * mail is rendered.
 */
final class DarkRules {

  private static final Map<Colour, Colour> KNOWN =
      Map.of(
          Look.HEADING, Look.DARK_HEADING,
          Look.TEXT, Look.DARK_TEXT,
          Look.MUTED, Look.DARK_MUTED);

  private final Map<String, String> rules = new TreeMap<>();

  /** The class for text of a colour on the card; empty for one that can stay. */
  String text(Colour colour) {
    Colour dark =
        Optional.ofNullable(KNOWN.get(colour))
            .orElseGet(() -> Look.readable(colour, Look.DARK_CARD));
    return dark.equals(colour) ? "" : rule("t", colour, "color:" + dark.hex());
  }

  /** The class for text of a colour in CSS; one without a hex code stays. */
  String text(String css) {
    return Colour.parse(css).map(colour -> text(colour.over(Look.CARD))).orElse("");
  }

  /** The class for a filled button. */
  String button(Colour fill) {
    Colour dark = Look.distinct(fill, Look.DARK_CARD, 1.8);
    return dark.equals(fill)
        ? ""
        : rule(
                "f",
                fill,
                "background-color:" + dark.hex() + "!important;border-color:" + dark.hex())
            + " "
            + rule("g", fill, "color:" + dark.readableText().hex());
  }

  /** The class for a line in a colour. */
  String border(Colour colour) {
    Colour dark = Look.readable(colour, Look.DARK_CARD);
    return dark.equals(colour) ? "" : rule("l", colour, "border-color:" + dark.hex());
  }

  private String rule(String kind, Colour colour, String declaration) {
    String name = "b-" + kind + colour.hex().substring(1);
    rules.put(name, declaration);
    return name;
  }

  /** The rules, each after a selector's prefix. */
  String css(String prefix) {
    StringBuilder css = new StringBuilder();
    rules.forEach(
        (name, declaration) ->
            css.append(prefix)
                .append('.')
                .append(name)
                .append('{')
                .append(declaration)
                .append("!important}"));
    return css.toString();
  }
}
