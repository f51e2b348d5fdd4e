package dev.banata.keycloak.email;

import dev.banata.keycloak.api.Problem;
import dev.banata.keycloak.branding.Brandings;
import dev.banata.keycloak.compat.EmailPipeline;
import dev.banata.keycloak.compat.Realms;
import dev.banata.keycloak.mail.Outgoing;
import dev.banata.keycloak.project.Projects;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;
import org.keycloak.email.EmailException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * Lets everything that Keycloak sends in a project look like the project: by its template where
 * there is one, else by Keycloak's own words in the project's layout. Realms that are no projects
 * keep Keycloak's mails.
 */
final class ProjectEmails implements EmailPipeline {

  private static final Logger LOG = Logger.getLogger(ProjectEmails.class);

  /** Themes that nobody chose for their mails. */
  private static final Set<String> PLAIN_THEMES = Set.of("", "base", "keycloak", "banata");

  private static final Map<String, TemplateType> TYPES =
      Map.of(
          "email-verification", TemplateType.VERIFICATION,
          "email-update-confirmation", TemplateType.VERIFICATION,
          "password-reset", TemplateType.PASSWORD_RESET,
          "org-invite", TemplateType.INVITATION);

  private final KeycloakSession session;

  ProjectEmails(KeycloakSession session) {
    this.session = session;
  }

  @Override
  public Optional<String> nameOf(RealmModel realm) {
    return isProject(realm)
        ? Optional.of(Brandings.appName(realm, Brandings.of(realm)))
        : Optional.empty();
  }

  @Override
  public boolean lets(RealmModel realm, String template, String address) {
    Optional<EmailType> type = isProject(realm) ? EmailType.ofKeycloak(template) : Optional.empty();
    return type.isEmpty()
        || !new Withholding(session, realm).concerns(type.get(), ours(template), address);
  }

  @Override
  public void announce(RealmModel realm, String template, boolean triesServer) {
    Outgoing outgoing = Outgoing.begin(session, ours(template));
    if (triesServer) {
      outgoing.smtpOnly();
    }
  }

  /** What we call a template of Keycloak's. */
  private static String ours(String template) {
    TemplateType type = TYPES.get(template);
    return type == null ? template : type.text();
  }

  @Override
  public Optional<Dressed> dress(Notice notice) throws EmailException {
    if (!isProject(notice.realm())) {
      return Optional.empty();
    }
    Looks looks = Looks.of(session, notice.realm(), notice.client());
    NoticeValues values = new NoticeValues(notice, looks);
    try {
      return changed(notice, looks, values)
          .or(() -> hasOwnTheme(notice.realm()) ? Optional.empty() : ours(notice, looks, values));
    } catch (Interpolation.MailTooLargeException e) {
      throw new EmailException(e.getMessage(), e);
    }
  }

  /** By what the project has made of the built-in template. */
  private Optional<Dressed> changed(Notice notice, Looks looks, NoticeValues values) {
    TemplateType type = TYPES.get(notice.template());
    if (type == null) {
      return Optional.empty();
    }
    EmailTemplates templates = new EmailTemplates(session, notice.realm());
    return templates
        .changed(type.text(), notice.locale())
        .flatMap(
            template -> {
              try {
                return Optional.of(
                    dressed(looks.render(template, notice.locale(), values.of(type))));
              } catch (Problem e) {
                LOG.warnf("Template %s cannot be used: %s", template.id(), e.getMessage());
                return Optional.empty();
              }
            });
  }

  /** By our own words if we have the reader's language, else by Keycloak's. */
  private Optional<Dressed> ours(Notice notice, Looks looks, NoticeValues values) {
    TemplateType type = TYPES.get(notice.template());
    Optional<Wording> wording = Wording.of(notice.locale());
    if (type != null && wording.isPresent()) {
      EmailTemplate template = new BuiltInTemplates(notice.realm(), 0).of(type, wording.get());
      return Optional.of(dressed(looks.render(template, notice.locale(), values.of(type))));
    }
    EmailRenderer.Content content = NoticeContent.of(notice, looks.appName(), wording);
    return Optional.of(dressed(looks.render(content, notice.locale(), Map.of())));
  }

  private static Dressed dressed(RenderedEmail mail) {
    return new Dressed(mail.subject(), mail.html(), mail.text());
  }

  private boolean isProject(RealmModel realm) {
    return realm != null
        && !Realms.isAdminRealm(realm)
        && session.getProvider(Projects.class).isProject(realm);
  }

  /** A theme that somebody chose for the realm's mails is meant to be seen. */
  private static boolean hasOwnTheme(RealmModel realm) {
    return realm.getEmailTheme() != null && !PLAIN_THEMES.contains(realm.getEmailTheme());
  }
}
