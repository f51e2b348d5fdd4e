package dev.banata.keycloak.email;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.banata.keycloak.branding.Branding;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Values come from strangers: who signs up chooses his name, who invites that of an organization.
 */
final class HostileValuesTest {

  private static final String BLOCKS =
      "[{\"type\":\"heading\",\"text\":\"Hi {{v}}\"},"
          + "{\"type\":\"text\",\"text\":\"Hi <b>{{v}}</b> <a href=\\\"{{v}}\\\">{{v}}</a>\"},"
          + "{\"type\":\"button\",\"text\":\"{{v}}\",\"href\":\"{{v}}\"},"
          + "{\"type\":\"link\",\"text\":\"{{v}}\",\"href\":\"{{v}}\"},"
          + "{\"type\":\"image\",\"src\":\"{{v}}\",\"alt\":\"{{v}}\"},"
          + "{\"type\":\"code\",\"text\":\"{{v}}\"}]";

  static Stream<String> hostile() {
    return Stream.of(
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "\"><svg onload=alert(1)>",
        "' onmouseover='alert(1)",
        "</td></tr></table><h1>Pay now</h1>",
        "</style><script>alert(1)</script>",
        "<a href=\"https://evil.example\">Click</a>",
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html;base64,PHNjcmlwdD4=",
        "vbscript:msgbox(1)",
        "//evil.example/x",
        "https://a.example\" onclick=\"alert(1)",
        "https://a.example/<script>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "&#106;avascript:alert(1)",
        "<!--<img src=x onerror=alert(1)>-->",
        "{{other}}",
        "\uE000other\uE001",
        "${7*7} #{7*7} <%= 7*7 %> <#assign x=1>",
        "\u0000\u0008<script>");
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void noValueIsMarkup(String value) {
    RenderedEmail clean = Mails.render(BLOCKS, Map.of("v", "a\nb", "other", "SECRET"));
    RenderedEmail mail = Mails.render(BLOCKS, Map.of("v", value, "other", "SECRET"));

    assertThat(tags(mail.html())).isSubsetOf(tags(clean.html()));
    assertThat(mail.html())
        .doesNotContain("<script")
        .doesNotContain("<svg")
        .doesNotContain("SECRET");
    assertThat(mail.html())
        .doesNotContainPattern("(?i)(href|src)=\"\\s*(javascript|data|vbscript):");
    assertThat(mail.html()).doesNotContainPattern("<[^>\"]*(\"[^\"]*\"[^>\"]*)*\\son[a-z]+=");
    assertThat(mail.text()).doesNotContain("SECRET");
  }

  private static Stream<String> tagStream(String html) {
    return Pattern.compile("<[a-z/!][a-z0-9]*").matcher(html).results().map(MatchResult::group);
  }

  private static Set<String> tags(String html) {
    return tagStream(html).collect(Collectors.toSet());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "javascript:alert(1) | 0",
        "data:text/html,x | 0",
        "https://app.example/x?a=1&b=2 | 1",
        "HTTPS://APP.example | 1",
        "mailto:a@b.example | 1",
        "ftp://app.example | 0",
        "/relative | 0"
      })
  void addressesAreLookedAtOnceMoreWhenTheyHaveTheirValues(String url, int links) {
    RenderedEmail mail =
        Mails.render(
            "[{\"type\":\"button\",\"text\":\"Go\",\"href\":\"{{url}}\"}]", Map.of("url", url));

    assertThat(mail.html().split("<a href=", -1)).hasSize(links + 1);
    assertThat(mail.text()).contains(links == 1 ? "[Go](" + url + ")" : "Go");
    assertThat(mail.text().contains(url)).isEqualTo(links == 1);
  }

  /** Half of the address is the author's; a value can still not change what it is. */
  @ParameterizedTest
  @ValueSource(strings = {"\" onclick=\"x", "a b", "<x>", "\n"})
  void aValueInsideAnAddressCannotLeaveIt(String value) {
    RenderedEmail mail =
        Mails.render(
            "[{\"type\":\"button\",\"text\":\"Go\",\"href\":\"https://a.example/{{v}}\"}]",
            Map.of("v", value));

    assertThat(mail.html()).doesNotContain("onclick=\"").doesNotContain("<x>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Ada\r\nBcc: victim@example.org",
        "Ada\nBcc: victim@example.org",
        "Ada\rBcc: victim@example.org",
        "Ada\u2028Bcc: victim@example.org",
        "Ada\u0085Bcc: victim@example.org",
        "Ada\u202e\r\nBcc: victim@example.org",
        "Ada\u0000\u000bBcc: victim@example.org"
      })
  void aValueBeginsNoHeader(String value) {
    RenderedEmail mail =
        Mails.renderer(Branding.DEFAULT, "Acme", Locale.ENGLISH, true)
            .render(
                new EmailRenderer.Content("Hi {{v}}", "{{v}}", BlockParser.parse("[]")),
                Map.of("v", value));

    assertThat(mail.subject()).isEqualTo("Hi Ada Bcc: victim@example.org");
  }

  @Test
  void subjectsHaveAnEnd() {
    RenderedEmail mail =
        Mails.renderer(Branding.DEFAULT, "Acme", Locale.ENGLISH, true)
            .render(
                new EmailRenderer.Content("{{v}}", "", BlockParser.parse("[]")),
                Map.of("v", "x".repeat(100_000)));

    assertThat(mail.subject()).hasSize(500);
  }

  /** 256 KiB of template that names a large value forty thousand times. */
  @Test
  void bombsAreRefusedBeforeTheyAreBuilt() {
    String text = "{{v}}".repeat(40_000);

    assertThatThrownBy(
            () ->
                Mails.render(
                    "[{\"type\":\"text\",\"text\":\"" + text + "\"}]",
                    Map.of("v", "x".repeat(10_000))))
        .isInstanceOf(Interpolation.MailTooLargeException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<script>alert(1)</script>x | x",
        "<img src=x onerror=alert(1)>x | x",
        "<b onclick=alert(1)>x</b> | <b>x</b>",
        "<b style=\"position:fixed\">x</b> | <b>x</b>",
        "<a href=\"javascript:alert(1)\">x</a> | x",
        "<iframe src=https://evil.example></iframe>x | x",
        "<b>x | <b>x</b>",
        "x</td></table> | x",
        "<span class=y>x</span> | <span>x</span>",
        "<em>a</em><strong>b</strong><i>c</i><u>d</u> | <em>a</em><strong>b</strong><i>c</i><u>d</u>",
        "a<br>b | a<br>b",
        "1 < 2 & 3 > 2 | 1 &lt; 2 &amp; 3 &gt; 2"
      })
  void ofTheAuthorsMarkupOnlyALittleIsLeft(String text, String html) {
    RenderedEmail mail =
        Mails.render(
            "[{\"type\":\"text\",\"text\":\"" + text.replace("\"", "\\\"") + "\"}]", Map.of());

    assertThat(mail.html()).containsPattern("<div[^>]*>" + Pattern.quote(html) + "</div>");
  }
}
