package dev.banata.keycloak.email;

import dev.banata.keycloak.compat.Database;
import dev.banata.keycloak.persistence.Reading;
import dev.banata.keycloak.persistence.Store;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Reads and writes {@code BANATA_EMAIL_TEMPLATE}. */
final class EmailTemplateStore extends Store<EmailTemplateEntity> {

  private static final String REALM = "realm";

  EmailTemplateStore(KeycloakSession session) {
    super(Database.of(session), EmailTemplateEntity.class);
  }

  void insert(EmailTemplateEntity row) {
    // A taken slug is found here and not at the commit.
    persistNow(row);
  }

  void delete(EmailTemplateEntity row) {
    erase(row);
  }

  Optional<EmailTemplateEntity> byId(RealmModel realm, String id) {
    return query(
            "select t from EmailTemplateEntity t where t.id = :id and t.realmId = :realm",
            EmailTemplateEntity.class)
        .with("id", id)
        .with(REALM, realm.getId())
        .first();
  }

  /** The row, to be changed. */
  Optional<EmailTemplateEntity> lock(RealmModel realm, String id) {
    return lock(realm.getId(), id);
  }

  /** The rows of a slug in some of its languages. */
  List<EmailTemplateEntity> bySlug(RealmModel realm, String slug, Collection<String> locales) {
    return query(
            "select t from EmailTemplateEntity t"
                + " where t.realmId = :realm and t.slug = :slug and t.locale in :locales",
            EmailTemplateEntity.class)
        .with(REALM, realm.getId())
        .with("slug", slug)
        .with("locales", locales)
        .list();
  }

  /** Ids of the built-in templates that were changed. */
  List<String> changedBuiltIns(RealmModel realm) {
    return query(
            "select t.id from EmailTemplateEntity t"
                + " where t.realmId = :realm and t.builtInType is not null",
            String.class)
        .with(REALM, realm.getId())
        .list();
  }

  long count(RealmModel realm) {
    return query("select count(t) from EmailTemplateEntity t where t.realmId = :realm", Long.class)
        .with(REALM, realm.getId())
        .one();
  }

  /** Rows newest first, beyond a cursor. */
  List<EmailTemplateEntity> page(
      RealmModel realm, Optional<String> category, Optional<EmailTemplate> cursor, int max) {
    Reading<EmailTemplateEntity> query =
        query(
                "select t from EmailTemplateEntity t where t.realmId = :realm"
                    + category.map(value -> " and t.category = :category").orElse("")
                    + cursor
                        .map(
                            row ->
                                " and (t.createdAt < :created"
                                    + " or (t.createdAt = :created and t.id < :id))")
                        .orElse("")
                    + " order by t.createdAt desc, t.id desc",
                EmailTemplateEntity.class)
            .with(REALM, realm.getId())
            .max(max);
    category.ifPresent(value -> query.with("category", value));
    cursor.ifPresent(row -> query.with("created", row.createdAt()).with("id", row.id()));
    return query.list();
  }

  /** Lets the variants of a template follow its slug. */
  void renameVariants(RealmModel realm, String former, String slug) {
    change(
            "update EmailTemplateEntity t set t.slug = :slug"
                + " where t.realmId = :realm and t.slug = :former and t.locale <> :every")
        .setParameter("slug", slug)
        .setParameter("former", former)
        .setParameter("every", EmailTemplateEntity.EVERY_LOCALE)
        .setParameter(REALM, realm.getId())
        .executeUpdate();
  }

  /** A template of the project's own, in all languages. */
  void deleteBySlug(RealmModel realm, String slug) {
    change("delete from EmailTemplateEntity t where t.realmId = :realm and t.slug = :slug")
        .setParameter("slug", slug)
        .setParameter(REALM, realm.getId())
        .executeUpdate();
  }

  void deleteByRealm(String realmId) {
    change("delete from EmailTemplateEntity t where t.realmId = :realm")
        .setParameter(REALM, realmId)
        .executeUpdate();
  }
}
