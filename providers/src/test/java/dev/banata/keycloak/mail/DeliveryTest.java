package dev.banata.keycloak.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What becomes of a mail, by what its providers say. In the table {@code A} is accepted, {@code R}
 * refused, {@code P} refused for the moment, {@code S} suppressed, {@code U} unclear; the first
 * provider is Resend, which takes a mail once, the second is Postmark.
 */
final class DeliveryTest {

  private static final Mail MAIL =
      new Mail(new Party("a@example.org", null), null, "b@example.org", "s", "t", "h", "key");

  private final List<ProviderId> asked = new ArrayList<>();
  private final List<Long> pauses = new ArrayList<>();
  private long now;

  @ParameterizedTest
  @CsvSource({
    // resend, postmark, status, settled by, attempts
    "A,   A,   SENT,       RESEND,   1+0",
    "R,   A,   SENT,       POSTMARK, 1+1",
    "P,   A,   SENT,       POSTMARK, 1+1",
    "R,   R,   FAILED,     POSTMARK, 1+1",
    "R,   PA,  SENT,       POSTMARK, 1+2",
    "R,   PPP, FAILED,     POSTMARK, 1+3",
    "R,   PPA, SENT,       POSTMARK, 1+3",
    "S,   A,   SUPPRESSED, RESEND,   1+0",
    "R,   S,   SUPPRESSED, POSTMARK, 1+1",
    "UA,  A,   SENT,       RESEND,   2+0",
    "UUA, A,   SENT,       RESEND,   3+0",
    "UUU, A,   UNKNOWN,    RESEND,   3+0",
    "UR,  A,   UNKNOWN,    RESEND,   2+0",
    "UPA, A,   SENT,       RESEND,   3+0",
    "UPP, A,   UNKNOWN,    RESEND,   3+0",
    "R,   U,   UNKNOWN,    POSTMARK, 1+1",
    "R,   PU,  UNKNOWN,    POSTMARK, 1+2",
  })
  void triesOnWhileNothingWasSent(
      String resend, String postmark, MailStatus status, ProviderId provider, String attempts) {
    Report report =
        deliver(
            route(ProviderId.RESEND, true, resend), route(ProviderId.POSTMARK, false, postmark));

    assertThat(report.status()).isEqualTo(status);
    assertThat(report.provider()).isEqualTo(provider);
    assertThat(count(ProviderId.RESEND) + "+" + count(ProviderId.POSTMARK)).isEqualTo(attempts);
    assertThat(report.told()).isEqualTo(status == MailStatus.SUPPRESSED);
    assertThat(report.messageId()).isEqualTo(status == MailStatus.SENT ? "id" : null);
    assertThat(report.error() == null).isEqualTo(status == MailStatus.SENT);
  }

  @Test
  void anUnclearOutcomeIsNeverFollowedByAnotherProvider() {
    Report report =
        deliver(route(ProviderId.SENDGRID, false, "U"), route(ProviderId.RESEND, true, "A"));

    assertThat(report.status()).isEqualTo(MailStatus.UNKNOWN);
    assertThat(asked).containsExactly(ProviderId.SENDGRID);
  }

  @Test
  void namesWhatEachProviderSaidOnce() {
    Report report =
        deliver(route(ProviderId.RESEND, true, "R"), route(ProviderId.POSTMARK, false, "PPP"));

    assertThat(report.error()).isEqualTo("RESEND says R; POSTMARK says P");
    assertThat(pauses).containsExactly(Delivery.PAUSE_MILLIS, 2 * Delivery.PAUSE_MILLIS);
  }

  @Test
  void noAttemptBeginsLate() {
    Route slow =
        new Scripted(ProviderId.RESEND, true, script("UA")) {
          @Override
          public Outcome send(Mail mail) {
            now += Delivery.LAST_START_MILLIS;
            return super.send(mail);
          }
        };

    assertThat(deliver(slow).status()).isEqualTo(MailStatus.UNKNOWN);
    assertThat(asked).hasSize(1);
    Route refusing =
        new Scripted(ProviderId.RESEND, true, script("R")) {
          @Override
          public Outcome send(Mail mail) {
            now += Delivery.LAST_START_MILLIS;
            return super.send(mail);
          }
        };
    asked.clear();
    assertThat(deliver(refusing, route(ProviderId.POSTMARK, false, "A")).status())
        .isEqualTo(MailStatus.FAILED);
    assertThat(asked).hasSize(1);
  }

  private Report deliver(Route... routes) {
    return new Delivery(List.of(routes), () -> now, pauses::add).deliver(MAIL);
  }

  private long count(ProviderId provider) {
    return asked.stream().filter(provider::equals).count();
  }

  private Route route(ProviderId provider, boolean repeatable, String script) {
    return new Scripted(provider, repeatable, script(script));
  }

  private static Deque<Character> script(String outcomes) {
    return outcomes
        .chars()
        .mapToObj(c -> (char) c)
        .collect(ArrayDeque::new, ArrayDeque::add, (a, b) -> {});
  }

  /** A provider that says what the script has. */
  private class Scripted implements Route {

    private final ProviderId provider;
    private final boolean repeatable;
    private final Deque<Character> script;

    Scripted(ProviderId provider, boolean repeatable, Deque<Character> script) {
      this.provider = provider;
      this.repeatable = repeatable;
      this.script = script;
    }

    @Override
    public ProviderId provider() {
      return provider;
    }

    @Override
    public boolean repeatable() {
      return repeatable;
    }

    @Override
    public Outcome send(Mail mail) {
      asked.add(provider);
      char outcome = script.remove();
      String reason = provider + " says " + outcome;
      return Stream.<Outcome>of(
              new Outcome.Accepted("id"),
              new Outcome.Refused(reason, false),
              new Outcome.Refused(reason, true),
              new Outcome.Suppressed(reason),
              new Outcome.Unclear(reason))
          .toList()
          .get("ARPSU".indexOf(outcome));
    }
  }
}
