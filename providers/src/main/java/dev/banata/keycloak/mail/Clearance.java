package dev.banata.keycloak.mail;

import dev.banata.keycloak.mail.MailRefusedException.Code;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Whether a mail may go out.
 *
 * @param suppressed true if the project sends no mails to the address
 * @param sent mails that the project has sent in the last hour
 */
record Clearance(DataKey key, boolean suppressed, long sent) {

  static final long HOUR_MILLIS = 3_600_000;

  /**
   * Looks it up in a transaction of its own, which is over before the mail is sent: the caller's
   * changes are not flushed for it, and no connection waits for a provider.
   */
  static Clearance of(KeycloakSession session, String realmId, String address) {
    return KeycloakModelUtils.runJobInTransactionWithResult(
        session.getKeycloakSessionFactory(),
        own -> {
          DataKey key = DataKeys.get(own, realmId);
          return new Clearance(
              key,
              new Suppressions(own).byAddress(key, address).isPresent(),
              new EmailLog(own)
                  .countSince(
                      realmId,
                      System.currentTimeMillis() - HOUR_MILLIS,
                      MailStatus.SENT,
                      MailStatus.UNKNOWN));
        });
  }

  void require(int maxPerHour) throws MailRefusedException {
    if (suppressed) {
      throw new MailRefusedException(
          Code.SUPPRESSED, "The address is on the project's suppression list.");
    }
    if (sent >= maxPerHour) {
      throw new MailRefusedException(
          Code.RATE_LIMITED,
          "The project has reached its limit of %d mails an hour (realm attribute %s)."
              .formatted(maxPerHour, MailAttributes.MAX_PER_HOUR));
    }
  }
}
