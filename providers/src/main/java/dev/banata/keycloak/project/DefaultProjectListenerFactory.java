package dev.banata.keycloak.project;

import org.keycloak.Config;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/**
 * Switched off like every provider of Keycloak: {@code
 * --spi-events-listener--banata-default-project--enabled=false}.
 */
public final class DefaultProjectListenerFactory implements EventListenerProviderFactory {

  @Override
  public EventListenerProvider create(KeycloakSession session) {
    return new DefaultProjectListener(session);
  }

  /** Works in the admin realm without being listed there. */
  @Override
  public boolean isGlobal() {
    return true;
  }

  @Override
  public String getId() {
    return "banata-default-project";
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {}

  @Override
  public void close() {}
}
