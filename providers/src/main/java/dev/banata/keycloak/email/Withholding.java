package dev.banata.keycloak.email;

import dev.banata.keycloak.mail.WithheldMails;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Holds back what a project has switched off, and writes down that it did. */
record Withholding(KeycloakSession session, RealmModel realm) {

  private static final Logger LOG = Logger.getLogger(Withholding.class);

  /**
   * True if a mail must not go.
   *
   * @param template a built-in type or the slug of a template
   */
  boolean concerns(EmailType type, String template, String address) {
    if (new EmailToggles(realm).isOn(type)) {
      return false;
    }
    LOG.infof(
        "email.suppressed: project %s has switched mails of type %s off",
        realm.getName(), type.text());
    if (address != null) {
      WithheldMails.add(
          session, realm, address, template, "Mails of type " + type.text() + " are switched off.");
    }
    return true;
  }
}
