package dev.banata.keycloak.project;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** The SPI {@code banata-project}, so that each session has one {@link Projects}. */
public final class ProjectSpi implements Spi {

  @Override
  public boolean isInternal() {
    return true;
  }

  @Override
  public String getName() {
    return "banata-project";
  }

  @Override
  public Class<? extends Provider> getProviderClass() {
    return Projects.class;
  }

  @Override
  public Class<? extends ProviderFactory<?>> getProviderFactoryClass() {
    return ProjectsFactory.class;
  }
}
