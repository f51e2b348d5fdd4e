package dev.banata.keycloak.mail;

import jakarta.mail.SendFailedException;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jboss.logging.Logger;

/**
 * What a failure after the sign-in at a mail server says about the mail. What the server said is
 * for this server's log: whoever chose the host must not read by it what listens there.
 */
final class SmtpFailure {

  /** RFC 3463: the mailbox named in the address does not exist. */
  private static final String NO_SUCH_MAILBOX = "5.1.1";

  private static final int MAILBOX_UNAVAILABLE = 550;

  private SmtpFailure() {}

  static Outcome outcome(Exception failure) {
    String code = code(failure).map(number -> " (" + number + ")").orElse("");
    if (causes(failure).anyMatch(SmtpFailure::isNoSuchMailbox)) {
      return new Outcome.Suppressed("SMTP refused the mail" + code + ": there is no such mailbox");
    }
    if (causes(failure).anyMatch(SmtpFailure::isRefusal)) {
      return new Outcome.Refused(
          "SMTP refused the mail" + code, causes(failure).anyMatch(SmtpFailure::isPassing));
    }
    return new Outcome.Unclear("SMTP did not confirm the mail");
  }

  static void log(Logger log, Mail mail, Exception failure) {
    log.warnf(
        "Mail %s: SMTP failed: %s",
        mail.key(), ReasonText.of(failure.getClass().getSimpleName() + ": " + innermost(failure)));
  }

  private static Optional<Integer> code(Exception failure) {
    return causes(failure)
        .map(SmtpFailure::code)
        .filter(code -> code >= 400 && code < 600)
        .findFirst();
  }

  private static int code(Throwable cause) {
    if (cause instanceof SMTPSendFailedException failed) {
      return failed.getReturnCode();
    } else if (cause instanceof SMTPSenderFailedException failed) {
      return failed.getReturnCode();
    }
    return cause instanceof SMTPAddressFailedException failed ? failed.getReturnCode() : -1;
  }

  private static boolean isRefusal(Throwable cause) {
    // Without a code the connection ended where the server's answer should have been.
    return cause instanceof SMTPAddressFailedException
        || (cause instanceof SMTPSendFailedException failed && failed.getReturnCode() >= 400)
        || cause.getClass() == SendFailedException.class;
  }

  private static boolean isPassing(Throwable cause) {
    return cause instanceof SMTPSendFailedException failed && failed.getReturnCode() < 500;
  }

  private static boolean isNoSuchMailbox(Throwable cause) {
    return cause instanceof SMTPAddressFailedException failed
        && failed.getReturnCode() == MAILBOX_UNAVAILABLE
        && String.valueOf(failed.getMessage()).contains(NO_SUCH_MAILBOX);
  }

  private static String innermost(Throwable failure) {
    Optional<String> last =
        causes(failure)
            .map(Throwable::getMessage)
            .filter(message -> message != null && !message.isBlank())
            .reduce((first, second) -> second);
    return last.orElse("");
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(10);
  }
}
