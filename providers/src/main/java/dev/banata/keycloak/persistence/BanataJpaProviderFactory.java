package dev.banata.keycloak.persistence;

import java.util.List;
import java.util.ServiceLoader;
import org.keycloak.Config;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Its id names the changelog table too: {@code DATABASECHANGELOG_BANATA}. */
public final class BanataJpaProviderFactory implements JpaEntityProviderFactory {

  static final String PROVIDER_ID = "banata";

  @Override
  public JpaEntityProvider create(KeycloakSession session) {
    return new BanataJpaProvider(entities());
  }

  /** Each capability declares its own tables, so that none of them has to be known here. */
  private static List<Class<?>> entities() {
    return ServiceLoader.load(Tables.class, Tables.class.getClassLoader()).stream()
        .flatMap(tables -> tables.get().entities().stream())
        .toList();
  }

  @Override
  public String getId() {
    return PROVIDER_ID;
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {}

  @Override
  public void close() {}
}
