package dev.banata.keycloak.email;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.banata.keycloak.api.Exchange;
import dev.banata.keycloak.permission.Permission;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.keycloak.events.admin.OperationType;

/** {@code emails/*}: sends mails of templates, and shows what they would be. */
public final class EmailsResource {

  private final Exchange exchange;

  public EmailsResource(Exchange exchange) {
    this.exchange = exchange;
  }

  record SendEmailRequest(String to, String template, JsonNode data, String locale) {}

  record PreviewEmailRequest(String template, JsonNode data, String locale) {}

  /** {@code suppressed} is there for a mail that the project has switched off. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record SendAnswer(boolean success, String messageId, String error, Boolean suppressed) {

    static SendAnswer of(Emails.Outcome outcome) {
      return new SendAnswer(
          outcome.success(),
          outcome.messageId(),
          outcome.error(),
          outcome.suppressed() ? Boolean.TRUE : null);
    }
  }

  @Path("templates")
  public EmailTemplatesResource templates() {
    return new EmailTemplatesResource(exchange);
  }

  @POST
  @Path("send")
  public Response send(String body) {
    return exchange.answer(
        body,
        call -> {
          call.require(Permission.EMAIL_MANAGE);
          SendEmailRequest request = call.input(SendEmailRequest.class);
          Emails.Outcome outcome =
              new Emails(call.session(), call.realm())
                  .send(
                      request.to().strip(),
                      request.template(),
                      request.data(),
                      locale(request.locale()));
          // Neither the address nor the values: links and codes are secrets.
          call.record(
              OperationType.ACTION,
              "EMAIL",
              "emails/send",
              Map.of("template", request.template(), "success", outcome.success()));
          return SendAnswer.of(outcome);
        });
  }

  @POST
  @Path("preview")
  public Response preview(String body) {
    return exchange.answer(
        body,
        call -> {
          call.require(Permission.EMAIL_MANAGE);
          PreviewEmailRequest request = call.input(PreviewEmailRequest.class);
          return new Emails(call.session(), call.realm())
              .preview(request.template(), request.data(), locale(request.locale()));
        });
  }

  private static Optional<Locale> locale(String tag) {
    return Optional.ofNullable(tag).map(Locale::forLanguageTag);
  }
}
