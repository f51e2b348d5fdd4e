package dev.banata.keycloak.email;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.HtmlSanitizer;
import org.owasp.html.HtmlStreamEventReceiver;
import org.owasp.html.PolicyFactory;

/**
 * Text of an author with a little markup: {@code b, strong, i, em, u, br, a, span}. It is taken
 * apart once, by OWASP's sanitiser; values are put into the texts and addresses that are left, so
 * that no value can be markup.
 */
record RichText(List<Part> parts) {

  private static final PolicyFactory POLICY =
      new HtmlPolicyBuilder()
          .allowElements("b", "strong", "i", "em", "u", "br", "a", "span")
          .allowWithoutAttributes("span", "a")
          .allowAttributes("href")
          .onElements("a")
          .allowUrlProtocols("https", "http", "mailto")
          .toFactory();

  /** The sanitiser defuses two braces in a row, and these two characters are of no script. */
  private static final char OPEN = '\uE000';

  private static final char CLOSE = '\uE001';
  private static final Pattern RESERVED = Pattern.compile("[" + OPEN + CLOSE + "]");
  private static final Pattern HELD = Pattern.compile(OPEN + "(\\w+)" + CLOSE);

  RichText {
    parts = List.copyOf(parts);
  }

  /** A piece of it. */
  sealed interface Part {}

  /** Characters, not escaped. */
  record Characters(String text) implements Part {}

  record LineBreak() implements Part {}

  /** The begin of an element; {@code href} is empty for all but links. */
  record Begin(String element, String href) implements Part {}

  record End(String element) implements Part {}

  /** Text of an author. */
  static RichText of(String html) {
    String held =
        Interpolation.VARIABLE
            .matcher(RESERVED.matcher(html).replaceAll(""))
            .replaceAll(OPEN + "$1" + CLOSE);
    Collector collector = new Collector();
    HtmlSanitizer.sanitize(held, POLICY.apply(collector));
    return new RichText(collector.parts);
  }

  /** Text as it stands, in which nothing is markup. */
  static RichText plain(String text) {
    return new RichText(List.of(new Characters(text)));
  }

  private static String released(String text) {
    return HELD.matcher(text).replaceAll("{{$1}}");
  }

  private static final class Collector implements HtmlStreamEventReceiver {

    private final List<Part> parts = new ArrayList<>();

    @Override
    public void openDocument() {}

    @Override
    public void closeDocument() {}

    @Override
    public void openTag(String element, List<String> attributes) {
      if (element.equals("br")) {
        parts.add(new LineBreak());
        return;
      }
      int href = attributes.indexOf("href");
      parts.add(new Begin(element, href < 0 ? "" : released(attributes.get(href + 1))));
    }

    @Override
    public void closeTag(String element) {
      if (!element.equals("br")) {
        parts.add(new End(element));
      }
    }

    @Override
    public void text(String text) {
      parts.add(new Characters(released(text)));
    }
  }
}
