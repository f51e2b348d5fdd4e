package dev.banata.keycloak.mail;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Map;
import org.keycloak.util.JsonSerialization;

/**
 * Postmark, with its stream for transactional mails.
 *
 * @see <a href="https://postmarkapp.com/developer/api/email-api">Email API</a>
 * @see <a href="https://postmarkapp.com/developer/api/overview">Response and error codes</a>
 */
final class PostmarkApi implements ProviderApi {

  /** The recipient is inactive: a hard bounce, a spam complaint, or suppressed by hand. */
  private static final int INACTIVE_RECIPIENT = 406;

  @Override
  public String baseUrl(Account account) {
    return "https://api.postmarkapp.com";
  }

  @Override
  public ProviderCall request(String baseUrl, Mail mail, Account account) {
    ObjectNode body = JsonSerialization.mapper.createObjectNode();
    body.put("From", mail.from().text());
    body.put("To", mail.to());
    body.put("Subject", mail.subject());
    if (mail.text() != null) {
      body.put("TextBody", mail.text());
    }
    if (mail.html() != null) {
      body.put("HtmlBody", mail.html());
    }
    if (mail.replyTo() != null) {
      body.put("ReplyTo", mail.replyTo().text());
    }
    body.put("MessageStream", "outbound");
    return new ProviderCall(
        URI.create(baseUrl + "/email"),
        Map.of("Accept", JsonBody.TYPE, "X-Postmark-Server-Token", account.secret().reveal()),
        JsonBody.TYPE,
        JsonBody.write(body));
  }

  @Override
  public String messageId(ProviderAnswer answer) {
    return JsonBody.text(answer.json().path("MessageID"));
  }

  @Override
  public String message(ProviderAnswer answer) {
    String message = JsonBody.text(answer.json().path("Message"));
    return message == null ? null : "(" + answer.json().path("ErrorCode").asInt() + ") " + message;
  }

  @Override
  public boolean isRefusal(ProviderAnswer answer) {
    return answer.json().path("ErrorCode").asInt() != 0;
  }

  @Override
  public boolean isSuppression(ProviderAnswer answer) {
    return answer.json().path("ErrorCode").asInt() == INACTIVE_RECIPIENT;
  }

  /** "During planned service outages, Postmark API services will return this HTTP response." */
  @Override
  public boolean unavailableMeansRefused() {
    return true;
  }
}
