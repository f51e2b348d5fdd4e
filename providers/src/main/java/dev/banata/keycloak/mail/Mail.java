package dev.banata.keycloak.mail;

import java.util.Map;
import java.util.Optional;

/**
 * A mail to one address. What becomes a header has no control characters.
 *
 * @param replyTo null for none
 * @param text the plain part; null for none
 * @param html null for none
 * @param key names this mail to providers that know to send a mail only once
 */
record Mail(
    Party from, Party replyTo, String to, String subject, String text, String html, String key) {

  /**
   * A mail from the sender that the realm's SMTP configuration names.
   *
   * @throws MailRefusedException if an address, a name or the subject cannot be in a mail
   */
  static Mail of(
      Map<String, String> config, String to, String subject, String text, String html, String key)
      throws MailRefusedException {
    if (blank(config.get("from"))) {
      throw new MailRefusedException(
          MailRefusedException.Code.NOT_CONFIGURED,
          "The project has no address to send mails from (from).");
    }
    requireSafe("subject", subject);
    requireSafe("address of the sender's bounces", config.get("envelopeFrom"));
    return new Mail(
        party("sender", config.get("from"), config.get("fromDisplayName")),
        blank(config.get("replyTo"))
            ? null
            : party("reply-to address", config.get("replyTo"), config.get("replyToDisplayName")),
        address("recipient", to),
        Optional.ofNullable(subject).orElse(""),
        text,
        html,
        key);
  }

  private static Party party(String what, String address, String name) throws MailRefusedException {
    requireSafe("name of the " + what, name);
    return new Party(address(what, address), blank(name) ? null : name.strip());
  }

  private static String address(String what, String address) throws MailRefusedException {
    if (!MailAddress.isValid(address)) {
      throw invalid("The " + what + " is not an e-mail address.");
    }
    return MailAddress.ascii(address);
  }

  private static void requireSafe(String what, String text) throws MailRefusedException {
    if (text != null && !HeaderText.isSafe(text)) {
      throw invalid("The " + what + " has characters that cannot be in a header.");
    }
  }

  private static MailRefusedException invalid(String message) {
    return new MailRefusedException(MailRefusedException.Code.INVALID_MAIL, message);
  }

  private static boolean blank(String text) {
    return text == null || text.isBlank();
  }

  /** Bodies have links that sign people in. */
  @Override
  public String toString() {
    return "Mail[" + key + "]";
  }
}
