package dev.banata.keycloak.mail;

import java.util.Map;
import org.keycloak.email.EmailException;
import org.keycloak.email.EmailSenderProvider;

/** Sends by a mail server, the way that Keycloak does. */
final class SmtpRoute implements Route {

  private final EmailSenderProvider keycloak;
  private final Map<String, String> config;

  SmtpRoute(EmailSenderProvider keycloak, Map<String, String> config) {
    this.keycloak = keycloak;
    this.config = config;
  }

  @Override
  public ProviderId provider() {
    return ProviderId.SMTP;
  }

  @Override
  public boolean repeatable() {
    return false;
  }

  @Override
  public Outcome send(Mail mail) {
    try {
      keycloak.send(config, mail.to(), mail.subject(), mail.text(), mail.html());
      return new Outcome.Accepted(null);
    } catch (EmailException e) {
      return SmtpFailure.outcome(e);
    }
  }
}
