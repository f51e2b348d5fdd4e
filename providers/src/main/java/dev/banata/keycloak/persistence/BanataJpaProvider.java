package dev.banata.keycloak.persistence;

import java.util.List;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;

/** Adds our tables to Keycloak's own persistence unit, and so to its transactions. */
final class BanataJpaProvider implements JpaEntityProvider {

  private final List<Class<?>> entities;

  BanataJpaProvider(List<Class<?>> entities) {
    this.entities = entities;
  }

  @Override
  public List<Class<?>> getEntities() {
    return entities;
  }

  @Override
  public String getChangelogLocation() {
    return "META-INF/banata/changelog.xml";
  }

  @Override
  public String getFactoryId() {
    return BanataJpaProviderFactory.PROVIDER_ID;
  }

  @Override
  public void close() {}
}
