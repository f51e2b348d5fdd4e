package dev.banata.keycloak.email;

import dev.banata.keycloak.api.Call;
import dev.banata.keycloak.api.Exchange;
import dev.banata.keycloak.api.Page;
import dev.banata.keycloak.email.TemplateRequests.CreateEmailTemplateRequest;
import dev.banata.keycloak.email.TemplateRequests.GetEmailTemplateRequest;
import dev.banata.keycloak.email.TemplateRequests.IdRequest;
import dev.banata.keycloak.email.TemplateRequests.ListEmailTemplatesRequest;
import dev.banata.keycloak.email.TemplateRequests.UpdateEmailTemplateRequest;
import dev.banata.keycloak.permission.Permission;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.events.admin.OperationType;

/** {@code emails/templates/*}. */
public final class EmailTemplatesResource {

  private static final int DEFAULT_LIMIT = 50;

  private final Exchange exchange;

  EmailTemplatesResource(Exchange exchange) {
    this.exchange = exchange;
  }

  /** {@code templates} is what the published client reads. */
  record ListAnswer(
      List<TemplateView> templates, List<TemplateView> data, Page.ListMetadata listMetadata) {}

  record TemplateAnswer(TemplateView template) {}

  record ChangeAnswer(boolean success, TemplateView template) {}

  record DeleteAnswer(boolean success) {}

  @POST
  @Path("list")
  public Response list(String body) {
    return exchange.answer(
        body,
        call -> {
          call.require(Permission.EMAIL_MANAGE);
          ListEmailTemplatesRequest request = call.input(ListEmailTemplatesRequest.class);
          EmailTemplates templates = templates(call);
          int limit = request.limit() == null ? DEFAULT_LIMIT : request.limit();
          Optional<EmailTemplate> after =
              Optional.ofNullable(request.after()).map(id -> existing(templates, id));
          List<EmailTemplate> found =
              templates.list(Optional.ofNullable(request.category()), after, limit);
          Page<TemplateView> page =
              Page.of(found, limit, false, after.isPresent(), EmailTemplate::id)
                  .map(TemplateView::of);
          return new ListAnswer(page.items(), page.items(), page.listMetadata());
        });
  }

  @POST
  @Path("get")
  public Response get(String body) {
    return exchange.answer(
        body,
        call -> {
          call.require(Permission.EMAIL_MANAGE);
          GetEmailTemplateRequest request = call.input(GetEmailTemplateRequest.class);
          return new TemplateAnswer(
              templates(call).byIdOrSlug(request.idOrSlug()).map(TemplateView::of).orElse(null));
        });
  }

  @POST
  @Path("create")
  public Response create(String body) {
    return exchange.answer(
        body,
        call -> {
          call.require(Permission.EMAIL_MANAGE);
          EmailTemplate draft = call.input(CreateEmailTemplateRequest.class).draft();
          check(draft);
          requireRoute(call, draft);
          EmailTemplate made = templates(call).create(draft);
          record(call, OperationType.CREATE, made);
          return new ChangeAnswer(true, TemplateView.of(made, call.projectId()));
        });
  }

  @POST
  @Path("update")
  public Response update(String body) {
    return exchange.answer(
        body,
        call -> {
          call.require(Permission.EMAIL_MANAGE);
          UpdateEmailTemplateRequest request = call.input(UpdateEmailTemplateRequest.class);
          EmailTemplate after =
              templates(call).update(request.id(), before -> changed(request, before, call));
          record(call, OperationType.UPDATE, after);
          return new ChangeAnswer(true, TemplateView.of(after, call.projectId()));
        });
  }

  @POST
  @Path("delete")
  public Response delete(String body) {
    return exchange.answer(
        body,
        call -> {
          call.require(Permission.EMAIL_MANAGE);
          EmailTemplate template =
              templates(call)
                  .delete(call.input(IdRequest.class).id(), each -> requireRoute(call, each));
          record(call, OperationType.DELETE, template);
          return new DeleteAnswer(true);
        });
  }

  @POST
  @Path("reset")
  public Response reset(String body) {
    return exchange.answer(
        body,
        call -> {
          call.requireMailRoute(toChange("built-in templates"));
          EmailTemplate shipped = templates(call).reset(call.input(IdRequest.class).id());
          record(call, OperationType.UPDATE, shipped);
          return new ChangeAnswer(true, TemplateView.of(shipped, call.projectId()));
        });
  }

  /** Who writes a mail with a token or a code in it can take over the accounts that it is for. */
  private static void requireRoute(Call call, EmailTemplate template) {
    if (template.type().isPresent() || TemplateType.of(template.slug()).isPresent()) {
      call.requireMailRoute(toChange("the built-in template " + template.slug()));
    }
  }

  private static String toChange(String templates) {
    return "change " + templates + ", whose mails carry tokens";
  }

  private static EmailTemplate changed(
      UpdateEmailTemplateRequest request, EmailTemplate before, Call call) {
    requireRoute(call, before);
    EmailTemplate after = request.applyTo(before, call);
    check(after);
    return after;
  }

  /** What no schema can say. */
  private static void check(EmailTemplate template) {
    BlockParser.parse(template.blocksJson());
    TemplateVariables.parse(template.variablesJson());
  }

  private static EmailTemplates templates(Call call) {
    return new EmailTemplates(call.session(), call.realm());
  }

  private static EmailTemplate existing(EmailTemplates templates, String id) {
    return templates.byId(id).orElseThrow(EmailTemplates::notFound);
  }

  private static void record(Call call, OperationType operation, EmailTemplate template) {
    call.record(
        operation,
        "EMAIL_TEMPLATE",
        "emails/templates/" + template.id(),
        Map.of("slug", template.slug(), "name", template.name()));
  }
}
