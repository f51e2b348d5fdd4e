package dev.banata.keycloak.email;

import dev.banata.keycloak.branding.Branding;
import dev.banata.keycloak.branding.Colour;
import dev.banata.keycloak.branding.Markup;
import java.util.Locale;
import java.util.Optional;

/**
 * The document around the blocks: a card of 480 pixels on the project's ground, logo above, the
 * app's name below, and the colours for the dark.
 */
final class HtmlLayout {

  static final int CARD_WIDTH = 480;
  static final int PADDING = 32;
  static final int CONTENT_WIDTH = CARD_WIDTH - 2 * PADDING;

  private static final String TABLE =
      "<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"";

  /** Keeps the first lines of the mail out of the preview that inboxes show. */
  private static final String FILL = "&#847;&zwnj;&nbsp;".repeat(60);

  private final Look look;
  private final Wording wording;
  private final Branding branding;

  HtmlLayout(Look look, Wording wording) {
    this.look = look;
    this.wording = wording;
    this.branding = look.branding();
  }

  /**
   * The document.
   *
   * @param title one line, not escaped
   * @param preheader what inboxes show beside the subject, not escaped; may be empty
   * @param rows the blocks
   */
  String document(String title, String preheader, String rows, DarkRules dark) {
    // The colours of this page itself, before the rules are written down.
    String body = body(preheader, rows, dark);
    return "<!DOCTYPE html>\n<html lang=\""
        + Markup.escape(look.language())
        + "\" dir=\""
        + (look.leftToRight() ? "ltr" : "rtl")
        + "\">\n<head>\n<meta charset=\"utf-8\">\n"
        + "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
        + "<meta name=\"x-apple-disable-message-reformatting\">\n"
        + "<meta name=\"format-detection\" content=\"telephone=no,date=no,address=no,email=no,url=no\">\n"
        + "<meta name=\"color-scheme\" content=\"light dark\">\n"
        + "<meta name=\"supported-color-schemes\" content=\"light dark\">\n<title>"
        + Markup.escape(title)
        + "</title>\n<style>\n"
        + new HtmlStyles(branding.customCss()).css(dark)
        + "</style>\n</head>\n"
        + body
        + "\n</html>\n";
  }

  private String body(String preheader, String rows, DarkRules dark) {
    String page = look.page().hex();
    return "<body class=\"b-bg\" style=\"margin:0;padding:0;background-color:"
        + page
        + "\">\n"
        + preheader(preheader)
        + TABLE
        + " class=\"b-bg\" style=\"background-color:"
        + page
        + "\"><tr><td align=\"center\" class=\"b-out\" style=\"padding:40px 16px\">\n"
        + "<!--[if mso]><table role=\"presentation\" width=\"480\"><tr><td><![endif]-->\n"
        + TABLE
        + " style=\"max-width:"
        + CARD_WIDTH
        + "px\">\n<tr><td class=\"b-card\" style=\"background-color:"
        + Look.CARD.hex()
        + ";border:1px solid "
        + Look.LINE.hex()
        + ";border-radius:12px;padding:"
        + PADDING
        + "px\">\n"
        + TABLE
        + ">\n"
        + logo(dark)
        + "\n"
        + rows
        + "\n</table>\n</td></tr>\n"
        + footer()
        + "</table>\n<!--[if mso]></td></tr></table><![endif]-->\n</td></tr></table>\n</body>";
  }

  private static String preheader(String text) {
    return text.isBlank()
        ? ""
        : "<div style=\"display:none;max-height:0;max-width:0;overflow:hidden;opacity:0;"
            + "mso-hide:all;font-size:1px;line-height:1px;color:transparent\">"
            + Markup.escape(text)
            + FILL
            + "</div>\n";
  }

  private String logo(DarkRules dark) {
    return "<tr><td align=\"center\" style=\"padding:0 0 24px\">" + mark(dark) + "</td></tr>";
  }

  private String mark(DarkRules dark) {
    Optional<String> light = SafeUrl.image(branding.logoUrl());
    Optional<String> night = SafeUrl.image(branding.darkLogoUrl());
    if (light.isEmpty()) {
      return monogram(dark);
    }
    return night
        .map(
            url ->
                picture(light.get(), "b-only-light", "display:inline-block;")
                    + "<!--[if !mso]><!-->"
                    + picture(url, "b-only-dark", "display:none;")
                    + "<!--<![endif]-->")
        .orElse(picture(light.get(), "b-logo", "display:inline-block;"));
  }

  private String picture(String url, String name, String display) {
    return "<img src=\"%s\" alt=\"%s\" height=\"%d\" class=\"%s\" style=\"%sborder:0;height:%dpx;width:auto;max-width:240px\">"
        .formatted(
            Markup.escape(url),
            Markup.escape(look.appName()),
            branding.logoHeight(),
            name,
            display,
            branding.logoHeight());
  }

  /** A project without a logo has its initial. */
  private String monogram(DarkRules dark) {
    Colour fill = look.primary();
    String initial =
        look.appName()
            .codePoints()
            .filter(Character::isLetterOrDigit)
            .mapToObj(Character::toString)
            .findFirst()
            .orElse("•")
            .toUpperCase(Locale.ROOT);
    return "<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"><tr>"
        + "<td align=\"center\" valign=\"middle\" width=\"48\" height=\"48\" class=\""
        + ("b-mark " + dark.button(fill)).strip()
        + "\" bgcolor=\""
        + fill.hex()
        + "\" style=\"width:48px;height:48px;border-radius:12px;"
        + (fill.contrast(Look.CARD) < 1.2 ? "border:1px solid " + Look.LINE.hex() + ";" : "")
        + "background-color:"
        + fill.hex()
        + ";color:"
        + fill.readableText().hex()
        + ";font-family:"
        + look.fontFamily()
        + ";font-size:22px;font-weight:700;line-height:48px\">"
        + Markup.escape(initial)
        + "</td></tr></table>";
  }

  private String footer() {
    String colour = Look.readable(Look.MUTED, look.page()).hex();
    StringBuilder text =
        new StringBuilder(Markup.escape(wording.text("footer.sent-by", look.appName())));
    link(text, branding.supportUrl(), "footer.support", colour);
    link(text, branding.termsUrl(), "footer.terms", colour);
    link(text, branding.privacyUrl(), "footer.privacy", colour);
    return "<tr><td align=\"center\" class=\"b-foot\" style=\"padding:20px 16px 0;font-family:"
        + look.fontFamily()
        + ";font-size:12px;line-height:1.6;color:"
        + colour
        + "\">"
        + text
        + "</td></tr>\n";
  }

  private void link(StringBuilder text, String address, String label, String colour) {
    SafeUrl.link(address)
        .ifPresent(
            url ->
                text.append(" &middot; <a href=\"")
                    .append(Markup.escape(url))
                    .append("\" target=\"_blank\" class=\"b-foot\" style=\"color:")
                    .append(colour)
                    .append(";text-decoration:underline\">")
                    .append(Markup.escape(wording.text(label)))
                    .append("</a>"));
  }
}
