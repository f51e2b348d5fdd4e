package dev.banata.keycloak.branding;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SvgWriterTest {

  private static final String OPEN =
      "<svg xmlns=\"http://www.w3.org/2000/svg\""
          + " xmlns:xlink=\"http://www.w3.org/1999/xlink\">";

  private static final Pattern FORBIDDEN =
      Pattern.compile(
          "(?i)evil|<script|foreignObject|<image|<a[ >]|<animate|<set|\\son\\w+\\s*=|javascript"
              + "|data:|http(?!://www.w3.org/2000/svg\")|<!|<\\?(?!xml )|&(?!(lt|gt|amp|quot);)|@import"
              + "|url\\((?!#)");

  @ParameterizedTest
  @MethodSource("hostile")
  void whatRunsOrLeadsOutIsGone(String content) {
    Optional<String> svg = sanitized(OPEN + content + "<path d=\"M0 0h1\"/></svg>");

    assertThat(svg).isPresent();
    assertThat(svg.get()).doesNotContainPattern(FORBIDDEN).contains("M0 0h1");
  }

  static List<String> hostile() {
    return List.of(
        "<script>evil()</script>",
        "<SCRIPT xmlns=\"http://www.w3.org/1999/xhtml\">evil()</SCRIPT>",
        "<script href=\"https://evil\"/>",
        "<x:script xmlns:x=\"http://www.w3.org/2000/svg\">evil()</x:script>",
        "<g onload=\"evil()\" onclick='evil()'/>",
        "<path ONLOAD=\"evil()\" d=\"M1 1\"/>",
        "<foreignObject><body xmlns=\"http://www.w3.org/1999/xhtml\">evil</body></foreignObject>",
        "<a xlink:href=\"javascript:evil()\"><text>t</text></a>",
        "<a href=\"https://evil\"><text>t</text></a>",
        "<use href=\"https://evil/x.svg#a\"/>",
        "<use xlink:href=\"data:image/svg+xml;base64,evil\"/>",
        "<use href=\"javascript:evil()\"/>",
        "<image href=\"http://evil/x.png\"/>",
        "<image xlink:href=\"data:text/html,evil\"/>",
        "<feImage href=\"https://evil\"/>",
        "<animate attributeName=\"href\" values=\"javascript:evil()\"/>",
        "<set attributeName=\"href\" to=\"javascript:evil()\"/>",
        "<animateTransform attributeName=\"evil\"/>",
        "<style>@import url(https://evil);</style>",
        "<style>path{fill:url(https://evil)}</style>",
        "<style><![CDATA[path{background:u\\72l(evil)}</style><script>evil()]]></style>",
        "<g style=\"background:url(https://evil)\"/>",
        "<g style=\"fill:u\\72l(https://evil)\"/>",
        "<rect fill=\"url(https://evil#a)\"/>",
        "<rect fill=\"URL( 'https://evil' )\"/>",
        "<rect filter=\"url(evil.svg#a)\"/>",
        "<rect style=\"href:#evil;onload:evil()\"/>",
        "<?xml-stylesheet href=\"https://evil\"?>",
        "<!-- evil -->",
        "<iframe src=\"https://evil\"/>",
        "<handler xmlns=\"http://www.w3.org/2001/xml-events\">evil</handler>",
        "<text><![CDATA[<script>]]></text>",
        "<metadata>evil</metadata>",
        "<switch><evil/></switch>");
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatIsNoPlainSvgIsRefused(String document) {
    assertThat(sanitized(document)).isEmpty();
  }

  static List<String> refused() {
    String bomb =
        "<!DOCTYPE svg [<!ENTITY a \"evil\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">"
            + "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">]>"
            + OPEN
            + "<text>&c;</text></svg>";
    return List.of(
        bomb,
        "<!DOCTYPE svg [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" + OPEN + "&x;</svg>",
        "<!DOCTYPE svg SYSTEM \"https://evil/x.dtd\">" + OPEN + "</svg>",
        "<!DOCTYPE svg [<!ENTITY % p SYSTEM \"https://evil\">%p;]>" + OPEN + "</svg>",
        OPEN + "&undefined;</svg>",
        "<svg><script>evil()</script></svg>",
        "<html xmlns=\"http://www.w3.org/1999/xhtml\"><script>evil()</script></html>",
        OPEN,
        "not xml",
        OPEN + "<g>".repeat(100) + "</g>".repeat(100) + "</svg>",
        OPEN + "<g/>".repeat(6000) + "</svg>");
  }

  @Test
  void aDrawingIsKept() {
    Optional<String> svg =
        sanitized(
            OPEN
                + "<title>Acme &amp; Co</title><defs><linearGradient id=\"a\"><stop offset=\"0\""
                + " style=\"stop-color: #f00; stop-opacity:.5\"/></linearGradient></defs>"
                + "<style>.b{fill:#00ff00}</style>"
                + "<path class=\"b\" fill=\"url(#a)\" d=\"M0,0 L1.5,-2z\"/>"
                + "<use xlink:href=\"#a\"/></svg>");

    assertThat(svg.orElseThrow())
        .contains("<title>Acme &amp; Co</title>")
        .contains("<stop offset=\"0\" stop-color=\"#f00\" stop-opacity=\".5\">")
        .contains("fill: #00ff00;")
        .contains("<path class=\"b\" fill=\"url(#a)\" d=\"M0,0 L1.5,-2z\">")
        .contains("<use href=\"#a\">");
    assertThat(sanitized(svg.get())).isEqualTo(svg);
  }

  private static Optional<String> sanitized(String svg) {
    return SvgWriter.sanitized(svg.getBytes(StandardCharsets.UTF_8))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }
}
