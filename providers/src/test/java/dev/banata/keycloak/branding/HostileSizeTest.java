package dev.banata.keycloak.branding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Uploads that are small and want to be large: for the parser's stack, or for a browser. */
final class HostileSizeTest {

  /** What a server's thread has at least left when it calls us. */
  private static final long STACK_BYTES = 256 * 1024;

  private static String svg(String content) {
    return "<svg xmlns='http://www.w3.org/2000/svg'>" + content + "</svg>";
  }

  private static boolean isTaken(String svg) {
    return SvgWriter.sanitized(svg.getBytes(StandardCharsets.UTF_8)).isPresent();
  }

  /** Ten groups, each of which uses the one before ten times. */
  private static String bomb(String attribute) {
    StringBuilder svg = new StringBuilder("<rect id='a0' width='9' height='9'/>");
    for (int level = 1; level < 10; level++) {
      svg.append("<g id='a").append(level).append("'>");
      for (int i = 0; i < 10; i++) {
        svg.append(attribute.formatted(level - 1));
      }
      svg.append("</g>");
    }
    return svg(svg.toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<use href='#a%d'/>",
        "<use xmlns:x='http://www.w3.org/1999/xlink' x:href='#a%d'/>",
        "<rect fill='url(#a%d)'/>",
        "<rect style='mask: url(\"#a%d\")'/>",
        "<rect clip-path=\"url( '#a%d' )\"/>"
      })
  void e5_bombsOfReferencesAreRefused(String use) {
    assertThat(isTaken(bomb(use))).isFalse();
  }

  @Test
  void e5_circlesAndLongChainsAreRefused() {
    assertThat(isTaken(svg("<g id='a'><use href='#b'/></g><g id='b'><use href='#a'/></g>")))
        .isFalse();
    String chain =
        IntStream.range(0, 2000)
            .mapToObj(i -> "<g id='c%d'><use href='#c%d'/></g>".formatted(i, i + 1))
            .reduce("", String::concat);
    assertThat(isTaken(svg(chain))).isFalse();
  }

  @Test
  void e5_aMarkerCountsForEachVertex() {
    String marker =
        "<marker id='m'>" + "<rect/>".repeat(50) + "</marker><path marker-mid='url(#m)' d='%s'/>";

    assertThat(isTaken(svg(marker.formatted("M0 0" + "L1 1".repeat(1000))))).isFalse();
    assertThat(isTaken(svg(marker.formatted("M0 0L1 1")))).isTrue();
  }

  /** What a group says holds for all that is in it. */
  @ParameterizedTest
  @ValueSource(strings = {"pattern", "marker"})
  void e5_bombsOfWhatIsInheritedAreRefused(String kind) {
    String property = kind.equals("pattern") ? "fill" : "marker-mid";
    StringBuilder svg = new StringBuilder();
    for (int level = 1; level < 10; level++) {
      svg.append("<g %s='url(#a%d)'><%s id='a%d'>".formatted(property, level - 1, kind, level))
          .append("<path d='M0 0L1 1L2 2L3 3'/>".repeat(10))
          .append("</%s></g>".formatted(kind));
    }
    svg.append("<rect %s='url(#a9)'/>".formatted(property));

    assertThat(isTaken(svg(svg.toString()))).isFalse();
  }

  @Test
  void symbolsAndGradientsStay() {
    String symbol = "<symbol id='s'><path d='M0 0'/></symbol>" + "<use href='#s'/>".repeat(100);
    String gradient =
        "<linearGradient id='g'><stop offset='0'/><stop offset='1'/></linearGradient>"
            + "<path fill='url(#g)' d='M0 0'/>".repeat(400);

    assertThat(isTaken(svg(symbol + gradient))).isTrue();
    assertThat(isTaken(svg("<g fill='url(#g)'>" + gradient + "</g>"))).isTrue();
  }

  @Test
  void e5_styleSheetsThatNestDoNotOverflowTheStack() throws InterruptedException {
    for (String text :
        List.of(
            "a{width:" + "calc(".repeat(1_990),
            "a{width:" + "(".repeat(9_900),
            ":not(".repeat(1_990) + "a",
            "a ".repeat(4_900) + "{color:red}",
            "a>".repeat(4_900) + "b{color:red}",
            "a,".repeat(4_900) + "b{color:red}",
            ".a".repeat(4_900) + "{color:red}",
            "[a]".repeat(3_200) + "{color:red}",
            "{".repeat(9_900),
            "[".repeat(9_900),
            "@media (".repeat(1_200),
            "@media a{".repeat(1_100),
            "@x{".repeat(3_300),
            "a{font:" + "a,".repeat(4_900) + "b}",
            "a{width:calc(" + "1+".repeat(4_900) + "1)}",
            "a{width:calc(" + "- ".repeat(4_900) + "1)}",
            // What looks like the end of something, and is none.
            "a{width:" + "calc(\")\"".repeat(1_200),
            "a{width:" + "calc(\"),\"".repeat(1_100),
            "a{width:" + "calc(/*),*/".repeat(900),
            "a{width:" + "calc(\\),".repeat(1_200),
            "a{width:" + "calc(]".repeat(1_600),
            "a{width:\"\\\r\n\"" + " calc(\"x\"".repeat(900),
            "a{width:" + "url(\")calc(\"x)".repeat(700),
            "a{x:\"\n" + "calc(\"),\"".repeat(1_100),
            "a[b=\",\"]".repeat(1_200) + "{color:red}",
            "a{font:" + "'\\';'b ".repeat(1_200) + "}",
            "/*".repeat(4_900),
            "\\".repeat(9_900),
            "\"".repeat(9_900),
            "<!--".repeat(2_400))) {
      parse(text);
    }
  }

  /** Whatever else the parser might take for a bracket, or for no end of a string. */
  @Test
  void e5_noneOfManyTextsOverflowsTheStack() throws InterruptedException {
    List<String> parts =
        List.of(
            "calc(", "url(", "[", "{", ":not(", ")", "]", "}", "\"", "'", "\\", "/*", "*/", ",",
            ";", "\n", "\r\n", "a", " ", "@media ", "<!--", "-->", "1", "+", "#");
    Random random = new Random(20_261_201);
    for (int round = 0; round < 400; round++) {
      StringBuilder unit = new StringBuilder();
      for (int i = random.nextInt(6); i >= 0; i--) {
        unit.append(parts.get(random.nextInt(parts.size())));
      }
      String begin = random.nextBoolean() ? "a{width:" : "";
      parse(begin + unit.toString().repeat((CustomCss.MAX_LENGTH - 10) / unit.length()));
    }
  }

  private static void parse(String text) throws InterruptedException {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread thread = new Thread(null, () -> CustomCss.of(text), "css", STACK_BYTES);
    thread.setUncaughtExceptionHandler((in, thrown) -> failure.set(thrown));
    long begin = System.nanoTime();
    thread.start();
    thread.join();

    String title = text.substring(0, 24);
    assertThat(failure.get()).as(title).isNull();
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .as(title)
        .isLessThan(Duration.ofSeconds(4));
  }
}
