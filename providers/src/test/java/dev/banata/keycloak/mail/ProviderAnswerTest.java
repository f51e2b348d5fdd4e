package dev.banata.keycloak.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banata.keycloak.api.Secret;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the documented answers of each provider say about a mail. */
final class ProviderAnswerTest {

  private static final Account ACCOUNT =
      new Account(Map.of("region", "us-east-1"), new Secret("the-key"));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "RESEND   | 200 | {'id':'49a3999c'} | Accepted | 49a3999c",
        "RESEND   | 400 | {'name':'validation_error','message':'Bad field.'} | Refused | Resend refused the mail: 400",
        "RESEND   | 403 | {'name':'validation_error','message':'The acme.com domain is not verified.'} | Refused | Resend refused the mail: 403",
        "RESEND   | 409 | {'name':'concurrent_idempotent_requests','message':'Under way.'} | Unclear | Resend failed with the mail: 409",
        "RESEND   | 429 | {'name':'rate_limit_exceeded','message':'Too many requests.'} | Passing | Resend refused the mail: 429",
        "RESEND   | 500 | {'name':'application_error','message':'Oops.'} | Unclear | Resend failed with the mail: 500",
        "RESEND   | 503 | '' | Unclear | Resend failed with the mail: 503",
        "RESEND   | 302 | '' | Refused | Resend refused the mail: 302",
        "SENDGRID | 202 | '' | Accepted | from-header",
        "SENDGRID | 400 | {'errors':[{'message':'One.','field':'a'},{'message':'Two.'}]} | Refused | SendGrid refused the mail: 400",
        "SENDGRID | 401 | {'errors':[{'message':'Key the-key is wrong.'}]} | Refused | SendGrid refused the mail: 401",
        "SENDGRID | 503 | '' | Passing | SendGrid refused the mail: 503",
        "SENDGRID | 500 | '' | Unclear | SendGrid failed with the mail: 500",
        "SES      | 200 | {'MessageId':'0102'} | Accepted | 0102",
        "SES      | 400 | {'message':'Email address is not verified.'} | Refused | Amazon SES refused the mail: 400",
        "SES      | 400 | {'message':'Address blacklisted.'} | Suppressed | Amazon SES refused the mail: 400",
        "SES      | 429 | {'message':'Too many.'} | Passing | Amazon SES refused the mail: 429",
        "SES      | 503 | '' | Passing | Amazon SES refused the mail: 503",
        "MAILGUN  | 200 | {'id':'<1@mg>','message':'Queued. Thank you.'} | Accepted | <1@mg>",
        "MAILGUN  | 401 | Forbidden | Refused | Mailgun refused the mail: 401",
        "MAILGUN  | 400 | {'message':'to parameter is not valid'} | Refused | Mailgun refused the mail: 400",
        "MAILGUN  | 502 | <html>gateway</html> | Unclear | Mailgun failed with the mail: 502",
        "MAILGUN  | 503 | '' | Unclear | Mailgun failed with the mail: 503",
        "POSTMARK | 200 | {'MessageID':'b7bc','ErrorCode':0,'Message':'OK'} | Accepted | b7bc",
        "POSTMARK | 200 | {'ErrorCode':300,'Message':'Invalid.'} | Refused | Postmark refused the mail: 200",
        "POSTMARK | 422 | {'ErrorCode':406,'Message':'ada@example.org is inactive.'} | Suppressed | Postmark refused the mail: 422",
        "POSTMARK | 422 | {'ErrorCode':300,'Message':'Sender a@b.example is not verified.'} | Refused | Postmark refused the mail: 422",
        "POSTMARK | 503 | '' | Passing | Postmark refused the mail: 503",
        "POSTMARK | 500 | '' | Unclear | Postmark failed with the mail: 500",
      })
  void isReadByItsDocumentation(
      ProviderId provider, int status, String body, String kind, String text) {
    Map<String, String> headers =
        switch (provider) {
          case SES -> Map.of("x-amzn-errortype", "MessageRejected:http://internal.amazon.com/");
          case SENDGRID -> Map.of("x-message-id", "from-header");
          default -> Map.of();
        };
    HttpRoute route = new HttpRoute(provider, ProviderApis.of(provider), "", ACCOUNT, null);

    Outcome outcome =
        route.outcome("key", new ProviderAnswer(status, headers, body.replace('\'', '"')));

    assertThat(kind(outcome)).isEqualTo(kind);
    assertThat(text(outcome)).startsWith(text);
    // What the server said is in the log, and nowhere else.
    assertThat(text(outcome)).doesNotContain("Bad field", "acme.com", "wrong", "One.", "Invalid");
  }

  private static String kind(Outcome outcome) {
    return outcome instanceof Outcome.Refused refused && refused.passing()
        ? "Passing"
        : outcome.getClass().getSimpleName();
  }

  private static String text(Outcome outcome) {
    if (outcome instanceof Outcome.Accepted accepted) {
      return accepted.messageId();
    } else if (outcome instanceof Outcome.Refused refused) {
      return refused.reason();
    } else if (outcome instanceof Outcome.Suppressed suppressed) {
      return suppressed.reason();
    }
    return ((Outcome.Unclear) outcome).reason();
  }
}
