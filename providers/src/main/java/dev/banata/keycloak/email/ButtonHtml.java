package dev.banata.keycloak.email;

import dev.banata.keycloak.branding.Colour;
import java.util.Optional;

/**
 * A button: a cell with a ground, in which the whole link is padded, so that all of it can be hit.
 */
final class ButtonHtml {

  private final Look look;
  private final DarkRules dark;

  ButtonHtml(Look look, DarkRules dark) {
    this.look = look;
    this.dark = dark;
  }

  private record Skin(String fill, String text, String border, String cell, String link) {}

  /**
   * A button.
   *
   * @param label HTML
   * @param url escaped
   */
  String of(String label, String url, Block.Variant variant, BlockStyle style) {
    Skin skin = skin(variant, style);
    BlockStyle own =
        style
            .without(
                StyleKey.BACKGROUND_COLOR,
                StyleKey.COLOR,
                StyleKey.MARGIN,
                StyleKey.TEXT_ALIGN,
                StyleKey.WIDTH,
                StyleKey.MAX_WIDTH)
            .orElse(StyleKey.BORDER_RADIUS, Math.min(look.branding().borderRadius(), 24) + "px")
            .orElse(StyleKey.FONT_SIZE, "15px")
            .orElse(StyleKey.FONT_WEIGHT, "600")
            .orElse(StyleKey.PADDING, "12px 28px")
            .orElse(StyleKey.LINE_HEIGHT, "1.4")
            .orElse(StyleKey.TEXT_DECORATION, "none");
    String radius = own.get(StyleKey.BORDER_RADIUS).orElse("0");
    Optional<String> width = style.get(StyleKey.WIDTH);
    return "<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\""
        + width.map(w -> " width=\"" + w.replace("px", "") + "\"").orElse("")
        + " style=\"border-collapse:separate;"
        + width.map(w -> "width:" + w + ";").orElse("")
        + style.get(StyleKey.MAX_WIDTH).map(w -> "max-width:" + w + ";").orElse("")
        + "\"><tr><td align=\"center\" class=\""
        + skin.cell()
        + "\" bgcolor=\""
        + skin.fill()
        + "\" style=\"background-color:"
        + skin.fill()
        + ";border:1px solid "
        + skin.border()
        + ";border-radius:"
        + radius
        + "\"><a href=\""
        + url
        + "\" target=\"_blank\" class=\""
        + skin.link()
        + "\" style=\"display:inline-block;font-family:"
        + look.fontFamily()
        + ";color:"
        + skin.text()
        + ";"
        + own.css()
        + "\">"
        + label
        + "</a></td></tr></table>";
  }

  private Skin skin(Block.Variant variant, BlockStyle style) {
    Optional<String> fill = style.get(StyleKey.BACKGROUND_COLOR);
    Optional<String> text = style.get(StyleKey.COLOR);
    if (fill.isPresent()) {
      String readable =
          Colour.parse(fill.get())
              .map(colour -> colour.over(Look.CARD).readableText().hex())
              .orElse(Colour.WHITE.hex());
      return new Skin(fill.get(), text.orElse(readable), fill.get(), "b-btn", "b-btn-own");
    }
    return switch (variant) {
      case PRIMARY -> primary(text);
      case SECONDARY ->
          new Skin(
              Look.SHADE.hex(),
              text.orElse(Look.HEADING.hex()),
              Look.LINE.hex(),
              "b-btn b-shade b-line",
              "b-btn-plain " + dark.text(text.orElse(Look.HEADING.hex())));
      case OUTLINE -> {
        Colour brand = look.primaryText();
        yield new Skin(
            Look.CARD.hex(),
            text.orElse(brand.hex()),
            brand.hex(),
            ("b-btn b-clear " + dark.border(brand)).strip(),
            ("b-btn-plain " + dark.text(text.orElse(brand.hex()))).strip());
      }
    };
  }

  private Skin primary(Optional<String> text) {
    Colour fill = look.primary();
    // A brand that is white, or nearly, would have no edge on the card.
    Colour border = fill.contrast(Look.CARD) < 1.2 ? Look.LINE : fill;
    String classes = dark.button(fill);
    return new Skin(
        fill.hex(),
        text.orElse(fill.readableText().hex()),
        border.hex(),
        ("b-btn " + classes).strip(),
        ("b-btn-fill " + (text.isPresent() ? "" : classes)).strip());
  }
}
