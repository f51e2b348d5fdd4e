package dev.banata.keycloak.compat;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.keycloak.email.EmailException;
import org.keycloak.email.freemarker.FreeMarkerEmailTemplateProvider;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

/**
 * Keycloak's own mails, which somebody else may hold back, or dress before they go. All of them
 * pass two methods of Keycloak's provider; nothing else of it is replaced.
 */
public final class KeycloakEmails extends FreeMarkerEmailTemplateProvider {

  private static final String SUFFIX = ".ftl";
  private static final String SMTP_TEST = "email-test";

  private final EmailPipeline pipeline;

  public KeycloakEmails(KeycloakSession session, EmailPipeline pipeline) {
    super(session);
    this.pipeline = pipeline;
  }

  @Override
  protected String getRealmName() {
    return pipeline.nameOf(realm).orElseGet(super::getRealmName);
  }

  @Override
  public void send(
      String subjectFormatKey,
      List<Object> subjectAttributes,
      String bodyTemplate,
      Map<String, Object> bodyAttributes,
      String address)
      throws EmailException {
    String name = name(bodyTemplate);
    // Keycloak gives an address only where it is not the user's.
    String reader = address == null && user != null ? user.getEmail() : address;
    if (pipeline.lets(realm, name, reader)) {
      pipeline.announce(realm, name, false);
      super.send(subjectFormatKey, subjectAttributes, bodyTemplate, bodyAttributes, address);
    }
  }

  @Override
  public void sendSmtpTestEmail(Map<String, String> config, UserModel recipient)
      throws EmailException {
    pipeline.announce(session.getContext().getRealm(), SMTP_TEST, true);
    super.sendSmtpTestEmail(config, recipient);
  }

  @Override
  protected EmailTemplate processTemplate(
      String subjectKey,
      List<Object> subjectAttributes,
      String template,
      Map<String, Object> bodyAttributes)
      throws EmailException {
    // Callers hand over maps that cannot be changed, too.
    Map<String, Object> all = new HashMap<>(bodyAttributes);
    EmailTemplate own = super.processTemplate(subjectKey, subjectAttributes, template, all);
    Locale locale = all.get("locale") instanceof Locale used ? used : Locale.ENGLISH;
    EmailPipeline.Notice notice =
        new EmailPipeline.Notice(
            realm,
            user,
            client(),
            name(template),
            locale,
            own.getSubject(),
            own.getTextBody(),
            all);
    return pipeline
        .dress(notice)
        .map(mail -> new EmailTemplate(mail.subject(), mail.text(), mail.html()))
        .orElse(own);
  }

  private ClientModel client() {
    ClientModel client =
        authenticationSession == null
            ? session.getContext().getClient()
            : authenticationSession.getClient();
    // An admin's call is made by a client of the admin realm.
    return client != null && client.getRealm().getId().equals(realm.getId()) ? client : null;
  }

  private static String name(String template) {
    return template.endsWith(SUFFIX)
        ? template.substring(0, template.length() - SUFFIX.length())
        : template;
  }
}
