package dev.banata.keycloak.branding;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import org.htmlunit.cssparser.parser.InputSource;
import org.htmlunit.cssparser.parser.javacc.CSS3Parser;

/**
 * Style rules of a project that can neither fetch nor run anything. They are rewritten from what
 * the parser has understood of a text, so nothing of the text itself gets through.
 *
 * @param text the rules that are left
 * @param removed what was taken out
 */
record CustomCss(String text, List<Removed> removed) {

  /** Of a text that is sent or stored, and of the rules that are left of it. */
  static final int MAX_LENGTH = 10_000;

  static final CustomCss NONE = new CustomCss("", List.of());

  /** Room for the projects whose pages are asked for at the same time. */
  private static final int REMEMBERED = 256;

  private static final int ROUNDS = 3;

  private static final Remembered<String, CustomCss> KNOWN =
      new Remembered<>(REMEMBERED, CustomCss::parse);

  /**
   * A part that was taken out.
   *
   * @param line of the text, from 1
   * @param reason what is wrong with it, in a sentence for people
   */
  record Removed(int line, String reason) {}

  /** What is allowed of a text; nothing of one that is too long. */
  static CustomCss of(String text) {
    if (text == null || text.isBlank() || text.length() > MAX_LENGTH) {
      return NONE;
    }
    return KNOWN.get(text);
  }

  /** What is written is read again: a browser must not understand it in another way than we do. */
  private static CustomCss parse(String text) {
    if (!CssDepth.isBounded(text)) {
      return new CustomCss(
          "", List.of(new Removed(1, "A part is too long, or brackets are nested too deeply.")));
    }
    CustomCss first = parseOnce(text);
    CustomCss last = first;
    for (int round = 0; round < ROUNDS; round++) {
      CustomCss again = last.text().isEmpty() ? NONE : parseOnce(last.text());
      if (again.text().equals(last.text())) {
        return new CustomCss(last.text(), first.removed());
      }
      last = again;
    }
    return new CustomCss("", List.of(new Removed(1, "This could not be understood.")));
  }

  private static CustomCss parseOnce(String text) {
    CssWriter writer = new CssWriter();
    CSS3Parser parser = new CSS3Parser();
    parser.setDocumentHandler(writer);
    parser.setErrorHandler(writer);
    try {
      parser.parseStyleSheet(new InputSource(new StringReader(text)));
    } catch (IOException e) {
      throw new IllegalStateException("A text in memory cannot be read", e);
    }
    writer.end();
    return new CustomCss(writer.text(), writer.removed());
  }

  /** True if no more is left than may be stored. */
  boolean fits() {
    return text.length() <= MAX_LENGTH;
  }
}
