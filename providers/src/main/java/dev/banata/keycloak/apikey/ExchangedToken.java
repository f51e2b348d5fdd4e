package dev.banata.keycloak.apikey;

import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.representations.AccessToken;

/** A token that a key was exchanged for. It is good for the Admin REST API only. */
public final class ExchangedToken {

  private ExchangedToken() {}

  /** True if the realm has signed the token, it has not expired, and the key's client is there. */
  public static boolean is(KeycloakSession session, RealmModel realm, String text) {
    KeycloakContext context = session.getContext();
    RealmModel outer = context.getRealm();
    // The signature is checked by the keys of the context's realm.
    context.setRealm(realm);
    try {
      AccessToken token = session.tokens().decode(text, AccessToken.class);
      return token != null
          && token.isActive()
          && token.getOtherClaims().containsKey(ApiKeyGrant.SECRET_CLAIM)
          && ApiKeyPrincipal.isPrincipal(realm.getClientByClientId(token.getIssuedFor()));
    } finally {
      context.setRealm(outer);
    }
  }
}
