package dev.banata.keycloak.mail;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/**
 * Mailgun. It keeps its own suppression list and says nothing of it when it takes a mail.
 *
 * @see <a
 *     href="https://documentation.mailgun.com/docs/mailgun/api-reference/send/mailgun/messages/post-v3--domain-name--messages">Send
 *     an e-mail</a>
 */
final class MailgunApi implements ProviderApi {

  static final String EU = "eu";

  @Override
  public String baseUrl(Account account) {
    return EU.equals(account.field("region"))
        ? "https://api.eu.mailgun.net"
        : "https://api.mailgun.net";
  }

  @Override
  public ProviderCall request(String baseUrl, Mail mail, Account account) {
    MultipartForm form =
        new MultipartForm()
            .add("from", mail.from().text())
            .add("to", mail.to())
            .add("subject", mail.subject());
    if (mail.text() != null) {
      form.add("text", mail.text());
    }
    if (mail.html() != null) {
      form.add("html", mail.html());
    }
    if (mail.replyTo() != null) {
      form.add("h:Reply-To", mail.replyTo().text());
    }
    return new ProviderCall(
        URI.create(baseUrl + "/v3/" + account.field("domain") + "/messages"),
        Map.of("Authorization", basic(account)),
        form.contentType(),
        form.end());
  }

  private static String basic(Account account) {
    String credentials = "api:" + account.secret().reveal();
    return "Basic "
        + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String messageId(ProviderAnswer answer) {
    return JsonBody.text(answer.json().path("id"));
  }

  /** Some failures are a JSON object, others plain text, as in "Forbidden". */
  @Override
  public String message(ProviderAnswer answer) {
    String message = JsonBody.text(answer.json().path("message"));
    return message == null && !answer.body().contains("<") ? answer.body() : message;
  }
}
