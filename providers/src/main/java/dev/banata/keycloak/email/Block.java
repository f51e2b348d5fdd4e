package dev.banata.keycloak.email;

import java.util.List;
import java.util.Optional;

/** A part of a template: one entry of {@code blocksJson}, checked. */
sealed interface Block {

  /** How it looks; nothing for blocks that have no style. */
  default BlockStyle style() {
    return BlockStyle.NONE;
  }

  /**
   * A heading.
   *
   * @param level 1 to 6
   */
  record Heading(int level, RichText text, BlockStyle style) implements Block {}

  record Text(RichText text, BlockStyle style) implements Block {}

  record Button(String text, String href, Variant variant, BlockStyle style) implements Block {}

  /** A picture; width and height in pixels, absent for its own. */
  record Image(
      String src, String alt, Optional<Integer> width, Optional<Integer> height, BlockStyle style)
      implements Block {}

  record Divider(BlockStyle style) implements Block {}

  /** Empty space, in pixels. */
  record Spacer(int height) implements Block {}

  record Link(String text, String href, BlockStyle style) implements Block {}

  record Code(String text, BlockStyle style) implements Block {}

  record Columns(List<Column> columns) implements Block {}

  /** A column; its width in CSS, absent for an equal share. */
  record Column(Optional<String> width, List<Block> blocks) {}

  /** How a button looks. */
  enum Variant {
    PRIMARY,
    SECONDARY,
    OUTLINE
  }
}
