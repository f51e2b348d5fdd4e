package dev.banata.keycloak.email;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Blocks as plain text, for readers that want no HTML. */
final class BlockText {

  private final Interpolation values;

  BlockText(Interpolation values) {
    this.values = values;
  }

  /** The text, a blank line between two blocks. */
  String of(List<Block> blocks) {
    return String.join("\n\n", paragraphs(blocks)) + "\n";
  }

  private List<String> paragraphs(List<Block> blocks) {
    List<String> paragraphs = new ArrayList<>();
    for (Block block : blocks) {
      if (block instanceof Block.Columns columns) {
        columns.columns().forEach(column -> paragraphs.addAll(paragraphs(column.blocks())));
      } else {
        String paragraph = paragraph(block);
        if (!paragraph.isBlank()) {
          paragraphs.add(paragraph);
        }
      }
    }
    return paragraphs;
  }

  private String paragraph(Block block) {
    if (block instanceof Block.Heading heading) {
      return text(heading.text());
    } else if (block instanceof Block.Text text) {
      return text(text.text());
    } else if (block instanceof Block.Button button) {
      return button(button);
    } else if (block instanceof Block.Link link) {
      return link(link);
    } else if (block instanceof Block.Image image) {
      String alt = values.fillLine(image.alt());
      boolean isShown = !alt.isBlank() && !values.fill(image.src()).isBlank();
      return isShown ? "[Image: " + alt + "]" : "";
    } else if (block instanceof Block.Divider) {
      return "---";
    } else if (block instanceof Block.Code code) {
      return "Code: " + values.fillLine(code.text());
    }
    return "";
  }

  private String button(Block.Button button) {
    String label = values.fillLine(button.text());
    String address = values.fill(button.href());
    return address.isBlank()
        ? ""
        : SafeUrl.link(address).map(url -> "[" + label + "](" + url + ")").orElse(label);
  }

  private String link(Block.Link link) {
    String label = values.fillLine(link.text());
    String address = values.fill(link.href());
    return address.isBlank()
        ? ""
        : SafeUrl.link(address)
            .map(url -> url.equals(label) ? url : label + " [" + url + "]")
            .orElse(label);
  }

  private String text(RichText rich) {
    StringBuilder text = new StringBuilder();
    Deque<String> links = new ArrayDeque<>();
    for (RichText.Part part : rich.parts()) {
      if (part instanceof RichText.Characters characters) {
        text.append(values.fill(characters.text()).replace("\r\n", "\n"));
      } else if (part instanceof RichText.LineBreak) {
        text.append('\n');
      } else if (part instanceof RichText.Begin begin && begin.element().equals("a")) {
        links.push(SafeUrl.link(values.fill(begin.href())).orElse(""));
      } else if (part instanceof RichText.End end && end.element().equals("a")) {
        String url = links.pop();
        text.append(url.isEmpty() || text.toString().endsWith(url) ? "" : " [" + url + "]");
      }
    }
    return text.toString().strip();
  }
}
