package dev.banata.keycloak.session;

import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.protocol.oidc.grants.OAuth2GrantTypeFactory;

/** Registers the grant type {@code urn:banata:oauth:grant-type:impersonation}. */
public final class ImpersonationGrantFactory implements OAuth2GrantTypeFactory {

  @Override
  public OAuth2GrantType create(KeycloakSession session) {
    return new ImpersonationGrant();
  }

  @Override
  public String getId() {
    return ImpersonationGrant.GRANT_TYPE;
  }

  /** Keycloak writes it into the ids of tokens. */
  @Override
  public String getShortcut() {
    return "bi";
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {}

  @Override
  public void close() {}
}
