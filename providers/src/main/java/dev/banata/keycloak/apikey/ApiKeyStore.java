package dev.banata.keycloak.apikey;

import dev.banata.keycloak.compat.Database;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Reads and writes {@code BANATA_API_KEY}. Every look-up by id takes the realm as well. */
final class ApiKeyStore {

  private static final String REALM = "realmId";

  private final EntityManager entities;

  ApiKeyStore(KeycloakSession session) {
    this.entities = Database.of(session);
  }

  /** The row, to be changed. */
  Optional<ApiKeyEntity> byId(RealmModel realm, String id) {
    return query("k.id = :value and k.realmId = :realmId", id)
        .setParameter(REALM, realm.getId())
        .getResultStream()
        .findFirst();
  }

  /** The key as it is in the database now. */
  Optional<ApiKey> readById(RealmModel realm, String id) {
    return byId(realm, id).map(this::read);
  }

  /** The key with that hash, be it of its present secret or of the one before, as it is now. */
  Optional<ApiKey> readByHash(String hash) {
    return query("k.hash = :value or k.previousHash = :value", hash)
        .getResultStream()
        .findFirst()
        .map(this::read);
  }

  private TypedQuery<ApiKeyEntity> query(String where, String value) {
    return entities
        .createQuery("select k from ApiKeyEntity k where " + where, ApiKeyEntity.class)
        .setParameter("value", value);
  }

  /**
   * Without this, Hibernate would answer the next look-up of the session with what it read at the
   * first, and a revocation between the two would not be seen.
   */
  private ApiKey read(ApiKeyEntity row) {
    ApiKey key = row.toApiKey();
    entities.detach(row);
    return key;
  }

  /** Newest first. */
  List<ApiKey> list(RealmModel realm, boolean withRevoked, int max) {
    return entities
        .createQuery(
            "select k from ApiKeyEntity k where k.realmId = :realmId"
                + (withRevoked ? "" : " and k.revokedAt is null")
                + " order by k.createdAt desc, k.id desc",
            ApiKeyEntity.class)
        .setParameter(REALM, realm.getId())
        .setMaxResults(max)
        .getResultStream()
        .map(ApiKeyEntity::toApiKey)
        .toList();
  }

  long count(RealmModel realm) {
    return entities
        .createQuery(
            "select count(k) from ApiKeyEntity k where k.realmId = :realmId and k.revokedAt is null",
            Long.class)
        .setParameter(REALM, realm.getId())
        .getSingleResult();
  }

  void insert(ApiKeyEntity key) {
    entities.persist(key);
    entities.flush();
  }

  /** Hashes of all secrets of a realm's keys. */
  List<String> hashes(String realmId) {
    return entities
        .createQuery("select k.hash from ApiKeyEntity k where k.realmId = :realmId", String.class)
        .setParameter(REALM, realmId)
        .getResultList();
  }

  List<String> previousHashes(String realmId) {
    return entities
        .createQuery(
            "select k.previousHash from ApiKeyEntity k"
                + " where k.realmId = :realmId and k.previousHash is not null",
            String.class)
        .setParameter(REALM, realmId)
        .getResultList();
  }

  void deleteByRealm(String realmId) {
    entities
        .createQuery("delete from ApiKeyEntity k where k.realmId = :realmId")
        .setParameter(REALM, realmId)
        .executeUpdate();
  }

  /** Adds what one node counted. Never touches anything else of a row. */
  void addUsage(Map<String, ApiKeyUsage.Count> usage) {
    // In the order of ids, so that two nodes that flush at the same time cannot lock each other
    // out.
    usage.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            entry ->
                entities
                    .createQuery(
                        "update ApiKeyEntity k set k.requestCount = k.requestCount + :calls,"
                            + " k.lastUsedAt = case when k.lastUsedAt > :lastUsed"
                            + " then k.lastUsedAt else :lastUsed end where k.id = :id")
                    .setParameter("calls", entry.getValue().calls())
                    .setParameter("lastUsed", entry.getValue().lastUsedAt())
                    .setParameter("id", entry.getKey())
                    .executeUpdate());
  }
}
