package dev.banata.keycloak.email;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banata.keycloak.branding.Branding;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RenderingTest {

  private static final Branding BRANDING =
      Mails.branding("#0f766e", "#f5f5f4", "https://example.com/logo.png", "");

  @Test
  void everyBlock() {
    RenderedEmail mail =
        Mails.renderer(BRANDING, "Acme", Locale.ENGLISH, true)
            .render(
                new EmailRenderer.Content(
                    "Every block for {{name}}",
                    "A look at all of them",
                    BlockParser.parse(Golden.read("every-block.json"))),
                Map.of(
                    "name", "Jane <b>Doe</b>",
                    "url", "https://example.com/?a=1&b=2",
                    "evil", "javascript:alert(1)"));

    Golden.assertSame("every-block.html", mail.html());
    Golden.assertSame("every-block.txt", mail.subject() + "\n\n" + mail.text());
  }

  @ParameterizedTest
  @EnumSource(TemplateType.class)
  void builtInTemplates(TemplateType type) {
    RenderedEmail mail =
        Mails.builtIn(
            type, Mails.renderer(BRANDING, "Acme", Locale.ENGLISH, true), Wording.english());

    Golden.assertSame(type.text() + ".html", mail.html());
    Golden.assertSame(type.text() + ".txt", mail.subject() + "\n\n" + mail.text());
    assertThat(mail.html() + mail.text() + mail.subject())
        .doesNotContainPattern(Interpolation.VARIABLE);
  }

  @Test
  void readsFromRightToLeft() {
    RenderedEmail mail =
        Mails.renderer(Branding.DEFAULT, "Acme", Locale.forLanguageTag("ar"), false)
            .render(
                new EmailRenderer.Content(
                    "x", "", BlockParser.parse("[{\"type\":\"text\",\"text\":\"مرحبا\"}]")),
                Map.of());

    assertThat(mail.html())
        .contains("<html lang=\"ar\" dir=\"rtl\">")
        .contains("<td align=\"right\"")
        .contains("text-align:right");
  }

  /** Black and white brands have edges on both grounds; the text on a button can be read. */
  @ParameterizedTest
  @ValueSource(strings = {"#000000", "#ffffff", "#facc15", "#1c1917", "#0f766e80"})
  void buttonsCanBeReadInEveryColour(String primary) {
    Look look = new Look("Acme", Mails.branding(primary, "#ffffff", "", ""), "en", true);

    assertThat(look.primary().contrast(look.primary().readableText())).isGreaterThan(4.5);
    assertThat(look.primaryText().contrast(Look.CARD)).isGreaterThanOrEqualTo(4.5);
    assertThat(Look.distinct(look.primary(), Look.DARK_CARD, 1.8).contrast(Look.DARK_CARD))
        .isGreaterThanOrEqualTo(1.8);
  }

  @Test
  void theDarkHasColoursOfItsOwn() {
    String html =
        Mails.render(
                "[{\"type\":\"text\",\"text\":\"x\",\"style\":{\"color\":\"#7f1d1d\"}}]", Map.of())
            .html();

    assertThat(html)
        .contains("<meta name=\"color-scheme\" content=\"light dark\">")
        .contains("@media (prefers-color-scheme:dark)")
        .contains("class=\"b-t7f1d1d\"")
        .containsPattern("\\.b-t7f1d1d\\{color:#[0-9a-f]{6}!important}");
  }

  /** The CSS has passed the parser of branding; a tag in it would end the style element. */
  @Test
  void customCssCannotLeaveItsElement() {
    assertThat(
            Mails.renderer(
                    Mails.branding("#000000", "#ffffff", "", "h1{color:red}"),
                    "A",
                    Locale.ENGLISH,
                    true)
                .render(new EmailRenderer.Content("x", "", BlockParser.parse("[]")), Map.of())
                .html())
        .contains("h1{color:red}");
    assertThat(
            Mails.renderer(
                    Mails.branding("#000000", "#ffffff", "", "</style><script>x"),
                    "A",
                    Locale.ENGLISH,
                    true)
                .render(new EmailRenderer.Content("x", "", BlockParser.parse("[]")), Map.of())
                .html())
        .doesNotContain("<script>");
  }

  /** Without JavaScript, forms or anything that is fetched but pictures. */
  @Test
  void blocksAreTablesWithInlinedStyles() {
    String html = Mails.render(Golden.read("every-block.json"), Map.of()).html();

    assertThat(html).startsWith("<!DOCTYPE html>");
    assertThat(html).doesNotContain("<script").doesNotContain("url(").doesNotContain("flex");
    assertThat(html.split("<table", -1)).hasSameSizeAs(html.split("</table>", -1));
    assertThat(html.split("<td", -1)).hasSameSizeAs(html.split("</td>", -1));
  }

  @Test
  void aButtonWithoutAnAddressIsNotShown() {
    RenderedEmail mail =
        Mails.render(
            "[{\"type\":\"button\",\"text\":\"Go\",\"href\":\"{{url}}\"}]", Map.of("url", ""));

    assertThat(mail.html()).doesNotContain(">Go<");
    assertThat(mail.text()).doesNotContain("Go");
  }

  @Test
  void namesOfClientsAndAppsAreEscaped() {
    RenderedEmail mail =
        Mails.renderer(Branding.DEFAULT, "<script>alert(1)</script> & Co", Locale.ENGLISH, true)
            .render(new EmailRenderer.Content("x", "", BlockParser.parse("[]")), Map.of());

    assertThat(mail.html())
        .contains("Sent by &lt;script&gt;alert(1)&lt;/script&gt; &amp; Co")
        .doesNotContain("<script>");
  }
}
