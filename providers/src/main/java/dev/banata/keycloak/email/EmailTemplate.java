package dev.banata.keycloak.email;

import java.util.Locale;
import java.util.Optional;

/**
 * A template of a project.
 *
 * @param id {@code etpl_} and 26 characters
 * @param type which of the six it is; nothing for a template of the project's own
 * @param locale language tag of a variant; null for the one that is used without
 * @param createdAt milliseconds since epoch
 * @param isStored false for a built-in template as we ship it
 */
record EmailTemplate(
    String id,
    String name,
    String slug,
    String subject,
    String previewText,
    String category,
    String description,
    String blocksJson,
    String variablesJson,
    Optional<TemplateType> type,
    String locale,
    long createdAt,
    long updatedAt,
    boolean isStored) {

  /** True for the six themselves, which cannot go; their variants can. */
  boolean isLocked() {
    return type.isPresent() && locale == null;
  }

  /** The language that it is in: as shipped, one that we have words for. */
  Locale language(Locale reader) {
    if (locale != null) {
      return Locale.forLanguageTag(locale);
    }
    return isStored || Wording.of(reader).isPresent() ? reader : Locale.ENGLISH;
  }

  /** What it says. */
  EmailRenderer.Content content() {
    return new EmailRenderer.Content(
        subject, previewText == null ? "" : previewText, BlockParser.parse(blocksJson));
  }
}
