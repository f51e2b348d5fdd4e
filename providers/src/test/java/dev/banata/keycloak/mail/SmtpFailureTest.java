package dev.banata.keycloak.mail;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Address;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.internet.InternetAddress;
import java.net.SocketTimeoutException;
import java.util.List;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.junit.jupiter.api.Test;

/** What Jakarta Mail throws, and whether the mail may be handed to somebody else. */
final class SmtpFailureTest {

  private static final Address[] NOBODY = {};

  @Test
  void whatTheServerDidNotTakeIsRefused() {
    for (Exception cause :
        List.of(sendFailed(554, "554 5.7.1 spam"), addressFailed(550, "550 5.7.1 policy"))) {
      assertThat(SmtpFailure.outcome(cause))
          .as(cause.toString())
          .isInstanceOf(Outcome.Refused.class);
    }
  }

  @Test
  void whatTheServerTakesLaterIsPassing() {
    assertThat(SmtpFailure.outcome(sendFailed(421, "421 4.3.2 later")))
        .isEqualTo(new Outcome.Refused("SMTP refused the mail (421)", true));
  }

  @Test
  void aMailboxThatDoesNotExistIsSuppressed() {
    assertThat(SmtpFailure.outcome(addressFailed(550, "550 5.1.1 <jane@example.org> no such user")))
        .isEqualTo(new Outcome.Suppressed("SMTP refused the mail (550): there is no such mailbox"));
  }

  @Test
  void whatEndsOnTheWayIsUnclear() {
    for (Exception cause :
        List.of(
            new MessagingException(
                "Exception reading response", new SocketTimeoutException("late")),
            sendFailed(-1, "[EOF]"),
            new IllegalStateException("odd"))) {
      assertThat(SmtpFailure.outcome(cause))
          .as(cause.toString())
          .isInstanceOf(Outcome.Unclear.class);
    }
  }

  /** The server is one that a project has chosen, and need not be one for mail. */
  @Test
  void e3_nothingThatTheServerSaidIsInTheReason() {
    for (Exception cause :
        List.of(
            sendFailed(554, "554 requirepass=secret"),
            sendFailed(-1, "requirepass=secret"),
            addressFailed(550, "550 5.1.1 requirepass=secret"))) {
      assertThat(SmtpFailure.outcome(cause).toString()).doesNotContain("requirepass");
    }
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
