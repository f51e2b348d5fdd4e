package dev.banata.keycloak.outgoing;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** The SPI {@code banata-outgoing}, which has the options of the way out. */
public final class OutgoingSpi implements Spi {

  static final String NAME = "banata-outgoing";

  @Override
  public boolean isInternal() {
    return true;
  }

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public Class<? extends Provider> getProviderClass() {
    return OutgoingConnections.class;
  }

  @Override
  public Class<? extends ProviderFactory<?>> getProviderFactoryClass() {
    return OutgoingConnectionsFactory.class;
  }
}
