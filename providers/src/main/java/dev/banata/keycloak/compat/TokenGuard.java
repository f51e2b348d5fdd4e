package dev.banata.keycloak.compat;

import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.protocol.oidc.token.TokenInterceptorException;
import org.keycloak.protocol.oidc.token.TokenPostProcessor;
import org.keycloak.protocol.oidc.token.TokenPostProcessorContext;
import org.keycloak.protocol.oidc.token.TokenPostProcessorFactory;

/**
 * Sees each access token of every grant and client just before it is signed, after all protocol
 * mappers and whatever client scopes the client has, and can refuse it.
 */
public abstract class TokenGuard implements TokenPostProcessorFactory {

  /** Keycloak's own processors come first. */
  private static final int LAST = -1000;

  /**
   * Changes the token.
   *
   * @throws Refusal with the OAuth error for the client
   */
  protected abstract void onToken(TokenIssue token) throws Refusal;

  @Override
  public final TokenPostProcessor create(KeycloakSession session) {
    return context -> process(session, context);
  }

  @Override
  public final int order() {
    return LAST;
  }

  private void process(KeycloakSession session, TokenPostProcessorContext context) {
    TokenIssue token = new TokenIssue(session, context);
    try {
      onToken(token);
    } catch (Refusal refusal) {
      record(session, token, context, refusal);
      throw new TokenInterceptorException(refusal.error(), refusal.getMessage());
    }
  }

  /** Keycloak writes no event for refusals of processors. */
  private static void record(
      KeycloakSession session,
      TokenIssue token,
      TokenPostProcessorContext context,
      Refusal refusal) {
    OAuth2GrantType grant =
        token
            .grantType()
            .map(type -> session.getProvider(OAuth2GrantType.class, type))
            .orElse(null);
    if (grant == null) {
      return;
    }
    RealmModel realm = session.getContext().getRealm();
    UserSessionModel userSession = context.clientSessionCtx().getClientSession().getUserSession();
    new EventBuilder(realm, session, session.getContext().getConnection())
        .event(grant.getEventType())
        .client(token.client())
        .user(userSession.getUser())
        .session(userSession)
        .detail(Details.GRANT_TYPE, token.grantType().orElseThrow())
        .detail(Details.REASON, refusal.getMessage())
        .error(refusal.error());
  }
}
