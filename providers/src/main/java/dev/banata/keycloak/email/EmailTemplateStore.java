package dev.banata.keycloak.email;

import dev.banata.keycloak.compat.Database;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Reads and writes {@code BANATA_EMAIL_TEMPLATE}. */
final class EmailTemplateStore {

  private static final String REALM = "realm";

  private final EntityManager entities;

  EmailTemplateStore(KeycloakSession session) {
    this.entities = Database.of(session);
  }

  void insert(EmailTemplateEntity row) {
    entities.persist(row);
    // A taken slug is found here and not at the commit.
    entities.flush();
  }

  void flush() {
    entities.flush();
  }

  void delete(EmailTemplateEntity row) {
    entities.remove(row);
  }

  Optional<EmailTemplateEntity> byId(RealmModel realm, String id) {
    return entities
        .createQuery(
            "select t from EmailTemplateEntity t where t.id = :id and t.realmId = :realm",
            EmailTemplateEntity.class)
        .setParameter("id", id)
        .setParameter(REALM, realm.getId())
        .getResultStream()
        .findFirst();
  }

  /** The rows of a slug in some of its languages. */
  List<EmailTemplateEntity> bySlug(RealmModel realm, String slug, Collection<String> locales) {
    return entities
        .createQuery(
            "select t from EmailTemplateEntity t"
                + " where t.realmId = :realm and t.slug = :slug and t.locale in :locales",
            EmailTemplateEntity.class)
        .setParameter(REALM, realm.getId())
        .setParameter("slug", slug)
        .setParameter("locales", locales)
        .getResultList();
  }

  /** Ids of the built-in templates that were changed. */
  List<String> changedBuiltIns(RealmModel realm) {
    return entities
        .createQuery(
            "select t.id from EmailTemplateEntity t"
                + " where t.realmId = :realm and t.builtInType is not null",
            String.class)
        .setParameter(REALM, realm.getId())
        .getResultList();
  }

  long count(RealmModel realm) {
    return entities
        .createQuery(
            "select count(t) from EmailTemplateEntity t where t.realmId = :realm", Long.class)
        .setParameter(REALM, realm.getId())
        .getSingleResult();
  }

  /** Rows newest first, beyond a cursor. */
  List<EmailTemplateEntity> page(
      RealmModel realm, Optional<String> category, Optional<EmailTemplate> cursor, int max) {
    TypedQuery<EmailTemplateEntity> query =
        entities
            .createQuery(
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
            .setParameter(REALM, realm.getId())
            .setMaxResults(max);
    category.ifPresent(value -> query.setParameter("category", value));
    cursor.ifPresent(
        row -> query.setParameter("created", row.createdAt()).setParameter("id", row.id()));
    return query.getResultList();
  }

  /** Lets the variants of a template follow its slug. */
  void renameVariants(RealmModel realm, String former, String slug) {
    entities
        .createQuery(
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
    entities
        .createQuery(
            "delete from EmailTemplateEntity t where t.realmId = :realm and t.slug = :slug")
        .setParameter("slug", slug)
        .setParameter(REALM, realm.getId())
        .executeUpdate();
  }

  void deleteByRealm(String realmId) {
    entities
        .createQuery("delete from EmailTemplateEntity t where t.realmId = :realm")
        .setParameter(REALM, realmId)
        .executeUpdate();
  }
}
