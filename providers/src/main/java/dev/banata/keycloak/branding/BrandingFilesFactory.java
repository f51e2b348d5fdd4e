package dev.banata.keycloak.branding;

import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/** Serves {@code /realms/{realm}/banata-branding/**}, by Keycloak's documented SPI. */
public final class BrandingFilesFactory implements RealmResourceProviderFactory {

  @Override
  public RealmResourceProvider create(KeycloakSession session) {
    return new Files(session);
  }

  @Override
  public String getId() {
    return UploadedImages.RESOURCE;
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {}

  @Override
  public void close() {}

  private record Files(KeycloakSession session) implements RealmResourceProvider {

    @Override
    public Object getResource() {
      return new BrandingFilesResource(session);
    }

    @Override
    public void close() {}
  }
}
