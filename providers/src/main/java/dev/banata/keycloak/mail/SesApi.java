package dev.banata.keycloak.mail;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.keycloak.util.JsonSerialization;

/**
 * Amazon SES, API v2.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html">SendEmail
 *     </a>
 */
final class SesApi implements ProviderApi {

  private static final String SERVICE = "ses";
  private static final String CHARSET = "UTF-8";

  @Override
  public String baseUrl(Account account) {
    return "https://email." + account.field("region") + ".amazonaws.com";
  }

  @Override
  public ProviderCall request(String baseUrl, Mail mail, Account account) {
    ObjectNode body = JsonSerialization.mapper.createObjectNode();
    body.put("FromEmailAddress", mail.from().encoded());
    body.putObject("Destination").putArray("ToAddresses").add(mail.to());
    if (mail.replyTo() != null) {
      body.putArray("ReplyToAddresses").add(mail.replyTo().encoded());
    }
    ObjectNode message = body.putObject("Content").putObject("Simple");
    put(message.putObject("Subject"), mail.subject());
    ObjectNode parts = message.putObject("Body");
    if (mail.text() != null) {
      put(parts.putObject("Text"), mail.text());
    }
    if (mail.html() != null) {
      put(parts.putObject("Html"), mail.html());
    }
    return signed(URI.create(baseUrl + "/v2/email/outbound-emails"), JsonBody.write(body), account);
  }

  private static void put(ObjectNode part, String data) {
    part.put("Data", data).put("Charset", CHARSET);
  }

  private static ProviderCall signed(URI uri, String body, Account account) {
    SigV4 signature =
        new SigV4(account.field("accessKeyId"), account.secret(), account.field("region"), SERVICE);
    Map<String, String> headers = new TreeMap<>();
    headers.put("content-type", JsonBody.TYPE);
    Map<String, String> signed = signature.sign("POST", uri, headers, body, Instant.now());
    signed.remove("content-type");
    signed.remove("host");
    return new ProviderCall(uri, signed, JsonBody.TYPE, body);
  }

  @Override
  public String messageId(ProviderAnswer answer) {
    return JsonBody.text(answer.json().path("MessageId"));
  }

  /** The error's name is in a header, its message in the body. */
  @Override
  public String message(ProviderAnswer answer) {
    String text = JsonBody.text(answer.json().path("message"));
    String message = text == null ? JsonBody.text(answer.json().path("Message")) : text;
    String type = answer.headers().get("x-amzn-errortype");
    if (type == null) {
      return message;
    }
    String name = type.split(":", 2)[0];
    return message == null ? name : name + ": " + message;
  }

  @Override
  public boolean isSuppression(ProviderAnswer answer) {
    String message = message(answer);
    return message != null
        && message.startsWith("MessageRejected")
        && message.matches("(?i).*(suppression list|address blacklisted).*");
  }

  /** ServiceUnavailable: "the request has failed due to a temporary failure of the server". */
  @Override
  public boolean unavailableMeansRefused() {
    return true;
  }
}
