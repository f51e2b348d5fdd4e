package dev.banata.keycloak.mail;

import dev.banata.keycloak.api.Call;
import dev.banata.keycloak.api.Exchange;
import dev.banata.keycloak.compat.RowLock;
import dev.banata.keycloak.mail.MailRequests.EmptyRequest;
import dev.banata.keycloak.mail.MailRequests.SaveEmailProvidersRequest;
import dev.banata.keycloak.outgoing.OutgoingConnections;
import dev.banata.keycloak.permission.Permission;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.keycloak.events.admin.OperationType;

/** {@code config/email-providers/*}: by whom a project's mails are sent. */
public final class EmailProvidersResource {

  private static final String RESOURCE_TYPE = "EMAIL_PROVIDERS";

  private final Exchange exchange;

  public EmailProvidersResource(Exchange exchange) {
    this.exchange = exchange;
  }

  @POST
  @Path("get")
  public Response get(String body) {
    return exchange.answer(
        body,
        call -> {
          call.require(Permission.EMAIL_MANAGE);
          call.input(EmptyRequest.class);
          return view(call);
        });
  }

  @POST
  @Path("save")
  public Response save(String body) {
    return exchange.answer(
        body,
        call -> {
          call.requireMailRoute(
              "save mail providers, because the links in the project's mails go through them");
          call.input(SaveEmailProvidersRequest.class);
          RowLock.require(new RowLock(call.session()).take(call.realm()));
          new MailConfigurationChange(
                  call.realm(),
                  ProjectSenderFactory.seal(call.session()),
                  () -> DataKeys.get(call.session(), call.realm().getId()),
                  OutgoingConnections.of(call.session())::isDenied)
              .apply(call.json());
          EmailProvidersView view = view(call);
          call.record(OperationType.UPDATE, RESOURCE_TYPE, "email-providers", view);
          return view;
        });
  }

  private static EmailProvidersView view(Call call) {
    return EmailProvidersView.of(
        new MailConfiguration(call.realm()),
        new Accounts(call.session(), ProjectSenderFactory.seal(call.session())),
        DataKeys.find(call.session(), call.realm().getId()));
  }
}
