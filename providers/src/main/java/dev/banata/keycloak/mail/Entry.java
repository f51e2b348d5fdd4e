package dev.banata.keycloak.mail;

import dev.banata.keycloak.persistence.Ulid;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * What is written down of one mail, in a transaction of its own: the row stays if the caller rolls
 * back, because the mail was sent all the same.
 */
final class Entry {

  private static final Logger LOG = Logger.getLogger(Entry.class);

  /** Mails that were not sent, of which rows are written in an hour: anybody can cause them. */
  private static final int MAX_UNSENT_PER_HOUR = 1_000;

  private final String id = Ulid.next("emsg");
  private final DataKey key;
  private final String address;
  private final String template;

  Entry(DataKey key, String address, String template) {
    this.key = key;
    this.address = address;
    this.template = template;
  }

  String id() {
    return id;
  }

  void write(KeycloakSessionFactory factory, Report report) {
    try {
      KeycloakModelUtils.runJobInTransaction(
          factory,
          own -> {
            EmailLog log = new EmailLog(own);
            if (isOneTooMany(log, report.status())) {
              return;
            }
            log.insert(row(report));
            if (report.told()) {
              new Suppressions(own).add(key, address, report.provider(), report.error());
            }
          });
    } catch (RuntimeException e) {
      // A caller who heard of it would send again.
      LOG.errorf(e, "Mail %s (%s) could not be written down", id, report.status().text());
    }
  }

  private EmailLogEntity row(Report report) {
    EmailLogEntity row =
        new EmailLogEntity(
            id,
            key.realmId(),
            MailAddress.mask(MailAddress.normal(address)),
            key.hash(address),
            System.currentTimeMillis());
    row.settled(template, report);
    return row;
  }

  private boolean isOneTooMany(EmailLog log, MailStatus status) {
    return (status == MailStatus.FAILED || status == MailStatus.SUPPRESSED)
        && log.countSince(
                key.realmId(),
                System.currentTimeMillis() - Clearance.HOUR_MILLIS,
                MailStatus.FAILED,
                MailStatus.SUPPRESSED)
            >= MAX_UNSENT_PER_HOUR;
  }
}
