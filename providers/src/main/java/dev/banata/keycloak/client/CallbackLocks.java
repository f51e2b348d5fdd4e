package dev.banata.keycloak.client;

import dev.banata.keycloak.compat.Database;
import dev.banata.keycloak.persistence.Store;
import org.keycloak.models.KeycloakSession;

/** The rows of {@code BANATA_CALLBACK_LOCK}, which nobody changes. */
final class CallbackLocks extends Store<CallbackLockEntity> {

  CallbackLocks(KeycloakSession session) {
    super(Database.of(session), CallbackLockEntity.class);
  }

  /** Waits until nobody else adds callbacks in the scope; until the end of the transaction. */
  void hold(String scope) {
    lockOfAll(Math.floorMod(scope.hashCode(), CallbackLockEntity.COUNT));
  }
}
