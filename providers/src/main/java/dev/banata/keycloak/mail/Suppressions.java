package dev.banata.keycloak.mail;

import dev.banata.keycloak.compat.Database;
import dev.banata.keycloak.persistence.Ulid;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;

/** Reads and writes {@code BANATA_EMAIL_SUPPRESSION}. */
final class Suppressions {

  private static final String REALM = "realm";

  private final EntityManager entities;

  Suppressions(KeycloakSession session) {
    this.entities = Database.of(session);
  }

  Optional<SuppressionEntity> find(String realmId, String id) {
    return Optional.ofNullable(entities.find(SuppressionEntity.class, id))
        .filter(row -> row.realmId().equals(realmId));
  }

  Optional<SuppressionEntity> byAddress(DataKey key, String address) {
    return entities
        .createQuery(
            "select s from SuppressionEntity s where s.realmId = :realm and s.addressHash in :hashes",
            SuppressionEntity.class)
        .setParameter(REALM, key.realmId())
        .setParameter("hashes", key.hashes(address))
        .getResultStream()
        .findFirst();
  }

  /**
   * Adds an address; what is there stays as it is.
   *
   * @param told the provider that told; null for none
   */
  SuppressionEntity add(DataKey key, String address, ProviderId told, String reason) {
    return byAddress(key, address)
        .orElseGet(
            () -> {
              SuppressionEntity row =
                  new SuppressionEntity(
                      Ulid.next("esup"),
                      key.realmId(),
                      MailAddress.mask(MailAddress.normal(address)),
                      key.hash(address),
                      System.currentTimeMillis());
              row.because(told, reason);
              entities.persist(row);
              return row;
            });
  }

  void remove(SuppressionEntity row) {
    entities.remove(row);
  }

  /** Rows of a page, nearest to the cursor first. */
  List<SuppressionEntity> page(
      String realmId, Optional<SuppressionEntity> cursor, boolean ascending, int max) {
    String order = ascending ? "asc" : "desc";
    String where =
        cursor.isEmpty()
            ? ""
            : " and (s.createdAt %1$s :created or (s.createdAt = :created and s.id %1$s :id))"
                .formatted(ascending ? ">" : "<");
    TypedQuery<SuppressionEntity> query =
        entities
            .createQuery(
                "select s from SuppressionEntity s where s.realmId = :realm%1$s".formatted(where)
                    + " order by s.createdAt %1$s, s.id %1$s".formatted(order),
                SuppressionEntity.class)
            .setParameter(REALM, realmId)
            .setMaxResults(max);
    cursor.ifPresent(
        row -> query.setParameter("created", row.createdAt()).setParameter("id", row.id()));
    return query.getResultList();
  }

  void deleteByRealm(String realmId) {
    entities
        .createQuery("delete from SuppressionEntity s where s.realmId = :realm")
        .setParameter(REALM, realmId)
        .executeUpdate();
  }
}
