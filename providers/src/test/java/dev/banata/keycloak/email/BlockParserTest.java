package dev.banata.keycloak.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.banata.keycloak.api.FieldError;
import dev.banata.keycloak.api.Problem;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with blocks is said with its place, and nothing wrong gets through. */
final class BlockParserTest {

  private static Problem refused(String json) {
    Problem problem = catchThrowableOfType(Problem.class, () -> BlockParser.parse(json));
    assertThat(problem).as(json.substring(0, Math.min(200, json.length()))).isNotNull();
    assertThat(problem.status()).isEqualTo(422);
    return problem;
  }

  @Test
  void readsEveryBlock() {
    List<Block> blocks = BlockParser.parse(Golden.read("every-block.json"));

    assertThat(blocks).hasSize(15);
    assertThat(blocks.get(0)).isInstanceOf(Block.Heading.class);
    assertThat(((Block.Columns) blocks.get(14)).columns().get(1).blocks()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      textBlock =
          """
          [7] | blocksJson[0]
          [{"type":"script"}] | blocksJson[0].type
          [{"text":"x"}] | blocksJson[0].type
          [{"type":"text"}] | blocksJson[0].text
          [{"type":"text","text":7}] | blocksJson[0].text
          [{"type":"heading","text":"x","as":"h7"}] | blocksJson[0].as
          [{"type":"heading","text":"x","as":"script"}] | blocksJson[0].as
          [{"type":"button","text":"x"}] | blocksJson[0].href
          [{"type":"button","text":"x","href":"javascript:alert(1)"}] | blocksJson[0].href
          [{"type":"button","text":"x","href":"java\\tscript:alert(1)"}] | blocksJson[0].href
          [{"type":"button","text":"x","href":"data:text/html,x"}] | blocksJson[0].href
          [{"type":"button","text":"x","href":"//evil.example"}] | blocksJson[0].href
          [{"type":"button","text":"x","href":"https://a b"}] | blocksJson[0].href
          [{"type":"link","text":"x","href":"vbscript:x"}] | blocksJson[0].href
          [{"type":"button","text":"x","href":"https://a.example","variant":"ghost"}] | blocksJson[0].variant
          [{"type":"image","src":"data:image/svg+xml,x","alt":""}] | blocksJson[0].src
          [{"type":"image","src":"mailto:a@b.example"}] | blocksJson[0].src
          [{"type":"image","src":"https://a.example","width":1e400}] | blocksJson[0].width
          [{"type":"spacer","height":-1}] | blocksJson[0].height
          [{"type":"spacer","height":"1px;color:red"}] | blocksJson[0].height
          [{"type":"text","text":"x","style":[]}] | blocksJson[0].style
          [{"type":"text","text":"x","style":{"position":"fixed"}}] | blocksJson[0].style
          [{"type":"text","text":"x","style":{"color":"red;background:url(x)"}}] | blocksJson[0].style.color
          [{"type":"text","text":"x","style":{"color":"url(https://x)"}}] | blocksJson[0].style.color
          [{"type":"text","text":"x","style":{"color":"expression(alert(1))"}}] | blocksJson[0].style.color
          [{"type":"text","text":"x","style":{"color":{"a":1}}}] | blocksJson[0].style.color
          [{"type":"text","text":"x","style":{"backgroundColor":"#12"}}] | blocksJson[0].style.backgroundColor
          [{"type":"text","text":"x","style":{"fontSize":1000}}] | blocksJson[0].style.fontSize
          [{"type":"text","text":"x","style":{"fontSize":"12px;x"}}] | blocksJson[0].style.fontSize
          [{"type":"text","text":"x","style":{"fontWeight":"900"}}] | blocksJson[0].style.fontWeight
          [{"type":"text","text":"x","style":{"textAlign":"justify"}}] | blocksJson[0].style.textAlign
          [{"type":"text","text":"x","style":{"lineHeight":"1.5}"}}] | blocksJson[0].style.lineHeight
          [{"type":"text","text":"x","style":{"padding":"1px 2px 3px 4px 5px"}}] | blocksJson[0].style.padding
          [{"type":"text","text":"x","style":{"margin":"-10px"}}] | blocksJson[0].style.margin
          [{"type":"text","text":"x","style":{"maxWidth":"200%"}}] | blocksJson[0].style.maxWidth
          [{"type":"text","text":"x","style":{"width":"calc(1px)"}}] | blocksJson[0].style.width
          [{"type":"text","text":"x","style":{"textDecoration":"blink"}}] | blocksJson[0].style.textDecoration
          [{"type":"columns"}] | blocksJson[0].columns
          [{"type":"columns","columns":[{"blocks":[]}]}] | blocksJson[0].columns
          [{"type":"columns","columns":[{},{}]}] | blocksJson[0].columns[0].blocks
          [{"type":"columns","columns":[{"blocks":[],"width":"1px;x"},{"blocks":[]}]}] | blocksJson[0].columns[0].width
          [{"type":"divider"},{"type":"columns","columns":[{"blocks":[]},{"blocks":[{"type":"divider"},{"type":"x"}]}]}] | blocksJson[1].columns[1].blocks[1].type
          """)
  void namesThePlace(String json, String field) {
    assertThat(refused(json).errors()).extracting(FieldError::field).contains(field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\0',
      value = {"{}", "7", "null", "[", "[] []", "\"[]\"", "[{]"})
  void wantsAnArray(String json) {
    assertThat(refused(json).errors()).extracting(FieldError::field).containsOnly("blocksJson");
  }

  @Test
  void stylesThatAreEmptyAreNone() {
    List<Block> blocks =
        BlockParser.parse(
            "[{\"type\":\"text\",\"text\":\"x\",\"style\":{\"color\":\"\",\"fontSize\":null}}]");

    assertThat(blocks.get(0).style()).isEqualTo(BlockStyle.NONE);
  }

  @Test
  void columnsAreFiveLevelsDeepAtMost() {
    assertThat(BlockParser.parse(nested(4))).hasSize(1);

    assertThat(refused(nested(5)).errors())
        .singleElement()
        .satisfies(error -> assertThat(error.code()).isEqualTo("maxDepth"));
    assertThat(refused(nested(150)).errors()).isNotEmpty();
    // Past what the JSON parser itself takes.
    assertThat(refused(nested(2000)).errors()).isNotEmpty();
  }

  private static String nested(int levels) {
    String json = "{\"type\":\"divider\"}";
    for (int i = 0; i < levels; i++) {
      json = "{\"type\":\"columns\",\"columns\":[{\"blocks\":[" + json + "]},{\"blocks\":[]}]}";
    }
    return "[" + json + "]";
  }

  @Test
  void thereAreTwoHundredBlocksAtMost() {
    String block = "{\"type\":\"divider\"}";

    assertThat(BlockParser.parse("[" + String.join(",", Collections.nCopies(200, block)) + "]"))
        .hasSize(200);
    assertThat(refused("[" + String.join(",", Collections.nCopies(201, block)) + "]").errors())
        .extracting(FieldError::field)
        .contains("blocksJson[200]");
  }

  /** Columns count with all that is in them, so that few levels cannot make many blocks. */
  @Test
  void blocksInColumnsCountToo() {
    String four = "{\"type\":\"divider\"}";
    for (int level = 0; level < 4; level++) {
      String column = "{\"blocks\":[" + four + "," + four + "]}";
      four =
          "{\"type\":\"columns\",\"columns\":["
              + String.join(",", Collections.nCopies(4, column))
              + "]}";
    }

    assertThat(refused("[" + four + "]").errors())
        .extracting(FieldError::code)
        .contains("maxItems");
  }

  @Test
  void itIsNotLargerThan256KiB() {
    String text = "x".repeat(BlockParser.MAX_BYTES);

    assertThat(refused("[{\"type\":\"text\",\"text\":\"" + text + "\"}]").errors())
        .extracting(FieldError::code)
        .containsOnly("maxLength");
  }

  @Test
  void twentyThingsAreNamedAtMost() {
    assertThat(refused("[" + String.join(",", Collections.nCopies(199, "7")) + "]").errors())
        .hasSizeLessThanOrEqualTo(20);
  }
}
