package dev.banata.keycloak.email;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banata.keycloak.branding.Branding;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Whatever an author writes, and whatever the values say, little is left and all of it is closed.
 */
final class RichTextTest {

  private static final Pattern TAG = Pattern.compile("<(/?)([a-z0-9]*)");
  private static final List<String> ALLOWED = List.of("b", "strong", "i", "em", "u", "a", "span");

  @Provide
  Arbitrary<String> html() {
    return Arbitraries.of(
            "<b>",
            "</b>",
            "<a href=\"{{u}}\">",
            "</a>",
            "<a href='javascript:x'>",
            "<i",
            "</i>",
            "<br>",
            "<script>",
            "</script>",
            "<style>",
            "<!--",
            "-->",
            "&lt;",
            "&",
            "<span onclick=x>",
            "</div>",
            "{{u}}",
            "{{",
            "}}",
            "\uE000u\uE001",
            "\"",
            "'",
            "<svg/onload=x>",
            "text",
            "\n",
            "<textarea>")
        .list()
        .ofMaxSize(25)
        .map(parts -> String.join("", parts));
  }

  @Property(tries = 2000)
  void onlyALittleMarkupIsLeft(@ForAll("html") String author, @ForAll("html") String value) {
    Block.Text block = new Block.Text(RichText.of(author), BlockStyle.NONE);
    RenderedEmail mail =
        Mails.renderer(Branding.DEFAULT, "Acme", Locale.ENGLISH, true)
            .render(new EmailRenderer.Content("x", "", List.of(block)), Map.of("u", value));
    int from = mail.html().indexOf("<div class=\"b-t44403c\"");
    int to = mail.html().lastIndexOf("</div></td></tr>");
    String content = mail.html().substring(mail.html().indexOf('>', from) + 1, to);

    for (String name : ALLOWED) {
      assertThat(count(content, "<" + name + "(?=[ >])"))
          .isEqualTo(count(content, "</" + name + ">"));
    }
    assertThat(TAG.matcher(content).results().map(MatchResult::group))
        .allMatch(tag -> tag.equals("<br") || ALLOWED.contains(tag.replaceAll("[</]", "")));
    assertThat(content).doesNotContainPattern("<[^>]*(javascript|onclick|onload)");
  }

  private static long count(String text, String pattern) {
    return Pattern.compile(pattern).matcher(text).results().count();
  }
}
