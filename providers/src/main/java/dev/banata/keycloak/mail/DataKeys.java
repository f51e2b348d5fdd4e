package dev.banata.keycloak.mail;

import dev.banata.keycloak.compat.Database;
import jakarta.persistence.EntityManager;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/** The projects' keys; each is made when it is needed first. */
final class DataKeys {

  private DataKeys() {}

  /** The key of the realm, if it has one already. */
  static Optional<DataKey> find(KeycloakSession session, String realmId) {
    return Optional.ofNullable(Database.of(session).find(DataKeyEntity.class, realmId))
        .map(row -> new DataKey(realmId, row.key()));
  }

  /** The key of the realm, made in a transaction of its own if there is none. */
  static DataKey get(KeycloakSession session, String realmId) {
    return find(session, realmId)
        .orElseGet(() -> create(session.getKeycloakSessionFactory(), realmId));
  }

  private static DataKey create(KeycloakSessionFactory factory, String realmId) {
    String fresh = DataKey.newText();
    try {
      KeycloakModelUtils.runJobInTransaction(
          factory, own -> Database.of(own).persist(new DataKeyEntity(realmId, fresh)));
      return new DataKey(realmId, fresh);
    } catch (RuntimeException e) {
      if (!Database.isConflict(e)) {
        throw e;
      }
      // Another one was faster.
      return KeycloakModelUtils.runJobInTransactionWithResult(
          factory, own -> find(own, realmId).orElseThrow(() -> e));
    }
  }

  static void delete(KeycloakSession session, String realmId) {
    EntityManager entities = Database.of(session);
    entities
        .createQuery("delete from DataKeyEntity k where k.realmId = :realm")
        .setParameter("realm", realmId)
        .executeUpdate();
  }
}
