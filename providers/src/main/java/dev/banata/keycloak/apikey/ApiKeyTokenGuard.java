package dev.banata.keycloak.apikey;

import dev.banata.keycloak.compat.Refusal;
import dev.banata.keycloak.compat.TokenGuard;
import dev.banata.keycloak.compat.TokenIssue;
import org.keycloak.OAuthErrorException;

/**
 * The client of a key gets tokens by the exchange of the key, and by no credential of its own. They
 * say which key and which secret they come from, and nothing that a mapper has written.
 */
public final class ApiKeyTokenGuard extends TokenGuard {

  @Override
  protected void onToken(TokenIssue token) throws Refusal {
    if (!ApiKeyPrincipal.isPrincipal(token.client())) {
      return;
    }
    if (!ApiKeyGrant.GRANT_TYPE.equals(token.grantType().orElse(""))) {
      throw new Refusal(
          OAuthErrorException.UNAUTHORIZED_CLIENT,
          "The client of an API key gets tokens by the exchange of the key only");
    }
    token.leaveNothingBut(ApiKeyGrant.SECRET_CLAIM, ApiKeyGrant.secretOf(token.session()));
  }

  @Override
  public String getId() {
    return "banata-api-key-client";
  }
}
