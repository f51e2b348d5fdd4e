package dev.banata.keycloak.mail;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.SendFailedException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.util.MailConnectException;
import org.keycloak.email.EmailException;

/** What a failure of Keycloak's mail sender says about the mail. */
final class SmtpFailure {

  /** RFC 3463: the mailbox named in the address does not exist. */
  private static final String NO_SUCH_MAILBOX = "5.1.1";

  private static final String REFUSED = "SMTP refused the mail: ";

  private SmtpFailure() {}

  static Outcome outcome(EmailException failure) {
    if (failure.getCause() == null) {
      // Keycloak did not begin to send.
      return new Outcome.Refused(REFUSED + ReasonText.of(failure.getMessage()), false);
    }
    String said = ReasonText.of(REFUSED + innermost(failure));
    if (causes(failure).anyMatch(SmtpFailure::isNoSuchMailbox)) {
      return new Outcome.Suppressed(said);
    }
    if (causes(failure).anyMatch(SmtpFailure::isNotReached)) {
      return new Outcome.Refused(
          ReasonText.of("SMTP cannot be reached: " + innermost(failure)), true);
    }
    if (causes(failure).anyMatch(SmtpFailure::isRefusal)) {
      return new Outcome.Refused(said, causes(failure).anyMatch(SmtpFailure::isPassing));
    }
    return new Outcome.Unclear(
        ReasonText.of("SMTP did not confirm the mail: " + innermost(failure)));
  }

  private static boolean isNotReached(Throwable cause) {
    return cause instanceof MailConnectException
        || cause instanceof ConnectException
        || cause instanceof UnknownHostException
        || cause instanceof SSLHandshakeException;
  }

  private static boolean isRefusal(Throwable cause) {
    // Without a code the connection ended where the server's answer should have been.
    return cause instanceof AuthenticationFailedException
        || cause instanceof SMTPAddressFailedException
        || (cause instanceof SMTPSendFailedException failed && failed.getReturnCode() >= 400)
        || cause.getClass() == SendFailedException.class;
  }

  private static boolean isPassing(Throwable cause) {
    return cause instanceof SMTPSendFailedException failed && failed.getReturnCode() < 500;
  }

  private static boolean isNoSuchMailbox(Throwable cause) {
    return cause instanceof SMTPAddressFailedException failed
        && failed.getReturnCode() == 550
        && String.valueOf(failed.getMessage()).contains(NO_SUCH_MAILBOX);
  }

  private static String innermost(Throwable failure) {
    Optional<String> last =
        causes(failure)
            .map(Throwable::getMessage)
            .filter(message -> message != null && !message.isBlank())
            .reduce((first, second) -> second);
    return last.orElse(failure.getClass().getSimpleName());
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause).limit(10);
  }
}
