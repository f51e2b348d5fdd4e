package dev.banata.keycloak.email;

import dev.banata.keycloak.api.Problem;
import dev.banata.keycloak.compat.RowLock;
import dev.banata.keycloak.persistence.Ulid;
import dev.banata.keycloak.project.Project;
import dev.banata.keycloak.project.Projects;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The templates of a project. */
final class EmailTemplates {

  /** With their variants in languages. */
  static final int MAX_TEMPLATES = 500;

  private static final Comparator<EmailTemplate> NEWEST_FIRST =
      Comparator.comparing(EmailTemplate::createdAt).thenComparing(EmailTemplate::id).reversed();

  private final KeycloakSession session;
  private final RealmModel realm;
  private final EmailTemplateStore store;

  EmailTemplates(KeycloakSession session, RealmModel realm) {
    this.session = session;
    this.realm = realm;
    this.store = new EmailTemplateStore(session);
  }

  private BuiltInTemplates builtIns() {
    return new BuiltInTemplates(
        realm,
        session.getProvider(Projects.class).ofRealm(realm).map(Project::createdAt).orElse(0L));
  }

  /** Newest first, up to one more than the limit. */
  List<EmailTemplate> list(Optional<String> category, Optional<EmailTemplate> after, int limit) {
    Set<String> changed = Set.copyOf(store.changedBuiltIns(realm));
    List<EmailTemplate> templates = new ArrayList<>();
    store.page(realm, category, after, limit + 1).forEach(row -> templates.add(row.toTemplate()));
    builtIns().all().stream()
        .filter(template -> !changed.contains(template.id()))
        .filter(template -> category.filter(c -> !c.equals(template.category())).isEmpty())
        .filter(template -> after.filter(c -> NEWEST_FIRST.compare(template, c) <= 0).isEmpty())
        .forEach(templates::add);
    templates.sort(NEWEST_FIRST);
    return templates.subList(0, Math.min(limit + 1, templates.size()));
  }

  Optional<EmailTemplate> byId(String id) {
    return store.byId(realm, id).map(EmailTemplateEntity::toTemplate).or(() -> builtIns().byId(id));
  }

  /** The template of a slug that is used without a language. */
  Optional<EmailTemplate> bySlug(String slug) {
    return stored(slug, EmailTemplateEntity.EVERY_LOCALE)
        .map(EmailTemplateEntity::toTemplate)
        .or(() -> TemplateType.of(slug).map(builtIns()::of));
  }

  Optional<EmailTemplate> byIdOrSlug(String idOrSlug) {
    return bySlug(idOrSlug).or(() -> byId(idOrSlug));
  }

  /**
   * What the project has made of a slug for readers of a language: the variant of the language with
   * its region, of the language, of the realm's default language, or the one for all.
   */
  Optional<EmailTemplate> changed(String slug, Locale locale) {
    List<String> candidates = candidates(locale);
    return store.bySlug(realm, slug, candidates).stream()
        .map(EmailTemplateEntity::toTemplate)
        .min(Comparator.comparing(template -> candidates.indexOf(localeOf(template))));
  }

  private List<String> candidates(Locale locale) {
    Set<String> candidates = new LinkedHashSet<>();
    candidates.add(locale.toLanguageTag());
    candidates.add(locale.getLanguage());
    if (realm.getDefaultLocale() != null) {
      candidates.add(realm.getDefaultLocale());
    }
    candidates.add(EmailTemplateEntity.EVERY_LOCALE);
    return new ArrayList<>(candidates);
  }

  private static String localeOf(EmailTemplate template) {
    return template.locale() == null ? EmailTemplateEntity.EVERY_LOCALE : template.locale();
  }

  /** A built-in template as we ship it, in the reader's language if we have that. */
  EmailTemplate builtIn(TemplateType type, Locale locale) {
    return new BuiltInTemplates(realm, 0).of(type, Wording.of(locale).orElseGet(Wording::english));
  }

  /**
   * Adds a template. One that has the slug of a built-in template is what that becomes.
   *
   * @throws Problem 409 if the slug is taken in its language, or there are too many
   */
  EmailTemplate create(EmailTemplate draft) {
    hold();
    Optional<TemplateType> type = draft.type().or(() -> TemplateType.of(draft.slug()));
    if (type.filter(each -> !each.text().equals(draft.slug())).isPresent()) {
      throw Problem.invalid("slug", "must be the builtInType of a built-in template", "const");
    }
    if (stored(draft.slug(), localeOf(draft)).isPresent()) {
      throw slugTaken();
    }
    if (type.isEmpty() && draft.locale() != null && bySlug(draft.slug()).isEmpty()) {
      throw Problem.invalid(
          "locale", "needs a template with this slug that is for all languages", "dependent");
    }
    if (store.count(realm) >= MAX_TEMPLATES) {
      throw Problem.conflict(
          "TOO_MANY_TEMPLATES", "A project has no more than " + MAX_TEMPLATES + " templates.");
    }
    long now = System.currentTimeMillis();
    boolean isBuiltIn = type.isPresent() && draft.locale() == null;
    EmailTemplate template =
        new EmailTemplate(
            isBuiltIn ? BuiltInTemplates.id(realm, type.get()) : Ulid.next("etpl"),
            draft.name(),
            draft.slug(),
            draft.subject(),
            draft.previewText(),
            draft.category(),
            draft.description(),
            draft.blocksJson(),
            draft.variablesJson(),
            type,
            draft.locale(),
            isBuiltIn ? builtIns().of(type.get()).createdAt() : now,
            now,
            true);
    store.insert(new EmailTemplateEntity(realm.getId(), template));
    return template;
  }

  /** One at a time: a built-in template has no row to lock until it is changed. */
  private void hold() {
    RowLock.require(new RowLock(session).hold(realm));
  }

  private EmailTemplate existing(String id) {
    return byId(id).orElseThrow(EmailTemplates::notFound);
  }

  static Problem notFound() {
    return Problem.notFound("TEMPLATE_NOT_FOUND", "Template not found");
  }

  /**
   * Changes a template.
   *
   * @param change makes of the template as it is, while nobody else changes it, what it shall be
   * @throws Problem 404 if there is none; 409 if its slug is taken, or is that of a built-in
   *     template
   */
  EmailTemplate update(String id, UnaryOperator<EmailTemplate> change) {
    hold();
    EmailTemplate before = existing(id);
    EmailTemplate after = change.apply(before);
    if (!before.slug().equals(after.slug())) {
      if (before.locale() != null) {
        throw Problem.conflict(
            "TEMPLATE_IS_A_VARIANT", "The slug of a variant is that of its template.");
      }
      if (before.type().isPresent()) {
        throw Problem.conflict(
            "TEMPLATE_IS_BUILT_IN", "The slug of a built-in template cannot be changed.");
      }
      if (TemplateType.of(after.slug()).isPresent()
          || stored(after.slug(), localeOf(after)).isPresent()) {
        throw slugTaken();
      }
      store.renameVariants(realm, before.slug(), after.slug());
    }
    Optional<EmailTemplateEntity> row = store.lock(realm, before.id());
    if (row.isPresent()) {
      row.get().write(after);
      store.flush();
    } else {
      store.insert(new EmailTemplateEntity(realm.getId(), after));
    }
    return after;
  }

  /**
   * Removes a template, with its variants.
   *
   * @param check decides whether the caller may, by the template as it is while nobody else changes
   *     it
   * @throws Problem 404 if there is none; 409 for a built-in one
   */
  EmailTemplate delete(String id, Consumer<EmailTemplate> check) {
    hold();
    EmailTemplate template = existing(id);
    check.accept(template);
    if (template.isLocked()) {
      throw Problem.conflict(
          "TEMPLATE_IS_BUILT_IN", "Cannot delete built-in templates; reset brings it back.");
    }
    if (template.locale() == null) {
      store.deleteBySlug(realm, template.slug());
    } else {
      store.lock(realm, template.id()).ifPresent(store::delete);
    }
    return template;
  }

  /**
   * Lets a built-in template be what we ship again.
   *
   * @throws Problem 404 if there is none; 409 for another one
   */
  EmailTemplate reset(String id) {
    hold();
    EmailTemplate template = existing(id);
    TemplateType type =
        template
            .type()
            .filter(each -> template.locale() == null)
            .orElseThrow(
                () ->
                    Problem.conflict(
                        "TEMPLATE_IS_NOT_BUILT_IN", "Only built-in templates can be reset."));
    store.lock(realm, template.id()).ifPresent(store::delete);
    return builtIns().of(type);
  }

  private Optional<EmailTemplateEntity> stored(String slug, String locale) {
    return store.bySlug(realm, slug, List.of(locale)).stream().findFirst();
  }

  private static Problem slugTaken() {
    return Problem.conflict(
        "TEMPLATE_ALREADY_EXISTS", "A template with this slug already exists in the project.");
  }
}
