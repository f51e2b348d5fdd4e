package dev.banata.keycloak.email;

import dev.banata.keycloak.api.Call;
import java.util.Optional;

/** What calls about templates send. */
final class TemplateRequests {

  private TemplateRequests() {}

  record IdRequest(String id) {}

  record ListEmailTemplatesRequest(String category, Integer limit, String after) {}

  record GetEmailTemplateRequest(String idOrSlug) {}

  record CreateEmailTemplateRequest(
      String name,
      String slug,
      String subject,
      String previewText,
      String category,
      String description,
      String blocksJson,
      String variablesJson,
      Boolean builtIn,
      String builtInType,
      String locale) {

    EmailTemplate draft() {
      return new EmailTemplate(
          null,
          name,
          slug,
          subject,
          previewText,
          category == null ? "custom" : category,
          description,
          blocksJson,
          variablesJson,
          TemplateType.of(builtInType),
          locale,
          0,
          0,
          true);
    }
  }

  record UpdateEmailTemplateRequest(
      String id,
      String name,
      String slug,
      String subject,
      String previewText,
      String category,
      String description,
      String blocksJson,
      String variablesJson) {

    /** The template with what the request has; null clears what may be absent. */
    EmailTemplate applyTo(EmailTemplate before, Call call) {
      return new EmailTemplate(
          before.id(),
          orElse(name, before.name()),
          orElse(slug, before.slug()),
          orElse(subject, before.subject()),
          call.clears("previewText") ? null : orElse(previewText, before.previewText()),
          orElse(category, before.category()),
          call.clears("description") ? null : orElse(description, before.description()),
          orElse(blocksJson, before.blocksJson()),
          call.clears("variablesJson") ? null : orElse(variablesJson, before.variablesJson()),
          before.type(),
          before.locale(),
          before.createdAt(),
          System.currentTimeMillis(),
          true);
    }

    private static String orElse(String value, String before) {
      return Optional.ofNullable(value).orElse(before);
    }
  }
}
