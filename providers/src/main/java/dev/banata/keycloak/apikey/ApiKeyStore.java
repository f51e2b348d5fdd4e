package dev.banata.keycloak.apikey;

import dev.banata.keycloak.compat.Database;
import dev.banata.keycloak.persistence.Store;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Reads and writes {@code BANATA_API_KEY}. Every look-up by id takes the realm as well. */
final class ApiKeyStore extends Store<ApiKeyEntity> {

  private static final String REALM = "realmId";

  ApiKeyStore(KeycloakSession session) {
    super(Database.of(session), ApiKeyEntity.class);
  }

  /** The key as it is in the database now. */
  Optional<ApiKey> byId(RealmModel realm, String id) {
    return find(id).map(ApiKeyEntity::toApiKey).filter(key -> key.realmId().equals(realm.getId()));
  }

  /** The row of a key that was not revoked, to be changed: a revoked key is never written again. */
  Optional<ApiKeyEntity> lockLive(RealmModel realm, String id) {
    return lock(realm.getId(), id).filter(row -> !row.toApiKey().isRevoked());
  }

  /** The key with that hash, be it of its present secret or of the one before, as it is now. */
  Optional<ApiKey> byHash(String hash) {
    return query(
            "select k from ApiKeyEntity k where k.hash = :hash or k.previousHash = :hash",
            ApiKeyEntity.class)
        .with("hash", hash)
        .first()
        .map(ApiKeyEntity::toApiKey);
  }

  /** Newest first. */
  List<ApiKey> list(RealmModel realm, boolean withRevoked, int max) {
    return query(
            "select k from ApiKeyEntity k where k.realmId = :realmId"
                + (withRevoked ? "" : " and k.revokedAt is null")
                + " order by k.createdAt desc, k.id desc",
            ApiKeyEntity.class)
        .with(REALM, realm.getId())
        .max(max)
        .list()
        .stream()
        .map(ApiKeyEntity::toApiKey)
        .toList();
  }

  long count(RealmModel realm) {
    return query(
            "select count(k) from ApiKeyEntity k where k.realmId = :realmId and k.revokedAt is null",
            Long.class)
        .with(REALM, realm.getId())
        .one();
  }

  void insert(ApiKeyEntity key) {
    persistNow(key);
  }

  /** Hashes of all secrets of a realm's keys. */
  List<String> hashes(String realmId) {
    return query("select k.hash from ApiKeyEntity k where k.realmId = :realmId", String.class)
        .with(REALM, realmId)
        .list();
  }

  List<String> previousHashes(String realmId) {
    return query(
            "select k.previousHash from ApiKeyEntity k"
                + " where k.realmId = :realmId and k.previousHash is not null",
            String.class)
        .with(REALM, realmId)
        .list();
  }

  void deleteByRealm(String realmId) {
    change("delete from ApiKeyEntity k where k.realmId = :realmId")
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
                change(
                        "update ApiKeyEntity k set k.requestCount = k.requestCount + :calls,"
                            + " k.lastUsedAt = case when k.lastUsedAt > :lastUsed"
                            + " then k.lastUsedAt else :lastUsed end where k.id = :id")
                    .setParameter("calls", entry.getValue().calls())
                    .setParameter("lastUsed", entry.getValue().lastUsedAt())
                    .setParameter("id", entry.getKey())
                    .executeUpdate());
  }
}
