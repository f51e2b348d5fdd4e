package dev.banata.keycloak.branding;

import org.keycloak.Config;
import org.keycloak.forms.login.LoginFormsProvider;
import org.keycloak.forms.login.LoginFormsProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Takes the place of Keycloak's own pages, which it changes only for themes that ask for it. */
public final class BrandedPagesFactory implements LoginFormsProviderFactory {

  private static final int BEFORE_KEYCLOAK = 100;

  @Override
  public LoginFormsProvider create(KeycloakSession session) {
    return new BrandedPages(session);
  }

  @Override
  public int order() {
    return BEFORE_KEYCLOAK;
  }

  @Override
  public String getId() {
    return "banata";
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {}

  @Override
  public void close() {}
}
