package dev.banata.keycloak.apikey;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** The SPI {@code banata-api-key}, so that each session has one {@link ApiKeys}. */
public final class ApiKeySpi implements Spi {

  @Override
  public boolean isInternal() {
    return true;
  }

  @Override
  public String getName() {
    return "banata-api-key";
  }

  @Override
  public Class<? extends Provider> getProviderClass() {
    return ApiKeys.class;
  }

  @Override
  public Class<? extends ProviderFactory<?>> getProviderFactoryClass() {
    return ApiKeysFactory.class;
  }
}
