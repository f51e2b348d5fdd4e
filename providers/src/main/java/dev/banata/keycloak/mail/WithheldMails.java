package dev.banata.keycloak.mail;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Mails that nobody is asked to send, although somebody caused them. */
public final class WithheldMails {

  private WithheldMails() {}

  /**
   * Writes into the project's log that a mail was held back.
   *
   * @param template a built-in type or the slug of a template
   * @param reason a sentence for admins
   */
  public static void add(
      KeycloakSession session, RealmModel realm, String address, String template, String reason) {
    DataKey key =
        KeycloakModelUtils.runJobInTransactionWithResult(
            session.getKeycloakSessionFactory(), own -> DataKeys.get(own, realm.getId()));
    new Entry(key, address, template)
        .write(
            session.getKeycloakSessionFactory(),
            new Report(MailStatus.SUPPRESSED, null, null, reason, false));
  }
}
