package dev.banata.keycloak.apikey;

import dev.banata.keycloak.compat.ClientGuard;
import dev.banata.keycloak.compat.Refusal;
import org.keycloak.OAuthErrorException;
import org.keycloak.models.ClientModel;
import org.keycloak.representations.idm.ClientRepresentation;

/**
 * Keeps the client of a key from becoming a way to the key's rights: whoever may manage or view
 * clients can read or change a client's credentials, so these are worth nothing here. Only the
 * exchange of the key itself gets a token, the client cannot be changed, and no other client can be
 * marked as one of a key.
 */
public final class ApiKeyClientGuard extends ClientGuard {

  public static final String PROVIDER_ID = "banata-api-key-client";

  @Override
  protected void onServiceAccountToken(ClientModel client, String grantType) throws Refusal {
    if (ApiKeyPrincipal.isPrincipal(client) && !ApiKeyGrant.GRANT_TYPE.equals(grantType)) {
      throw new Refusal(
          OAuthErrorException.UNAUTHORIZED_CLIENT,
          "The client of an API key gets tokens by the exchange of the key only");
    }
  }

  @Override
  protected void onWrite(ClientModel existing, ClientRepresentation proposed) throws Refusal {
    boolean marks =
        proposed.getAttributes() != null
            && proposed.getAttributes().containsKey(ApiKeyPrincipal.ATTRIBUTE);
    if (marks || ApiKeyPrincipal.isPrincipal(existing)) {
      throw new Refusal(
          OAuthErrorException.INVALID_CLIENT_METADATA,
          "The client of an API key is managed by the API keys of the project");
    }
  }

  @Override
  public String getId() {
    return PROVIDER_ID;
  }

  @Override
  public String getHelpText() {
    return "Lets the clients of API keys get tokens by the exchange of their key only, and keeps"
        + " them from being changed.";
  }
}
