package dev.banata.keycloak.mail;

import dev.banata.keycloak.compat.Database;
import dev.banata.keycloak.persistence.Reading;
import dev.banata.keycloak.persistence.Store;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;

/** Reads and writes {@code BANATA_EMAIL_LOG}. */
final class EmailLog extends Store<EmailLogEntity> {

  private static final String REALM = "realm";

  EmailLog(KeycloakSession session) {
    super(Database.of(session), EmailLogEntity.class);
  }

  void insert(EmailLogEntity row) {
    persist(row);
  }

  Optional<EmailLogEntity> find(String realmId, String id) {
    return find(id).filter(row -> row.realmId().equals(realmId));
  }

  /** Mails of the realm since then of which one of these became. */
  long countSince(String realmId, long millis, MailStatus... statuses) {
    return query(
            "select count(l) from EmailLogEntity l where l.realmId = :realm"
                + " and l.status in :statuses and l.createdAt > :since",
            Long.class)
        .with(REALM, realmId)
        .with("statuses", Arrays.stream(statuses).map(MailStatus::text).toList())
        .with("since", millis)
        .one();
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
    Reading<EmailLogEntity> query =
        query(
                "select l from EmailLogEntity l where %1$s order by l.createdAt %2$s, l.id %2$s"
                    .formatted(where, ascending ? "asc" : "desc"),
                EmailLogEntity.class)
            .max(max);
    parameters.forEach(query::with);
    return query.list();
  }

  /** Deletes some of the rows from before then, of all projects; returns how many. */
  int prune(long millis, int max) {
    List<String> old =
        query(
                "select l.id from EmailLogEntity l where l.createdAt < :before"
                    + " order by l.createdAt, l.id",
                String.class)
            .with("before", millis)
            .max(max)
            .list();
    return old.isEmpty()
        ? 0
        : change("delete from EmailLogEntity l where l.id in :ids")
            .setParameter("ids", old)
            .executeUpdate();
  }

  void deleteByRealm(String realmId) {
    change("delete from EmailLogEntity l where l.realmId = :realm")
        .setParameter(REALM, realmId)
        .executeUpdate();
  }
}
