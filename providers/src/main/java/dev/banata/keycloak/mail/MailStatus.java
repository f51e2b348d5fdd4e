package dev.banata.keycloak.mail;

import java.util.Locale;

/** What became of a mail. */
enum MailStatus {
  /** A provider took it. */
  SENT,
  /** No provider took it. */
  FAILED,
  /** It was kept back, because of its address or of its type. */
  SUPPRESSED,
  /** A provider may have taken it. */
  UNKNOWN;

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
