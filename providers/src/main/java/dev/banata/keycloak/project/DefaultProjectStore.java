package dev.banata.keycloak.project;

import dev.banata.keycloak.compat.Database;
import dev.banata.keycloak.persistence.Store;
import org.keycloak.models.KeycloakSession;

/** Reads and writes {@code BANATA_DEFAULT_PROJECT}. */
final class DefaultProjectStore extends Store<DefaultProjectEntity> {

  DefaultProjectStore(KeycloakSession session) {
    super(Database.of(session), DefaultProjectEntity.class);
  }

  boolean hasHad(String userId) {
    return find(userId).isPresent();
  }

  /** Writes at once: of two at the same time, one fails here. */
  void insert(String userId, String realmId, long now) {
    persistNow(new DefaultProjectEntity(userId, realmId, now));
  }

  void delete(String userId) {
    change("delete from DefaultProjectEntity d where d.userId = :userId")
        .setParameter("userId", userId)
        .executeUpdate();
  }
}
