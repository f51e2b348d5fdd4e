package dev.banata.keycloak.compat;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.grants.OAuth2GrantTypeBase;
import org.keycloak.services.CorsErrorResponseException;
import org.keycloak.services.Urls;
import org.keycloak.services.managers.AuthenticationManager;
import org.keycloak.services.managers.AuthenticationSessionManager;
import org.keycloak.sessions.AuthenticationSessionModel;

/** A grant that gives a client tokens of a session that is there already. */
public abstract class UserSessionGrant extends OAuth2GrantTypeBase {

  /**
   * The session that the parameters stand for. The client has been authenticated.
   *
   * @throws Refusal with the OAuth error for the client
   */
  protected abstract UserSessionModel userSession(
      KeycloakSession session, ClientModel client, MultivaluedMap<String, String> parameters)
      throws Refusal;

  /** Details for the event. */
  protected abstract Map<String, String> details(UserSessionModel userSession);

  @Override
  public final Response process(Context grant) {
    setContext(grant);
    UserSessionModel userSession;
    try {
      userSession = userSession(session, client, formParams);
    } catch (Refusal refusal) {
      throw refused(refusal.error(), refusal.getMessage());
    }
    event.user(userSession.getUser());
    event.session(userSession);
    details(userSession).forEach(event::detail);
    String scope = getRequestedScopes();
    AuthenticationSessionModel authentication =
        new AuthenticationSessionManager(session)
            .createAuthenticationSession(realm, false)
            .createAuthenticationSession(client);
    authentication.setAuthenticatedUser(userSession.getUser());
    authentication.setProtocol(OIDCLoginProtocol.LOGIN_PROTOCOL);
    authentication.setClientNote(
        OIDCLoginProtocol.ISSUER,
        Urls.realmIssuer(session.getContext().getUri().getBaseUri(), realm.getName()));
    authentication.setClientNote(OIDCLoginProtocol.SCOPE_PARAM, scope);
    AuthenticationManager.setClientScopesInSession(session, authentication);
    ClientSessionContext clientSession =
        TokenManager.attachAuthenticationSession(session, userSession, authentication);
    if (clientSession.isOfflineTokenRequested()) {
      throw refused(OAuthErrorException.INVALID_SCOPE, "This grant gives no offline tokens");
    }
    clientSession.setAttribute(
        OAuth2Constants.RESOURCE, formParams.getFirst(OAuth2Constants.RESOURCE));
    return createTokenResponse(
        userSession.getUser(), userSession, clientSession, scope, false, null);
  }

  private CorsErrorResponseException refused(String error, String description) {
    event.detail(Details.REASON, description);
    event.error(
        OAuthErrorException.INVALID_GRANT.equals(error)
            ? Errors.INVALID_TOKEN
            : Errors.NOT_ALLOWED);
    return new CorsErrorResponseException(cors, error, description, Response.Status.BAD_REQUEST);
  }
}
