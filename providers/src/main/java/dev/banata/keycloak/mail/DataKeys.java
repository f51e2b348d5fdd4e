package dev.banata.keycloak.mail;

import dev.banata.keycloak.compat.Database;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/** The projects' keys; each is made when it is needed first. */
final class DataKeys {

  private DataKeys() {}

  /** The key of the realm, if it has one already. */
  static Optional<DataKey> find(KeycloakSession session, String realmId) {
    return new DataKeyStore(session).ofRealm(realmId);
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
          factory, own -> new DataKeyStore(own).insert(realmId, fresh));
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
    new DataKeyStore(session).delete(realmId);
  }
}
