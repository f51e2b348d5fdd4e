package dev.banata.keycloak.mail;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.keycloak.util.JsonSerialization;

/**
 * Twilio SendGrid. It keeps its own suppression list and says nothing of it when it takes a mail.
 *
 * @see <a href="https://www.twilio.com/docs/sendgrid/api-reference/mail-send/mail-send">Mail
 *     Send</a>
 */
final class SendGridApi implements ProviderApi {

  @Override
  public String baseUrl(Account account) {
    return "https://api.sendgrid.com";
  }

  @Override
  public ProviderCall request(String baseUrl, Mail mail, Account account) {
    ObjectNode body = JsonSerialization.mapper.createObjectNode();
    body.putArray("personalizations")
        .addObject()
        .putArray("to")
        .addObject()
        .put("email", mail.to());
    put(body.putObject("from"), mail.from());
    if (mail.replyTo() != null) {
      put(body.putObject("reply_to"), mail.replyTo());
    }
    body.put("subject", mail.subject());
    // The order is prescribed: plain text comes first.
    ArrayNode content = body.putArray("content");
    if (mail.text() != null) {
      content.addObject().put("type", "text/plain").put("value", mail.text());
    }
    if (mail.html() != null) {
      content.addObject().put("type", "text/html").put("value", mail.html());
    }
    return new ProviderCall(
        URI.create(baseUrl + "/v3/mail/send"),
        Map.of("Authorization", "Bearer " + account.secret().reveal()),
        JsonBody.TYPE,
        JsonBody.write(body));
  }

  private static void put(ObjectNode node, Party party) {
    node.put("email", party.address());
    if (party.name() != null) {
      node.put("name", party.name());
    }
  }

  @Override
  public String messageId(ProviderAnswer answer) {
    return answer.headers().get("x-message-id");
  }

  @Override
  public String message(ProviderAnswer answer) {
    String messages =
        answer
            .json()
            .path("errors")
            .valueStream()
            .map(error -> JsonBody.text(error.path("message")))
            .filter(Objects::nonNull)
            .collect(Collectors.joining(", "));
    return messages.isEmpty() ? null : messages;
  }

  /** "The SendGrid v3 Web API is not available." */
  @Override
  public boolean unavailableMeansRefused() {
    return true;
  }
}
