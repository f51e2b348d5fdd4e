package dev.banata.keycloak.branding;

import dev.banata.keycloak.branding.CustomCss.Removed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.htmlunit.cssparser.parser.CSSParseException;
import org.htmlunit.cssparser.parser.HandlerBase;
import org.htmlunit.cssparser.parser.LexicalUnit;
import org.htmlunit.cssparser.parser.Locator;
import org.htmlunit.cssparser.parser.media.MediaQuery;
import org.htmlunit.cssparser.parser.media.MediaQueryList;
import org.htmlunit.cssparser.parser.selector.SelectorList;

/** Hears what a parser finds, and writes down what is allowed of it. */
final class CssWriter extends HandlerBase {

  private static final int MOST_REMOVED = 50;
  private static final int MAX_SELECTOR = 500;

  /** The parser has decoded escapes; what would need one when it is written is refused. */
  private static final Pattern SELECTOR =
      Pattern.compile("[A-Za-z0-9_\\-#.:*\\[\\]()=~|^$\",>+ ]{1," + MAX_SELECTOR + "}");

  private static final Pattern CALL = Pattern.compile("(?:\\G|(?<=[:\\s(]))([^:\\s(]*+)\\(");

  private static final Pattern MEDIA = Pattern.compile("[A-Za-z0-9 ().:,%/-]{1,300}");

  /** What the parser adds to a selector without an element. */
  private static final Pattern IMPLIED_STAR = Pattern.compile("(^|[ ,(>+~])\\*(?=[.#:\\[])");

  private final StringBuilder text = new StringBuilder();
  private final List<Removed> removed = new ArrayList<>();

  /** The media queries and the selectors of the rules that are open; null for a refused one. */
  private String media = "";

  private String selectors;
  private final List<String> declarations = new ArrayList<>();
  private boolean mediaWritten;

  /** The parser says nothing of what ends before it has begun. */
  void end() {
    if (text.isEmpty() && removed.isEmpty()) {
      remove(1, "There is no rule in it.");
    }
  }

  String text() {
    return text.toString();
  }

  List<Removed> removed() {
    return List.copyOf(removed);
  }

  private void remove(Locator at, String reason) {
    remove(at == null ? 1 : at.getLineNumber(), reason);
  }

  private void remove(int line, String reason) {
    if (removed.size() < MOST_REMOVED) {
      removed.add(new Removed(line, reason));
    }
  }

  @Override
  public void startMedia(MediaQueryList queries, Locator at) {
    String written =
        queries.getMediaQueries().stream()
            .map(MediaQuery::toString)
            .collect(Collectors.joining(", "));
    media = MEDIA.matcher(written).matches() ? written : null;
    if (media == null) {
      remove(at, "These media queries are not allowed.");
    }
  }

  @Override
  public void endMedia(MediaQueryList queries) {
    if (mediaWritten) {
      text.append("}\n");
    }
    mediaWritten = false;
    media = "";
  }

  @Override
  public void startSelector(SelectorList list, Locator at) {
    String written = IMPLIED_STAR.matcher(list.toString()).replaceAll("$1");
    boolean allowed =
        SELECTOR.matcher(written).matches()
            && quotesAreClosed(written)
            && CALL.matcher(written).results().allMatch(call -> AllowedCss.isPseudo(call.group(1)));
    selectors = allowed ? written : null;
    declarations.clear();
    if (!allowed) {
      remove(at, "This selector has characters that are not allowed, or is too long.");
    }
  }

  private static boolean quotesAreClosed(String selector) {
    return selector.chars().filter(character -> character == '"').count() % 2 == 0;
  }

  @Override
  public void endSelector(SelectorList list) {
    if (selectors != null && media != null && !declarations.isEmpty()) {
      if (!media.isEmpty() && !mediaWritten) {
        text.append("@media ").append(media).append(" {\n");
        mediaWritten = true;
      }
      text.append(selectors).append(" {\n");
      declarations.forEach(each -> text.append("  ").append(each).append(";\n"));
      text.append("}\n");
    }
    selectors = null;
    declarations.clear();
  }

  @Override
  public void property(String name, LexicalUnit value, boolean important, Locator at) {
    if (selectors == null || media == null) {
      return;
    }
    String property = name.startsWith("--") ? name : name.toLowerCase(Locale.ROOT);
    if (!AllowedCss.isProperty(property)) {
      remove(at, "The property " + AllowedCss.shown(property) + " is not allowed.");
      return;
    }
    Optional<String> written = value == null ? Optional.empty() : CssValue.write(value);
    if (written.isEmpty() || AllowedCss.isRefused(property, written.get())) {
      remove(at, "The value of " + property + " is not allowed.");
      return;
    }
    declarations.add(property + ": " + written.get() + (important ? " !important" : ""));
  }

  @Override
  public void ignorableAtRule(String rule, Locator at) {
    remove(at, "Of the rules that start with @, only @media is allowed.");
  }

  @Override
  public void importStyle(String uri, MediaQueryList queries, String namespace, Locator at) {
    remove(at, "@import is not allowed.");
  }

  @Override
  public void startFontFace(Locator at) {
    remove(at, "@font-face is not allowed.");
  }

  @Override
  public void startPage(String name, String pseudoPage, Locator at) {
    remove(at, "@page is not allowed.");
  }

  @Override
  public void charset(String encoding, Locator at) {
    remove(at, "@charset is not allowed.");
  }

  @Override
  public void error(CSSParseException e) {
    remove(e.getLineNumber(), "This could not be understood.");
  }

  @Override
  public void fatalError(CSSParseException e) {
    error(e);
  }

  /** Each follows an error. */
  @Override
  public void warning(CSSParseException e) {}
}
