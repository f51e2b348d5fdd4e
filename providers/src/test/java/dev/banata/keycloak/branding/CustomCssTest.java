package dev.banata.keycloak.branding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CustomCssTest {

  /** What could fetch, run, or end the style sheet; no allowed rule needs any of it. */
  private static final Pattern FORBIDDEN =
      Pattern.compile(
          "(?i)(url|src|image|image-set|cross-fade|element|paint|attr|expression)\\s*\\("
              + "|@(?!media )|\\n {2}(behavior|[a-z-]*binding)\\s*:|position: fixed"
              + "|progid|</|<!--|-->|/\\*"
              + "|[\\u0000-\\u0009\\u000b-\\u001f\\\\]");

  @ParameterizedTest
  @MethodSource("hostile")
  void whatFetchesOrRunsIsRemovedAndReported(String css) {
    CustomCss left = CustomCss.of(css);

    assertThat(left.text()).doesNotContainPattern(FORBIDDEN).doesNotContain("evil");
    assertThat(left.removed()).isNotEmpty();
  }

  static List<String> hostile() {
    return List.of(
        "a{background:url(https://evil)}",
        "a{background:URL( 'https://evil' )}",
        "a{background:u\\72l(https://evil)}",
        "a{background:u\\000072 l('https://evil')}",
        "a{background:\\75\\72\\6c('https://evil')}",
        "a{background:ur/**/l(evil)}",
        "a{background:url('https://evil'}",
        "a{background-image:image-set('evil.png' 1x)}",
        "a{background-image:-webkit-image-set('evil.png' 1x)}",
        "a{background:cross-fade(url(evil), url(evil))}",
        "a{background:image('evil.png')}",
        "a{background:src('evil')}",
        "a{background:element(#evil)}",
        "a{background:paint(evil)}",
        "a{cursor:url(evil),auto}",
        "a{content:url(evil)}",
        "a{content:attr(evil)}",
        "a{filter:url(#evil)}",
        "a{--x:url(evil);background:var(--x)}",
        "a{background:var(--x, url(evil))}",
        "a{width:calc(1px + url(evil))}",
        "a{width:max(1px, min(2px, url(evil)))}",
        "@import 'https://evil';",
        "@import url(https://evil);",
        "@im\\70ort 'https://evil';",
        "@IMPORT/**/'https://evil';",
        "@font-face{font-family:x;src:url(evil)}",
        "@namespace evil url(https://evil);",
        "@charset 'evil';",
        "@page{background:url(evil)}",
        "@supports (background:url(evil)){a{color:red}}",
        "@media evil url(evil) {a{color:red}}",
        "@layer evil{a{color:red}}",
        "@container (width > 1px){evil{color:red}}",
        "@keyframes evil{from{background:url(evil)}}",
        "@property --evil{syntax:'<url>';inherits:true;initial-value:url(evil)}",
        "a{width:expression(evil())}",
        "a{width:expr/**/ession(evil())}",
        "a{width:ex\\70 ression(evil())}",
        "a{behavior:url(evil.htc)}",
        "a{beh\\61vior:url(evil.htc)}",
        "a{-moz-binding:url(evil.xml)}",
        "a{-moz-bind\\69ng:url(evil.xml)}",
        "a{filter:progid:DXImageTransform.Microsoft.AlphaImageLoader(src='evil')}",
        "a{src:url(evil)}",
        "a{color:red}</style><script>evil()</script>",
        "</style><img src=x onerror=evil()>",
        "<!--a{background:url(evil)}-->",
        "evil</style>{color:red}",
        "a[href=\"</style><script>evil\"]{color:red}",
        "a[href=\"evil\\\"]{}</style>\"]{color:red}",
        ".a\\{b\\}</style>evil{color:red}",
        "a{*evil:1}",
        "a{evil:1}",
        "a{position:fixed}",
        "a{--p:1px;position:var(--p)}",
        "a{&:hover{background:url(evil)}}",
        "@media screen{@import 'evil';a{background:url(evil)}}",
        "a{unicode-range:u+26;background:url(evil)}",
        "a{color:red;background:url(javascript:evil)}",
        "a{font-family:'x',url(evil)}",
        "a:url(evil){color:red}",
        "a::src(evil){color:red}",
        "{}{}}{background:url(evil)}",
        "a{width:" + "calc(".repeat(1500) + "evil" + ")".repeat(1500) + "}",
        "a" + ":not(".repeat(1500) + "evil" + ")".repeat(100) + "{color:red}",
        "a".repeat(600) + ">evil{color:red}",
        "a{evil" + "(".repeat(5000));
  }

  @Test
  void aStringCannotLeaveItsQuotesOrTheStyleElement() {
    CustomCss left =
        CustomCss.of("a::before{content:'\\22 }</style><script>\\A \\5c \\0 \u202e*/'}");

    assertThat(left.text()).doesNotContainPattern("[<>{}]script|</|\\*/");
    assertThat(left.text().chars().filter(character -> character == '"').count()).isEqualTo(2);
    assertThat(CustomCss.of(left.text()).text()).isEqualTo(left.text());
  }

  @Test
  void whatStylesIsKept() {
    CustomCss left =
        CustomCss.of(
            """
            :root{--brand-gap:12px}
            #kc-login:hover, .pf-v5-c-button > span { color:#FFF !important;
              background : linear-gradient(to right, #000, rgb(0 0 0 / 50%)); /* why */
              margin: calc((100% - var(--brand-gap)) * 2) -1px; font: 600 1rem/1.5 "Inter", serif;
              transition: transform .2s cubic-bezier(.1,.7,1,.1) }
            a:not(.b):nth-child(2n+1)::before { top: 0 }
            @media (min-width: 400px) and (prefers-color-scheme: dark) { a{display:none} }
            """);

    assertThat(left.removed()).isEmpty();
    assertThat(left.text())
        .isEqualTo(
            """
            :root {
              --brand-gap: 12px;
            }
            #kc-login:hover, .pf-v5-c-button > span {
              color: #ffffff !important;
              background: linear-gradient(to right, #000000, rgb(0 0 0 / 50%));
              margin: calc((100% - var(--brand-gap)) * 2) -1px;
              font: 600 1rem / 1.5 "Inter", serif;
              transition: transform 0.2s cubic-bezier(0.1, 0.7, 1, 0.1);
            }
            a:not(.b):nth-child(2n+1)::before {
              top: 0;
            }
            @media (min-width: 400px) and (prefers-color-scheme: dark) {
            a {
              display: none;
            }
            }
            """);
  }

  @Test
  void whatIsAllowedBesideWhatIsNotStays() {
    CustomCss left =
        CustomCss.of(
            "a{color:red;\nbackground:url(x);\nmargin:0}\n@import 'x';\nb{c@:d}\nb{top:0}");

    assertThat(left.text()).isEqualTo("a {\n  color: red;\n  margin: 0;\n}\nb {\n  top: 0;\n}\n");
    assertThat(left.removed())
        .extracting(CustomCss.Removed::line, CustomCss.Removed::reason)
        .containsExactly(
            tuple(2, "The value of background is not allowed."),
            tuple(4, "This could not be understood."),
            tuple(5, "This could not be understood."));
  }

  @Test
  void aTextThatIsTooLongCountsAsNone() {
    assertThat(CustomCss.of("a{color:red}".repeat(1000))).isEqualTo(CustomCss.NONE);
  }

  @Property(tries = 3000)
  void whateverIsSentNothingForbiddenIsLeft(@ForAll("sheets") String css) {
    CustomCss left = CustomCss.of(css);

    assertThat(outsideStrings(left)).doesNotContainPattern(FORBIDDEN);
    assertThat(left.text()).doesNotContainPattern("[<>]\\w|</|/\\*|url\\(|@i");
    CustomCss again = CustomCss.of(left.text());
    assertThat(again.text()).isEqualTo(left.text());
    assertThat(again.removed()).isEmpty();
  }

  private static String outsideStrings(CustomCss css) {
    return css.text().replaceAll("\"[^\"]*\"", "");
  }

  @Test
  void deepNestingEndsSoonAndSafely() {
    CustomCss left = CustomCss.of("@media all{".repeat(800) + "a{background:url(x)}");

    assertThat(left.text()).isEmpty();
    assertThat(left.removed()).isNotEmpty();
  }

  /** Pieces of attacks and of honest rules in any order, and noise between them. */
  @Provide
  Arbitrary<String> sheets() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "a",
            "{",
            "}",
            ":",
            ";",
            "(",
            ")",
            "[",
            "]",
            "'",
            "\"",
            "\\",
            "/*",
            "*/",
            "<!--",
            "-->",
            "url(",
            "u\\72l(",
            "\\75 rl(",
            "@import ",
            "@im\\70ort ",
            "@media ",
            "all",
            "@font-face",
            "expression(",
            "</style>",
            "color",
            "red",
            "background",
            "content",
            "--x",
            "var(--x)",
            "behavior",
            "\\",
            "\n",
            "#fff",
            "1px",
            "calc(",
            "+",
            " ",
            ",",
            "src(",
            ".b",
            "!important",
            "\u0000",
            "\ud800",
            "\u2028",
            "\ufeff",
            "image-set(",
            "é",
            "=",
            "|",
            "*",
            "&",
            ">",
            "~");
    Arbitrary<String> noise = Arbitraries.strings().all().ofMaxLength(4);
    Arbitrary<String> rules =
        Arbitraries.of(
            "a{color:red}", "b{content:'", "c{background:", "@media screen{", ".d>e{margin:0;");
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(12, pieces),
            net.jqwik.api.Tuple.of(1, noise),
            net.jqwik.api.Tuple.of(4, rules))
        .list()
        .ofMaxSize(40)
        .map(list -> String.join("", list));
  }
}
