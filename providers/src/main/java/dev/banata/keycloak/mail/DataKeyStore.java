package dev.banata.keycloak.mail;

import dev.banata.keycloak.compat.Database;
import dev.banata.keycloak.persistence.Store;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;

/** Reads and writes {@code BANATA_EMAIL_KEY}. A key is never changed. */
final class DataKeyStore extends Store<DataKeyEntity> {

  DataKeyStore(KeycloakSession session) {
    super(Database.of(session), DataKeyEntity.class);
  }

  Optional<DataKey> ofRealm(String realmId) {
    return find(realmId).map(row -> new DataKey(realmId, row.key()));
  }

  void insert(String realmId, String key) {
    persist(new DataKeyEntity(realmId, key));
  }

  void delete(String realmId) {
    change("delete from DataKeyEntity k where k.realmId = :realm")
        .setParameter("realm", realmId)
        .executeUpdate();
  }
}
