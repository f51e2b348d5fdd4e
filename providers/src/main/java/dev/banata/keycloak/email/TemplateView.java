package dev.banata.keycloak.email;

import com.fasterxml.jackson.annotation.JsonInclude;

/** A template on the wire; times are milliseconds since epoch. */
record TemplateView(
    String id,
    String name,
    String slug,
    String subject,
    String previewText,
    String category,
    String description,
    String blocksJson,
    String variablesJson,
    boolean builtIn,
    String builtInType,
    String locale,
    long createdAt,
    long updatedAt,
    @JsonInclude(JsonInclude.Include.NON_NULL) String projectId) {

  static TemplateView of(EmailTemplate template, String projectId) {
    return new TemplateView(
        template.id(),
        template.name(),
        template.slug(),
        template.subject(),
        template.previewText(),
        template.category(),
        template.description(),
        template.blocksJson(),
        template.variablesJson(),
        template.type().isPresent(),
        template.type().map(TemplateType::text).orElse(null),
        template.locale(),
        template.createdAt(),
        template.updatedAt(),
        projectId);
  }

  static TemplateView of(EmailTemplate template) {
    return of(template, null);
  }
}
