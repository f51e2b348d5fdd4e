package dev.banata.keycloak.apikey;

import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.protocol.oidc.grants.OAuth2GrantTypeFactory;

/** Registers the grant type {@code urn:banata:oauth:grant-type:api-key}. */
public final class ApiKeyGrantFactory implements OAuth2GrantTypeFactory {

  public static final String GRANT_TYPE = ApiKeyGrant.GRANT_TYPE;

  @Override
  public OAuth2GrantType create(KeycloakSession session) {
    return new ApiKeyGrant();
  }

  @Override
  public String getId() {
    return ApiKeyGrant.GRANT_TYPE;
  }

  /** Keycloak writes it into the ids of tokens. */
  @Override
  public String getShortcut() {
    return "bk";
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {}

  @Override
  public void close() {}
}
