package dev.banata.keycloak.email;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.banata.keycloak.api.Exchange;
import dev.banata.keycloak.permission.Permission;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.keycloak.events.admin.OperationType;

/** {@code test-email}: sends a template with sample values. */
public final class TestEmailResource {

  private final Exchange exchange;

  public TestEmailResource(Exchange exchange) {
    this.exchange = exchange;
  }

  record SendTestEmailRequest(String to, String template) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record TestAnswer(boolean success, String message, String error) {

    /** The published client reads the message; the error is where {@code send} has it. */
    static TestAnswer of(Emails.Outcome outcome) {
      return outcome.success()
          ? new TestAnswer(true, "Test email sent", null)
          : new TestAnswer(false, outcome.error(), outcome.error());
    }
  }

  @POST
  @Path("")
  public Response send(String body) {
    return exchange.answer(
        body,
        call -> {
          call.require(Permission.EMAIL_MANAGE);
          SendTestEmailRequest request = call.input(SendTestEmailRequest.class);
          String template = request.template() == null ? "welcome" : request.template();
          Emails.Outcome outcome =
              new Emails(call.session(), call.realm()).sendTest(request.to().strip(), template);
          call.record(
              OperationType.ACTION,
              "EMAIL",
              "test-email",
              Map.of("template", template, "success", outcome.success()));
          return TestAnswer.of(outcome);
        });
  }
}
