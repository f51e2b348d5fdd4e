package dev.banata.keycloak.email;

import dev.banata.keycloak.api.Call;
import dev.banata.keycloak.api.Exchange;
import dev.banata.keycloak.api.Page.ListMetadata;
import dev.banata.keycloak.api.Problem;
import dev.banata.keycloak.compat.RowLock;
import dev.banata.keycloak.permission.Permission;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.RealmModel;

/** {@code config/emails/*}: which kinds of mail a project sends. */
public final class EmailTogglesResource {

  private final Exchange exchange;

  public EmailTogglesResource(Exchange exchange) {
    this.exchange = exchange;
  }

  record EmptyRequest() {}

  record ToggleEmailRequest(String id, boolean enabled) {}

  record ToggleView(
      String id,
      String emailType,
      String name,
      String description,
      boolean enabled,
      String category) {}

  /** {@code emails} is upstream's name. */
  record EmailTypeList(List<ToggleView> emails, List<ToggleView> data, ListMetadata listMetadata) {}

  /** The list after a change, with what it brings about elsewhere. */
  record ToggleAnswer(List<ToggleView> emails, List<String> warnings) {}

  @POST
  @Path("list")
  public Response list(String body) {
    return exchange.answer(
        body,
        call -> {
          call.require(Permission.EMAIL_MANAGE);
          call.input(EmptyRequest.class);
          List<ToggleView> types = views(call.realm());
          return new EmailTypeList(types, types, ListMetadata.NONE);
        });
  }

  @POST
  @Path("toggle")
  public Response toggle(String body) {
    return exchange.answer(body, EmailTogglesResource::toggle);
  }

  private static List<ToggleView> views(RealmModel realm) {
    EmailToggles toggles = new EmailToggles(realm);
    return Arrays.stream(EmailType.values())
        .map(
            type ->
                new ToggleView(
                    type.text(),
                    type.text(),
                    type.title(),
                    type.description(),
                    toggles.isOn(type),
                    type.category()))
        .toList();
  }

  private static ToggleAnswer toggle(Call call) {
    call.require(Permission.EMAIL_MANAGE);
    ToggleEmailRequest request = call.input(ToggleEmailRequest.class);
    List<EmailType> types = EmailType.named(request.id());
    if (types.isEmpty()) {
      throw Problem.notFound("EMAIL_TYPE_NOT_FOUND", "There is no such type of e-mail.");
    }
    RowLock.require(new RowLock(call.session()).take(call.realm()));
    EmailToggles toggles = new EmailToggles(call.realm());
    types.forEach(type -> toggles.set(type, request.enabled()));
    call.record(
        OperationType.UPDATE,
        "EMAIL_TYPE",
        "config/emails/" + types.get(0).text(),
        Map.of(
            "types", types.stream().map(EmailType::text).toList(), "enabled", request.enabled()));
    return new ToggleAnswer(views(call.realm()), warnings(call.realm(), types, request.enabled()));
  }

  private static List<String> warnings(RealmModel realm, List<EmailType> types, boolean enabled) {
    return !enabled && types.contains(EmailType.VERIFICATION) && realm.isVerifyEmail()
        ? List.of(
            "The project requires verified addresses: without these mails, new users cannot"
                + " verify theirs and so cannot sign in.")
        : List.of();
  }
}
