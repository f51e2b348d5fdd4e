package dev.banata.keycloak.email;

import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.Problem;
import dev.banata.keycloak.mail.MailProviders;
import dev.banata.keycloak.mail.MailRefusedException;
import dev.banata.keycloak.mail.Outgoing;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.email.EmailException;
import org.keycloak.email.EmailSenderProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Mails that a project's back end sends and looks at, made of the project's templates. */
final class Emails {

  private static final Logger LOG = Logger.getLogger(Emails.class);

  private final KeycloakSession session;
  private final RealmModel realm;
  private final EmailTemplates templates;

  Emails(KeycloakSession session, RealmModel realm) {
    this.session = session;
    this.realm = realm;
    this.templates = new EmailTemplates(session, realm);
  }

  /**
   * What became of a mail.
   *
   * @param messageId the provider's; null if it gave none
   * @param error why it was not sent; null if it was
   * @param suppressed true if the project has switched mails of its type off
   */
  record Outcome(boolean success, String messageId, String error, boolean suppressed) {

    static Outcome failed(String error) {
      return new Outcome(false, null, error, false);
    }
  }

  /**
   * Sends a mail. What stands against it is in the outcome and not thrown, as callers expect.
   *
   * @throws Problem 422 if the values make it too large, 503 if too many mails wait already
   */
  Outcome send(String to, String slug, JsonNode data, Optional<Locale> wanted) {
    Optional<UserModel> user = Optional.ofNullable(session.users().getUserByEmail(realm, to));
    Locale locale = wanted.orElseGet(() -> localeOf(user));
    Optional<EmailTemplate> template = find(slug, locale);
    if (template.isEmpty()) {
      return Outcome.failed("Template not found: " + slug);
    }
    Optional<EmailType> type = template.get().type().map(TemplateType::emailType);
    if (type.isPresent()
        && new Withholding(session, realm).concerns(type.get(), template.get().slug(), to)) {
      return new Outcome(true, null, null, true);
    }
    return deliver(to, template.get(), locale, values(to, user, data));
  }

  /** Sends a template with sample values, whatever is switched off. */
  Outcome sendTest(String to, String slug) {
    Locale locale = localeOf(Optional.empty());
    Optional<EmailTemplate> template = find(slug, locale);
    return template.isEmpty()
        ? Outcome.failed("Template not found: " + slug)
        : deliver(to, template.get(), locale, TemplateType.samples());
  }

  /**
   * Shows a template with sample values where the data has none.
   *
   * @throws Problem 404 if there is none, 422 if the values make it too large
   */
  RenderedEmail preview(String slug, JsonNode data, Optional<Locale> wanted) {
    Locale locale = wanted.orElseGet(() -> localeOf(Optional.empty()));
    EmailTemplate template =
        find(slug, locale)
            .orElseThrow(() -> Problem.notFound("TEMPLATE_NOT_FOUND", "Template not found"));
    Map<String, String> values = new HashMap<>(TemplateType.samples());
    values.putAll(values(data));
    return render(template, locale, values);
  }

  private Optional<EmailTemplate> find(String slug, Locale locale) {
    return templates
        .changed(slug, locale)
        .or(() -> TemplateType.of(slug).map(type -> templates.builtIn(type, locale)));
  }

  private Locale localeOf(Optional<UserModel> user) {
    return session.getContext().resolveLocale(user.orElse(null), true);
  }

  private static Map<String, String> values(String to, Optional<UserModel> user, JsonNode data) {
    Map<String, String> values = new HashMap<>();
    values.put("email", to);
    values.put("userName", user.flatMap(UserNames::of).orElse(to));
    values.putAll(values(data));
    return values;
  }

  private static Map<String, String> values(JsonNode data) {
    Map<String, String> values = new HashMap<>();
    if (data != null) {
      data.properties()
          .forEach(
              field -> {
                JsonNode value = field.getValue();
                String text =
                    value.isNull() ? "" : value.isValueNode() ? value.asText() : value.toString();
                values.put(field.getKey(), text);
              });
    }
    return values;
  }

  private RenderedEmail render(EmailTemplate template, Locale locale, Map<String, String> values) {
    Looks looks = Looks.of(session, realm, null);
    Map<String, String> all = new HashMap<>(Map.of("inviterName", looks.appName()));
    all.putAll(values);
    try {
      return looks.render(template, locale, all);
    } catch (Interpolation.MailTooLargeException e) {
      throw Problem.invalid("data", e.getMessage(), "maxLength");
    }
  }

  private Outcome deliver(
      String to, EmailTemplate template, Locale locale, Map<String, String> values) {
    if (!MailProviders.configured(realm)) {
      return Outcome.failed(
          "No email provider configured. Set one up with config/email-providers/save, or a mail"
              + " server in the realm's settings.");
    }
    RenderedEmail mail = render(template, locale, values);
    Outgoing outgoing = Outgoing.begin(session, template.slug());
    try {
      session
          .getProvider(EmailSenderProvider.class)
          .send(realm.getSmtpConfig(), to, mail.subject(), mail.text(), mail.html());
      return new Outcome(true, outgoing.messageId().orElse(null), null, false);
    } catch (MailRefusedException e) {
      if (e.code() == MailRefusedException.Code.BUSY) {
        throw Problem.busy(e.getMessage());
      }
      return Outcome.failed(e.getMessage());
    } catch (EmailException e) {
      LOG.warnf("Project %s: a mail of %s was not sent", realm.getName(), template.slug());
      LOG.debug("Cause", e);
      return Outcome.failed("The mail server did not take the mail.");
    }
  }
}
