package dev.banata.keycloak.mail;

import org.keycloak.email.EmailException;

/**
 * A mail that was not sent, with a message for people: no secret, and no address but a masked one.
 */
public final class MailRefusedException extends EmailException {

  /** Why. */
  public enum Code {
    /** The address is on the project's suppression list, or on the provider's. */
    SUPPRESSED,
    /** The project has sent as many mails as it may for now. */
    RATE_LIMITED,
    /** As many threads wait for the project's mail servers as may. */
    BUSY,
    /** No provider is active, enabled and complete. */
    NOT_CONFIGURED,
    /** An address, the subject or a name cannot be in a mail. */
    INVALID_MAIL,
    /** Every provider that was tried refused the mail, or could not be reached. */
    PROVIDER_ERROR,
    /** A provider was given the mail and did not answer: it may have been sent. */
    UNKNOWN_OUTCOME
  }

  private final Code code;

  public MailRefusedException(Code code, String message) {
    super(message);
    this.code = code;
  }

  public MailRefusedException(Code code, String message, Throwable cause) {
    super(message, cause);
    this.code = code;
  }

  public Code code() {
    return code;
  }
}
