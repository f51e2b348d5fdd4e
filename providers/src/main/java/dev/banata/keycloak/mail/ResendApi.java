package dev.banata.keycloak.mail;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Map;
import org.keycloak.util.JsonSerialization;

/**
 * Resend.
 *
 * @see <a href="https://resend.com/docs/api-reference/emails/send-email">Send an e-mail</a>
 * @see <a href="https://resend.com/docs/dashboard/emails/idempotency-keys">Idempotency keys</a>
 */
final class ResendApi implements ProviderApi {

  private static final int CONFLICT = 409;

  @Override
  public String baseUrl(Account account) {
    return "https://api.resend.com";
  }

  @Override
  public ProviderCall request(String baseUrl, Mail mail, Account account) {
    ObjectNode body = JsonSerialization.mapper.createObjectNode();
    body.put("from", mail.from().text());
    body.putArray("to").add(mail.to());
    body.put("subject", mail.subject());
    if (mail.html() != null) {
      body.put("html", mail.html());
    }
    if (mail.text() != null) {
      body.put("text", mail.text());
    }
    if (mail.replyTo() != null) {
      body.put("reply_to", mail.replyTo().text());
    }
    return new ProviderCall(
        URI.create(baseUrl + "/emails"),
        Map.of(
            "Authorization", "Bearer " + account.secret().reveal(), "Idempotency-Key", mail.key()),
        JsonBody.TYPE,
        JsonBody.write(body));
  }

  @Override
  public boolean repeatable() {
    return true;
  }

  @Override
  public String messageId(ProviderAnswer answer) {
    return JsonBody.text(answer.json().path("id"));
  }

  @Override
  public String message(ProviderAnswer answer) {
    return JsonBody.text(answer.json().path("message"));
  }

  /** A mail with the key is under way, or was sent with another content. */
  @Override
  public boolean isUnclear(ProviderAnswer answer) {
    return answer.status() == CONFLICT;
  }
}
