package dev.banata.keycloak.mail;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The ways by which a mail can leave, and what each has to know. */
enum ProviderId {
  /** Keycloak's own sender; all but whether it is enabled is in the realm's SMTP configuration. */
  SMTP("SMTP", "password"),
  RESEND("Resend", "apiKey"),
  SENDGRID("SendGrid", "apiKey"),
  SES("Amazon SES", "secretAccessKey"),
  MAILGUN("Mailgun", "apiKey"),
  POSTMARK("Postmark", "apiKey");

  private final String title;
  private final String secret;

  ProviderId(String title, String secret) {
    this.title = title;
    this.secret = secret;
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

  /** Name of the field that holds the secret. */
  String secret() {
    return secret;
  }

  /** Names of the other fields. */
  List<String> fields() {
    return switch (this) {
      case SES -> List.of("accessKeyId", "region");
      case MAILGUN -> List.of("domain", "region");
      default -> List.of();
    };
  }
}
