package dev.banata.keycloak.apikey;

import dev.banata.keycloak.compat.ClientGuard;
import dev.banata.keycloak.compat.Refusal;
import org.keycloak.OAuthErrorException;
import org.keycloak.models.ClientModel;
import org.keycloak.representations.idm.ClientRepresentation;

/**
 * Keeps the client of a key from becoming a way to the key's rights: an admin who can manage or
 * view clients can read or change a client's credentials, so these are worth nothing here. The
 * client cannot be changed, and no other client can be named or marked as one of a key. {@link
 * ApiKeyTokenGuard} lets only the exchange of the key itself get a token.
 */
public final class ApiKeyClientGuard extends ClientGuard {

  public static final String PROVIDER_ID = "banata-api-key-client";

  @Override
  protected void onWrite(ClientModel existing, ClientRepresentation proposed) throws Refusal {
    boolean marks =
        proposed.getAttributes() != null
            && proposed.getAttributes().containsKey(ApiKeyPrincipal.ATTRIBUTE);
    if (isNamedLikeKey(existing, proposed)) {
      throw new Refusal(
          OAuthErrorException.INVALID_CLIENT_METADATA,
          "clientId must not start with ak_, like the ids of API keys");
    }
    if (marks || ApiKeyPrincipal.isPrincipal(existing)) {
      throw new Refusal(
          OAuthErrorException.INVALID_CLIENT_METADATA,
          "The client of an API key is managed by the API keys of the project");
    }
  }

  /** Of a client that is there, only another name is asked: it may be older than this rule. */
  private static boolean isNamedLikeKey(ClientModel existing, ClientRepresentation proposed) {
    String name = proposed.getClientId();
    return name != null
        && ApiKeyPrincipal.isReserved(name)
        && (existing == null || !existing.getClientId().equals(name));
  }

  @Override
  public String getId() {
    return PROVIDER_ID;
  }

  @Override
  public String getHelpText() {
    return "Keeps the clients of API keys from being changed, and others from becoming such.";
  }
}
