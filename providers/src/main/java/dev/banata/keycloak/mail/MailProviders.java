package dev.banata.keycloak.mail;

import org.keycloak.models.RealmModel;

/** Whether a realm can send mails. */
public final class MailProviders {

  private MailProviders() {}

  /** True if mails of the realm can be sent: by an active, enabled provider or Keycloak's SMTP. */
  public static boolean configured(RealmModel realm) {
    return !new MailConfiguration(realm).order().isEmpty();
  }
}
