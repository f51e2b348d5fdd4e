package dev.banata.keycloak.entry;

import java.util.Map;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ServerInfoAwareProviderFactory;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/** Shows our version on the console's page "Server info" too. */
public final class ManagementRealmResourceProviderFactory
    implements RealmResourceProviderFactory, ServerInfoAwareProviderFactory {

  @Override
  public RealmResourceProvider create(KeycloakSession session) {
    return new ManagementRealmResourceProvider(session);
  }

  @Override
  public String getId() {
    return "banata";
  }

  @Override
  public Map<String, String> getOperationalInfo() {
    String version = getClass().getPackage().getImplementationVersion();
    return Map.of("Version", version == null ? "unknown" : version);
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {}

  @Override
  public void close() {}
}
