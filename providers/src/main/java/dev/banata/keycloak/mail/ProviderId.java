package dev.banata.keycloak.mail;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The ways by which a mail can leave. */
enum ProviderId {
  SMTP("SMTP"),
  RESEND("Resend"),
  SENDGRID("SendGrid"),
  SES("Amazon SES"),
  MAILGUN("Mailgun"),
  POSTMARK("Postmark");

  private final String title;

  ProviderId(String title) {
    this.title = title;
  }

  static Optional<ProviderId> of(String text) {
    return Arrays.stream(values()).filter(id -> id.text().equals(text)).findFirst();
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Its name for people. */
  String title() {
    return title;
  }
}
