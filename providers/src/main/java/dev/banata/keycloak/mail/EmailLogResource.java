package dev.banata.keycloak.mail;

import dev.banata.keycloak.api.Call;
import dev.banata.keycloak.api.Cursors;
import dev.banata.keycloak.api.Exchange;
import dev.banata.keycloak.api.Page;
import dev.banata.keycloak.mail.MailRequests.ListEmailLogRequest;
import dev.banata.keycloak.permission.Permission;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@code emails/log/*}: what became of a project's mails. */
public final class EmailLogResource {

  private final Exchange exchange;

  public EmailLogResource(Exchange exchange) {
    this.exchange = exchange;
  }

  /**
   * A mail.
   *
   * @param to masked
   * @param createdAt milliseconds since epoch
   */
  record EmailLogItem(
      String id,
      String to,
      String template,
      String provider,
      String status,
      String messageId,
      String error,
      long createdAt) {

    static EmailLogItem of(EmailLogEntity row) {
      return new EmailLogItem(
          row.id(),
          row.address(),
          row.template(),
          row.provider(),
          row.status(),
          row.messageId(),
          row.error(),
          row.createdAt());
    }
  }

  record EmailLogList(List<EmailLogItem> data, Page.ListMetadata listMetadata) {}

  @POST
  @Path("list")
  public Response list(String body) {
    return exchange.answer(body, EmailLogResource::list);
  }

  private static Object list(Call call) {
    call.require(Permission.EMAIL_MANAGE);
    ListEmailLogRequest request = call.input(ListEmailLogRequest.class);
    Cursors cursors = Cursors.of(request.before(), request.after(), request.limit());
    EmailLog log = new EmailLog(call.session());
    String realmId = call.realm().getId();
    Map<String, String> filter = new HashMap<>();
    if (request.status() != null) {
      filter.put("status", request.status());
    }
    if (request.template() != null) {
      filter.put("template", request.template());
    }
    List<EmailLogEntity> rows =
        log.page(
            realmId,
            filter,
            cursors.row(id -> log.find(realmId, id)),
            cursors.backward(),
            cursors.limit() + 1);
    Page<EmailLogItem> page = cursors.page(rows, EmailLogEntity::id).map(EmailLogItem::of);
    return new EmailLogList(page.items(), page.listMetadata());
  }
}
