package dev.banata.keycloak.client;

import dev.banata.keycloak.persistence.Tables;
import java.util.List;

/** The tables of callbacks. */
public final class CallbackTables implements Tables {

  @Override
  public List<Class<?>> entities() {
    return List.of(CallbackEntity.class, CallbackLockEntity.class);
  }
}
