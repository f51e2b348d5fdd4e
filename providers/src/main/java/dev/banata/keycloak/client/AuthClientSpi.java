package dev.banata.keycloak.client;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** The SPI {@code banata-client}, so that each session has one {@link AuthClients}. */
public final class AuthClientSpi implements Spi {

  @Override
  public boolean isInternal() {
    return true;
  }

  @Override
  public String getName() {
    return "banata-client";
  }

  @Override
  public Class<? extends Provider> getProviderClass() {
    return AuthClients.class;
  }

  @Override
  public Class<? extends ProviderFactory<?>> getProviderFactoryClass() {
    return AuthClientsFactory.class;
  }
}
