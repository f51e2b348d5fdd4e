package dev.banata.keycloak.mail;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.List;
import javax.net.ssl.SSLHandshakeException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.util.MailConnectException;
import org.eclipse.angus.mail.util.SocketConnectException;
import org.junit.jupiter.api.Test;
import org.keycloak.email.EmailException;

/** What Keycloak's sender throws, and whether the mail may be handed to somebody else. */
final class SmtpFailureTest {

  private static final Address[] NOBODY = {};

  @Test
  void whatTheServerDidNotTakeIsRefused() {
    for (Exception cause :
        List.of(
            new AuthenticationFailedException("535 5.7.8 no"),
            sendFailed(554, "554 5.7.1 spam"),
            new MessagingException(
                "Could not convert socket to TLS", new SSLHandshakeException("x")),
            new MailConnectException(
                new SocketConnectException("refused", new IOException(), "h", 25, 0)),
            addressFailed(550, "550 5.7.1 policy"))) {
      assertThat(outcome(cause)).as(cause.toString()).isInstanceOf(Outcome.Refused.class);
    }
    assertThat(SmtpFailure.outcome(new EmailException("Invalid sender address 'null'.")))
        .isEqualTo(
            new Outcome.Refused("SMTP refused the mail: Invalid sender address 'null'.", false));
  }

  @Test
  void whatTheServerTakesLaterIsPassing() {
    assertThat(outcome(sendFailed(421, "421 4.3.2 later")))
        .isEqualTo(new Outcome.Refused("SMTP refused the mail: 421 4.3.2 later", true));
  }

  @Test
  void aMailboxThatDoesNotExistIsSuppressed() {
    assertThat(outcome(addressFailed(550, "550 5.1.1 <jane@example.org> no such user")))
        .isEqualTo(
            new Outcome.Suppressed(
                "SMTP refused the mail: 550 5.1.1 <j***@example.org> no such user"));
  }

  @Test
  void whatEndsOnTheWayIsUnclear() {
    for (Exception cause :
        List.of(
            new MessagingException(
                "Exception reading response", new SocketTimeoutException("late")),
            sendFailed(-1, "[EOF]"),
            new IllegalStateException("odd"))) {
      assertThat(outcome(cause)).as(cause.toString()).isInstanceOf(Outcome.Unclear.class);
    }
  }

  private static Outcome outcome(Exception cause) {
    return SmtpFailure.outcome(new EmailException("Error when attempting to send", cause));
  }

  private static SMTPSendFailedException sendFailed(int code, String said) {
    return new SMTPSendFailedException(".", code, said, null, NOBODY, NOBODY, NOBODY);
  }

  private static SendFailedException addressFailed(int code, String said) {
    return new SendFailedException(
        "Invalid Addresses",
        new SMTPAddressFailedException(new InternetAddress(), "RCPT TO", code, said),
        NOBODY,
        NOBODY,
        NOBODY);
  }
}
