package dev.banata.keycloak.email;

import dev.banata.keycloak.branding.Branding;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Renders mails without a server. */
final class Mails {

  private Mails() {}

  static Branding branding(String primary, String bg, String logo, String css) {
    Branding b = Branding.DEFAULT;
    return new Branding(
        primary,
        bg,
        10,
        b.darkMode(),
        css,
        b.font(),
        logo,
        "",
        40,
        "",
        "",
        b.cardWidth(),
        "",
        "https://example.com/support",
        "https://example.com/terms",
        "https://example.com/privacy");
  }

  static EmailRenderer renderer(Branding branding, String appName, Locale locale, boolean ltr) {
    return new EmailRenderer(
        new Look(appName, branding, locale.toLanguageTag(), ltr),
        Wording.of(locale).orElseGet(Wording::english));
  }

  static RenderedEmail render(String blocks, Map<String, String> values) {
    return renderer(Branding.DEFAULT, "Acme", Locale.ENGLISH, true)
        .render(new EmailRenderer.Content("Subject", "", BlockParser.parse(blocks)), values);
  }

  static RenderedEmail builtIn(TemplateType type, EmailRenderer renderer, Wording wording) {
    Map<String, String> values = TemplateVariables.defaults(type.variables(wording));
    values.putAll(TemplateType.samples());
    values.put("appName", "Acme");
    values.put("clientName", "Acme");
    return renderer.render(
        new EmailRenderer.Content(
            type.words(wording, "subject"),
            type.words(wording, "preview"),
            BlockParser.parse(type.blocksJson(wording))),
        new HashMap<>(values));
  }
}
