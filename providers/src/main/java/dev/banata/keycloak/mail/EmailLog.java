package dev.banata.keycloak.mail;

import dev.banata.keycloak.compat.Database;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;

/** Reads and writes {@code BANATA_EMAIL_LOG}. */
final class EmailLog {

  private static final String REALM = "realm";

  private final EntityManager entities;

  EmailLog(KeycloakSession session) {
    this.entities = Database.of(session);
  }

  void insert(EmailLogEntity row) {
    entities.persist(row);
  }

  Optional<EmailLogEntity> find(String realmId, String id) {
    return Optional.ofNullable(entities.find(EmailLogEntity.class, id))
        .filter(row -> row.realmId().equals(realmId));
  }

  /** Mails of the realm since then of which one of these became. */
  long countSince(String realmId, long millis, MailStatus... statuses) {
    return entities
        .createQuery(
            "select count(l) from EmailLogEntity l where l.realmId = :realm"
                + " and l.status in :statuses and l.createdAt > :since",
            Long.class)
        .setParameter(REALM, realmId)
        .setParameter("statuses", Arrays.stream(statuses).map(MailStatus::text).toList())
        .setParameter("since", millis)
        .getSingleResult();
  }

  /**
   * Rows of a page, nearest to the cursor first.
   *
   * @param filter values of the fields {@code status} and {@code template} that rows must have
   */
  List<EmailLogEntity> page(
      String realmId,
      Map<String, String> filter,
      Optional<EmailLogEntity> cursor,
      boolean ascending,
      int max) {
    StringBuilder where = new StringBuilder("l.realmId = :realm");
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put(REALM, realmId);
    filter.forEach(
        (field, value) -> {
          where.append(" and l.%1$s = :%1$s".formatted(field));
          parameters.put(field, value);
        });
    cursor.ifPresent(
        row -> {
          where.append(
              " and (l.createdAt %1$s :created or (l.createdAt = :created and l.id %1$s :id))"
                  .formatted(ascending ? ">" : "<"));
          parameters.put("created", row.createdAt());
          parameters.put("id", row.id());
        });
    TypedQuery<EmailLogEntity> query =
        entities
            .createQuery(
                "select l from EmailLogEntity l where %1$s order by l.createdAt %2$s, l.id %2$s"
                    .formatted(where, ascending ? "asc" : "desc"),
                EmailLogEntity.class)
            .setMaxResults(max);
    parameters.forEach(query::setParameter);
    return query.getResultList();
  }

  /** Deletes some of the rows from before then, of all projects; returns how many. */
  int prune(long millis, int max) {
    List<String> old =
        entities
            .createQuery(
                "select l.id from EmailLogEntity l where l.createdAt < :before"
                    + " order by l.createdAt, l.id",
                String.class)
            .setParameter("before", millis)
            .setMaxResults(max)
            .getResultList();
    return old.isEmpty()
        ? 0
        : entities
            .createQuery("delete from EmailLogEntity l where l.id in :ids")
            .setParameter("ids", old)
            .executeUpdate();
  }

  void deleteByRealm(String realmId) {
    entities
        .createQuery("delete from EmailLogEntity l where l.realmId = :realm")
        .setParameter(REALM, realmId)
        .executeUpdate();
  }
}
