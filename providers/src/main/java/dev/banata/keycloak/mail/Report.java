package dev.banata.keycloak.mail;

/**
 * What became of a mail, and by whom.
 *
 * @param provider the one that settled it; null if none was asked
 * @param messageId null if there is none
 * @param error null if the mail was sent
 * @param told true if a provider said that the address must not get mails
 */
record Report(
    MailStatus status, ProviderId provider, String messageId, String error, boolean told) {

  static Report failed(String error) {
    return new Report(MailStatus.FAILED, null, null, error, false);
  }
}
