package dev.banata.keycloak.mail;

import dev.banata.keycloak.api.Call;
import dev.banata.keycloak.api.Cursors;
import dev.banata.keycloak.api.Exchange;
import dev.banata.keycloak.api.Page;
import dev.banata.keycloak.api.Problem;
import dev.banata.keycloak.mail.MailRequests.AddEmailSuppressionRequest;
import dev.banata.keycloak.mail.MailRequests.ListEmailSuppressionsRequest;
import dev.banata.keycloak.mail.MailRequests.RemoveEmailSuppressionRequest;
import dev.banata.keycloak.permission.Permission;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.events.admin.OperationType;

/** {@code emails/suppressions/*}: addresses that a project sends no mails to. */
public final class EmailSuppressionsResource {

  private static final String RESOURCE_TYPE = "EMAIL_SUPPRESSION";

  private final Exchange exchange;

  public EmailSuppressionsResource(Exchange exchange) {
    this.exchange = exchange;
  }

  /**
   * A suppressed address.
   *
   * @param email masked
   * @param provider the one that told; null for an address that was added by hand
   */
  record EmailSuppression(String id, String email, String provider, String reason, long createdAt) {

    static EmailSuppression of(SuppressionEntity row) {
      return new EmailSuppression(
          row.id(), row.address(), row.provider(), row.reason(), row.createdAt());
    }
  }

  record EmailSuppressionList(List<EmailSuppression> data, Page.ListMetadata listMetadata) {}

  @POST
  @Path("list")
  public Response list(String body) {
    return exchange.answer(
        body,
        call -> {
          call.require(Permission.EMAIL_MANAGE);
          ListEmailSuppressionsRequest request = call.input(ListEmailSuppressionsRequest.class);
          Cursors cursors = Cursors.of(request.before(), request.after(), request.limit());
          Suppressions suppressions = new Suppressions(call.session());
          String realmId = call.realm().getId();
          List<SuppressionEntity> rows =
              suppressions.page(
                  realmId,
                  cursors.row(id -> suppressions.find(realmId, id)),
                  cursors.backward(),
                  cursors.limit() + 1);
          Page<EmailSuppression> page =
              cursors.page(rows, SuppressionEntity::id).map(EmailSuppression::of);
          return new EmailSuppressionList(page.items(), page.listMetadata());
        });
  }

  @POST
  @Path("add")
  public Response add(String body) {
    return exchange.answer(
        body,
        call -> {
          call.require(Permission.EMAIL_MANAGE);
          AddEmailSuppressionRequest request = call.input(AddEmailSuppressionRequest.class);
          EmailSuppression added =
              EmailSuppression.of(
                  new Suppressions(call.session())
                      .add(
                          DataKeys.get(call.session(), call.realm().getId()),
                          request.email(),
                          null,
                          request.reason()));
          record(call, OperationType.CREATE, added);
          return added;
        });
  }

  @POST
  @Path("remove")
  public Response remove(String body) {
    return exchange.answer(
        body,
        call -> {
          call.require(Permission.EMAIL_MANAGE);
          RemoveEmailSuppressionRequest request = call.input(RemoveEmailSuppressionRequest.class);
          Suppressions suppressions = new Suppressions(call.session());
          SuppressionEntity row =
              named(call, request)
                  .filter(suppressions::remove)
                  .orElseThrow(
                      () ->
                          Problem.notFound(
                              "EMAIL_SUPPRESSION_NOT_FOUND", "The address is not suppressed."));
          record(call, OperationType.DELETE, EmailSuppression.of(row));
          return Map.of("success", true);
        });
  }

  private static Optional<SuppressionEntity> named(
      Call call, RemoveEmailSuppressionRequest request) {
    if (request.id() != null && request.email() != null) {
      throw Problem.invalid("id", "must not be given together with email", "conflict");
    }
    Suppressions suppressions = new Suppressions(call.session());
    String realmId = call.realm().getId();
    return request.id() != null
        ? suppressions.find(realmId, request.id())
        : DataKeys.find(call.session(), realmId)
            .flatMap(key -> suppressions.byAddress(key, request.email()));
  }

  private static void record(Call call, OperationType operation, EmailSuppression suppression) {
    call.record(operation, RESOURCE_TYPE, "email-suppressions/" + suppression.id(), suppression);
  }
}
