package dev.banata.keycloak.email;

import dev.banata.keycloak.branding.Markup;
import java.util.List;
import java.util.Optional;

/**
 * Blocks as rows of a table, which is what all mail clients lay out alike. Styles are inlined,
 * because some clients drop style elements; those have the dark colours only.
 */
final class BlockHtml {

  private static final String TABLE =
      "<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"";

  private static final StyleKey[] BOX = {StyleKey.TEXT_ALIGN, StyleKey.MARGIN};

  private final Look look;
  private final Interpolation values;
  private final DarkRules dark;
  private final ButtonHtml buttons;
  private final InlineHtml inline;

  BlockHtml(Look look, Interpolation values, DarkRules dark) {
    this.look = look;
    this.values = values;
    this.dark = dark;
    this.buttons = new ButtonHtml(look, dark);
    this.inline = new InlineHtml(look, values, dark);
  }

  /** The rows of the blocks. */
  String rows(List<Block> blocks) {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < blocks.size(); i++) {
      row(rows, blocks.get(i), i == blocks.size() - 1);
    }
    return rows.toString();
  }

  private void row(StringBuilder rows, Block block, boolean isLast) {
    if (block instanceof Block.Spacer spacer) {
      rows.append(
          "<tr><td height=\"%1$d\" style=\"height:%1$dpx;font-size:0;line-height:%1$dpx\">&nbsp;</td></tr>"
              .formatted(spacer.height()));
      return;
    }
    String content = content(block);
    if (content.isEmpty()) {
      return;
    }
    BlockStyle style = block.style();
    String align = style.get(StyleKey.TEXT_ALIGN).orElse(alignment(block));
    String outside = style.get(StyleKey.MARGIN).orElse(isLast ? "0" : "0 0 16px");
    rows.append("<tr><td align=\"")
        .append(align)
        .append("\" style=\"padding:")
        .append(outside)
        .append("\">")
        .append(content)
        .append("</td></tr>");
  }

  private String alignment(Block block) {
    return block instanceof Block.Heading
            || block instanceof Block.Button
            || block instanceof Block.Code
            || block instanceof Block.Image
        ? "center"
        : look.start();
  }

  private String content(Block block) {
    if (block instanceof Block.Heading heading) {
      return heading(heading);
    } else if (block instanceof Block.Text text) {
      return text(text);
    } else if (block instanceof Block.Button button) {
      return button(button);
    } else if (block instanceof Block.Image image) {
      return image(image);
    } else if (block instanceof Block.Divider divider) {
      return divider(divider);
    } else if (block instanceof Block.Link link) {
      return link(link);
    } else if (block instanceof Block.Code code) {
      return code(code);
    } else if (block instanceof Block.Columns columns) {
      return columns(columns);
    }
    throw new IllegalStateException("No block: " + block);
  }

  private String heading(Block.Heading heading) {
    BlockStyle style =
        heading
            .style()
            .orElse(StyleKey.COLOR, Look.HEADING.hex())
            .orElse(StyleKey.FONT_SIZE, heading.level() == 1 ? "22px" : size(heading.level()))
            .orElse(StyleKey.FONT_WEIGHT, "700")
            .orElse(StyleKey.LINE_HEIGHT, "1.3")
            .orElse(StyleKey.TEXT_ALIGN, "center");
    String element = "h" + heading.level();
    return "<"
        + element
        + classes(style)
        + " style=\"margin:0;letter-spacing:-0.01em;"
        + font()
        + style.without(StyleKey.MARGIN).css()
        + "\">"
        + inline.of(heading.text())
        + "</"
        + element
        + ">";
  }

  private static String size(int level) {
    return level == 2 ? "19px" : level == 3 ? "17px" : "15px";
  }

  private String text(Block.Text text) {
    BlockStyle style =
        text.style()
            .orElse(StyleKey.COLOR, Look.TEXT.hex())
            .orElse(StyleKey.FONT_SIZE, "14px")
            .orElse(StyleKey.LINE_HEIGHT, "1.6")
            .orElse(StyleKey.TEXT_ALIGN, look.start());
    return "<div"
        + classes(style)
        + " style=\"overflow-wrap:anywhere;"
        + font()
        + style.without(StyleKey.MARGIN).css()
        + "\">"
        + inline.of(text.text())
        + "</div>";
  }

  private String button(Block.Button button) {
    String label = Markup.escape(values.fillLine(button.text()));
    String address = values.fill(button.href());
    if (address.isBlank() || label.isBlank()) {
      return "";
    }
    return SafeUrl.link(address)
        .map(url -> buttons.of(label, Markup.escape(url), button.variant(), button.style()))
        .orElse(paragraph(label));
  }

  /** What is left of something that leads nowhere. */
  private String paragraph(String html) {
    return "<div"
        + classes(BlockStyle.NONE.orElse(StyleKey.COLOR, Look.TEXT.hex()))
        + " style=\""
        + font()
        + "font-size:14px;line-height:1.6;color:"
        + Look.TEXT.hex()
        + "\">"
        + html
        + "</div>";
  }

  private String image(Block.Image image) {
    Optional<String> src = SafeUrl.image(values.fill(image.src()));
    if (src.isEmpty()) {
      return "";
    }
    BlockStyle style =
        image.style().orElse(StyleKey.BORDER_RADIUS, look.branding().borderRadius() + "px");
    String width = image.width().map(w -> Math.min(w, HtmlLayout.CONTENT_WIDTH) + "").orElse("");
    return "<img src=\""
        + Markup.escape(src.get())
        + "\" alt=\""
        + Markup.escape(values.fillLine(image.alt()))
        + "\""
        + (width.isEmpty() ? "" : " width=\"" + width + "\"")
        + " style=\"display:inline-block;border:0;outline:none;max-width:100%;height:auto;"
        + font()
        + (width.isEmpty() ? "" : "width:" + width + "px;")
        + style.without(BOX).css()
        + "\">";
  }

  private static String divider(Block.Divider divider) {
    String colour = divider.style().get(StyleKey.COLOR).orElse(Look.LINE.hex());
    return TABLE
        + " width=\"100%\"><tr><td"
        + (divider.style().has(StyleKey.COLOR) ? "" : " class=\"b-line\"")
        + " style=\"border-top:1px solid "
        + colour
        + ";font-size:0;line-height:0;"
        + divider.style().without(StyleKey.COLOR, StyleKey.TEXT_ALIGN, StyleKey.MARGIN).css()
        + "\">&nbsp;</td></tr></table>";
  }

  private String link(Block.Link link) {
    String address = values.fill(link.href());
    String label = Markup.escape(values.fillLine(link.text()));
    if (address.isBlank() || label.isBlank()) {
      return "";
    }
    BlockStyle style =
        link.style().orElse(StyleKey.FONT_SIZE, "14px").orElse(StyleKey.LINE_HEIGHT, "1.6");
    return SafeUrl.link(address)
        .map(
            url ->
                "<div style=\"overflow-wrap:anywhere;"
                    + font()
                    + style.without(StyleKey.MARGIN, StyleKey.COLOR).css()
                    + "\">"
                    + inline.anchor(url, link.style())
                    + label
                    + "</a></div>")
        .orElse(paragraph(label));
  }

  private String code(Block.Code code) {
    boolean isPlain = !code.style().has(StyleKey.BACKGROUND_COLOR);
    BlockStyle style =
        code.style()
            .orElse(StyleKey.BACKGROUND_COLOR, Look.SHADE.hex())
            .orElse(StyleKey.COLOR, Look.HEADING.hex())
            .orElse(StyleKey.FONT_SIZE, "28px")
            .orElse(StyleKey.FONT_WEIGHT, "700")
            .orElse(StyleKey.PADDING, "16px 12px")
            .orElse(StyleKey.TEXT_ALIGN, "center")
            .orElse(StyleKey.BORDER_RADIUS, look.branding().borderRadius() + "px");
    String classes = isPlain ? "b-shade " + dark.text(style.get(StyleKey.COLOR).orElse("")) : "";
    return "<div"
        + (classes.isBlank() ? "" : " class=\"" + classes.strip() + "\"")
        + " style=\"font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,'Liberation Mono',monospace;"
        + "letter-spacing:6px;text-indent:6px;line-height:1.4;overflow-wrap:anywhere;"
        + style.without(StyleKey.MARGIN).css()
        + "\">"
        + Markup.escape(values.fillLine(code.text()))
        + "</div>";
  }

  private String columns(Block.Columns columns) {
    int number = columns.columns().size();
    StringBuilder html = new StringBuilder(TABLE + " width=\"100%\"><tr>");
    for (int i = 0; i < number; i++) {
      Block.Column column = columns.columns().get(i);
      String width = column.width().orElse(Math.round(1000.0 / number) / 10.0 + "%");
      html.append("<td class=\"b-col\" valign=\"top\" width=\"")
          .append(width.replace("px", ""))
          .append("\" style=\"width:")
          .append(width)
          .append(";padding:0 ")
          .append(i < number - 1 ? "8px" : "0")
          .append(" 0 ")
          .append(i > 0 ? "8px" : "0")
          .append("\">" + TABLE + " width=\"100%\">")
          .append(rows(column.blocks()))
          .append("</table></td>");
    }
    return html.append("</tr></table>").toString();
  }

  /** A text on a ground of its own keeps its colour. */
  private String classes(BlockStyle style) {
    String name =
        style.has(StyleKey.BACKGROUND_COLOR)
            ? ""
            : style.get(StyleKey.COLOR).map(dark::text).orElse("");
    return name.isEmpty() ? "" : " class=\"" + name + "\"";
  }

  private String font() {
    return "font-family:" + look.fontFamily() + ";";
  }
}
