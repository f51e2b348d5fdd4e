package dev.banata.keycloak.apikey;

import dev.banata.keycloak.persistence.Tables;
import java.util.List;

/** The tables of API keys. */
public final class ApiKeyTables implements Tables {

  @Override
  public List<Class<?>> entities() {
    return List.of(ApiKeyEntity.class);
  }
}
