package dev.banata.keycloak.mail;

import dev.banata.keycloak.compat.Database;
import dev.banata.keycloak.persistence.Reading;
import dev.banata.keycloak.persistence.Store;
import dev.banata.keycloak.persistence.Ulid;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;

/** Reads and writes {@code BANATA_EMAIL_SUPPRESSION}. */
final class Suppressions extends Store<SuppressionEntity> {

  private static final String REALM = "realm";

  Suppressions(KeycloakSession session) {
    super(Database.of(session), SuppressionEntity.class);
  }

  Optional<SuppressionEntity> find(String realmId, String id) {
    return find(id).filter(row -> row.realmId().equals(realmId));
  }

  Optional<SuppressionEntity> byAddress(DataKey key, String address) {
    return query(
            "select s from SuppressionEntity s where s.realmId = :realm and s.addressHash in :hashes",
            SuppressionEntity.class)
        .with(REALM, key.realmId())
        .with("hashes", key.hashes(address))
        .first();
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
              persist(row);
              return row;
            });
  }

  /** Removes what is there under the id; of two at the same time, one finds nothing. */
  boolean remove(SuppressionEntity row) {
    Optional<SuppressionEntity> present = lock(row.realmId(), row.id());
    present.ifPresent(this::erase);
    return present.isPresent();
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
    Reading<SuppressionEntity> query =
        query(
                "select s from SuppressionEntity s where s.realmId = :realm%1$s".formatted(where)
                    + " order by s.createdAt %1$s, s.id %1$s".formatted(order),
                SuppressionEntity.class)
            .with(REALM, realmId)
            .max(max);
    cursor.ifPresent(row -> query.with("created", row.createdAt()).with("id", row.id()));
    return query.list();
  }

  void deleteByRealm(String realmId) {
    change("delete from SuppressionEntity s where s.realmId = :realm")
        .setParameter(REALM, realmId)
        .executeUpdate();
  }
}
