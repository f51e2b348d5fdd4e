package dev.banata.keycloak.email;

import dev.banata.keycloak.branding.Colour;
import dev.banata.keycloak.branding.Markup;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** An author's text with its values as HTML: the little markup that is left of it, and links. */
final class InlineHtml {

  private final Look look;
  private final Interpolation values;
  private final DarkRules dark;

  InlineHtml(Look look, Interpolation values, DarkRules dark) {
    this.look = look;
    this.values = values;
    this.dark = dark;
  }

  /** The text of a block. */
  String of(RichText text) {
    StringBuilder html = new StringBuilder();
    Deque<Boolean> links = new ArrayDeque<>();
    for (RichText.Part part : text.parts()) {
      if (part instanceof RichText.Characters characters) {
        html.append(Markup.lines(values.fill(characters.text())));
      } else if (part instanceof RichText.LineBreak) {
        html.append("<br>");
      } else if (part instanceof RichText.Begin begin && begin.element().equals("a")) {
        Optional<String> url = SafeUrl.link(values.fill(begin.href()));
        links.push(url.isPresent());
        url.ifPresent(address -> html.append(anchor(address, BlockStyle.NONE)));
      } else if (part instanceof RichText.Begin begin) {
        html.append('<').append(begin.element()).append('>');
      } else if (part instanceof RichText.End end) {
        boolean isOpen = !end.element().equals("a") || links.pop();
        html.append(isOpen ? "</" + end.element() + ">" : "");
      }
    }
    return html.toString();
  }

  /** The begin of a link to a checked address. */
  String anchor(String url, BlockStyle style) {
    Colour brand = look.primaryText();
    String colour = style.get(StyleKey.COLOR).orElse(brand.hex());
    String classes = style.has(StyleKey.COLOR) ? dark.text(colour) : dark.text(brand);
    return "<a href=\""
        + Markup.escape(url)
        + "\" target=\"_blank\""
        + (classes.isEmpty() ? "" : " class=\"" + classes + "\"")
        + " style=\"color:"
        + colour
        + ";text-decoration:"
        + style.get(StyleKey.TEXT_DECORATION).orElse("underline")
        + "\">";
  }
}
