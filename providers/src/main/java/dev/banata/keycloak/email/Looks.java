package dev.banata.keycloak.email;

import dev.banata.keycloak.branding.Branding;
import dev.banata.keycloak.branding.Brandings;
import dev.banata.keycloak.client.AuthClients;
import dev.banata.keycloak.compat.ServerUrls;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** How mails of a project look and what they call it, for one of its clients if there is one. */
final class Looks {

  private final RealmModel realm;
  private final Optional<ClientModel> client;
  private final Branding branding;

  private Looks(RealmModel realm, Optional<ClientModel> client, Branding branding) {
    this.realm = realm;
    this.client = client;
    this.branding = branding;
  }

  /**
   * Those of a client.
   *
   * @param client null for none; Keycloak's own clients count as none
   */
  static Looks of(KeycloakSession session, RealmModel realm, ClientModel client) {
    Optional<ClientModel> app =
        Optional.ofNullable(client)
            .flatMap(
                c -> session.getProvider(AuthClients.class).byClientId(realm, c.getClientId()));
    Branding branding = Brandings.of(realm, app.orElse(null));
    return new Looks(
        realm,
        app,
        ServerUrls.of(session).stream()
            .findFirst()
            .map(Looks::folder)
            .map(branding::at)
            .orElse(branding));
  }

  private static URI folder(URI base) {
    return base.toString().endsWith("/") ? base : URI.create(base + "/");
  }

  String appName() {
    return Brandings.appName(realm, branding);
  }

  String clientName() {
    return client
        .map(c -> c.getName() == null || c.getName().isBlank() ? c.getClientId() : c.getName())
        .orElseGet(this::appName);
  }

  Look in(Locale locale) {
    return new Look(appName(), branding, locale.toLanguageTag(), isLeftToRight(locale));
  }

  /** By the name that the language gives itself. */
  private static boolean isLeftToRight(Locale locale) {
    String name = locale.getDisplayLanguage(locale);
    byte direction =
        name.isEmpty()
            ? Character.DIRECTIONALITY_LEFT_TO_RIGHT
            : Character.getDirectionality(name.codePointAt(0));
    return direction != Character.DIRECTIONALITY_RIGHT_TO_LEFT
        && direction != Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
  }

  /** Renders what is in the words of a language. */
  RenderedEmail render(EmailRenderer.Content content, Locale locale, Map<String, String> values) {
    Wording wording = Wording.of(locale).orElseGet(Wording::neutral);
    return new EmailRenderer(in(locale), wording).render(content, values);
  }

  /**
   * Renders a template.
   *
   * @param values before the names of app and client, and before the template's own defaults
   */
  RenderedEmail render(EmailTemplate template, Locale reader, Map<String, String> values) {
    Map<String, String> all =
        TemplateVariables.defaults(TemplateVariables.parse(template.variablesJson()));
    all.put("appName", appName());
    all.put("clientName", clientName());
    all.putAll(values);
    return render(template.content(), template.language(reader), all);
  }
}
