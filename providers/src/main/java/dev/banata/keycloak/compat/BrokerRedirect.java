package dev.banata.keycloak.compat;

import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.keycloak.authentication.AuthenticationProcessor;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.Urls;
import org.keycloak.services.managers.ClientSessionCode;
import org.keycloak.services.resources.LoginActionsService;
import org.keycloak.sessions.AuthenticationSessionModel;

/** Begins a sign-in again, at an identity provider. */
public final class BrokerRedirect {

  private BrokerRedirect() {}

  /** Forgets who has signed in so far, and sends the browser to the identity provider. */
  public static Response to(
      KeycloakSession session,
      RealmModel realm,
      AuthenticationSessionModel signIn,
      String alias,
      String loginHint) {
    AuthenticationProcessor.resetFlow(signIn, LoginActionsService.AUTHENTICATE_PATH);
    String code = new ClientSessionCode<>(session, realm, signIn).getOrGenerateCode();
    URI location =
        Urls.identityProviderAuthnRequest(
            session.getContext().getUri().getBaseUri(),
            alias,
            realm.getName(),
            code,
            signIn.getClient().getClientId(),
            signIn.getTabId(),
            AuthenticationProcessor.getClientData(session, signIn),
            loginHint);
    return Response.seeOther(location).build();
  }
}
