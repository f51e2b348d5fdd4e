package dev.banata.keycloak.compat;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Map;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.OIDCAdvancedConfigWrapper;
import org.keycloak.protocol.oidc.TokenExchangeContext;
import org.keycloak.protocol.oidc.endpoints.request.AuthorizationEndpointRequest;
import org.keycloak.protocol.oidc.grants.device.clientpolicy.context.DeviceAuthorizationRequestContext;
import org.keycloak.protocol.oidc.grants.device.clientpolicy.context.DeviceTokenRequestContext;
import org.keycloak.protocol.oidc.par.clientpolicy.context.PushedAuthorizationRequestContext;
import org.keycloak.representations.idm.ClientPolicyExecutorConfigurationRepresentation;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.context.AuthorizationRequestContext;
import org.keycloak.services.clientpolicy.context.PreAuthorizationRequestContext;
import org.keycloak.services.clientpolicy.context.TokenExchangeRequestContext;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProvider;

/**
 * A rule about the parameters {@code resource} (RFC 8707) and {@code audience} (RFC 8693 §2.1) of
 * the requests that come before a token: authorization, pushed authorization, device authorization
 * and token exchange. Runs as executor of the global client policy. What the request asks for is
 * kept with the code, so that {@link TokenGuard} finds it.
 */
public abstract class TargetGuard extends PolicyExecutor {

  /** False for clients that the rule leaves alone. */
  protected abstract boolean concerns(ClientModel client);

  /**
   * Checks what a client asks for. May be spared a request that names nothing.
   *
   * @throws Refusal with the OAuth error for the client
   */
  protected abstract void onRequest(
      ClientModel client, List<String> resources, List<String> audiences) throws Refusal;

  /** Checks what a client wants to exchange a token for. */
  protected abstract void onExchange(
      ClientModel client, List<String> resources, List<String> audiences) throws Refusal;

  /** Several values as the one that Keycloak keeps. */
  protected abstract String oneResource(List<String> resources, List<String> audiences);

  @Override
  public final ClientPolicyExecutorProvider<?> create(KeycloakSession session) {
    return new Executor(this, session);
  }

  private record Executor(TargetGuard guard, KeycloakSession session)
      implements ClientPolicyExecutorProvider<ClientPolicyExecutorConfigurationRepresentation> {

    @Override
    public void executeOnEvent(ClientPolicyContext context) throws ClientPolicyException {
      try {
        switch (context.getEvent()) {
          case PRE_AUTHORIZATION_REQUEST ->
              merge(((PreAuthorizationRequestContext) context).getRequestParameters());
          case AUTHORIZATION_REQUEST -> onAuthorization((AuthorizationRequestContext) context);
          case PUSHED_AUTHORIZATION_REQUEST ->
              onPushed((PushedAuthorizationRequestContext) context);
          case DEVICE_AUTHORIZATION_REQUEST ->
              onDevice(((DeviceAuthorizationRequestContext) context).getRequest());
          case DEVICE_TOKEN_REQUEST -> onDeviceToken((DeviceTokenRequestContext) context);
          case TOKEN_EXCHANGE_REQUEST ->
              onExchange(((TokenExchangeRequestContext) context).getTokenExchangeContext());
          default -> {}
        }
      } catch (Refusal refusal) {
        throw ClientGuard.toPolicyException(refusal);
      }
    }

    private void onRequest(ClientModel client, RequestedTargets targets) throws Refusal {
      guard.onRequest(client, targets.resources(), targets.audiences());
    }

    private String oneResource(RequestedTargets targets) {
      return guard.oneResource(targets.resources(), targets.audiences());
    }

    /**
     * RFC 8707 allows several, Keycloak takes one of each parameter. This is for forms; a query
     * cannot be changed here any more, and {@code SeveralTargetsFilter} has done it.
     */
    private void merge(MultivaluedMap<String, String> parameters) {
      RequestedTargets targets = RequestedTargets.of(parameters);
      if (targets.resources().size() + targets.audiences().size() > 1) {
        parameters.remove(RequestedTargets.AUDIENCE);
        parameters.putSingle(RequestedTargets.RESOURCE, oneResource(targets));
      }
    }

    private void onAuthorization(AuthorizationRequestContext context) throws Refusal {
      if (!guard.concerns(context.getClient())) {
        return;
      }
      RequestedTargets targets = RequestedTargets.of(context.getAuthorizationEndpointRequest());
      onRequest(context.getClient(), targets);
      if (!targets.audiences().isEmpty()) {
        // Keycloak puts the note into the code. In a request object that has both, resource wins.
        context
            .getAuthenticationSession()
            .setClientNote(
                RequestedTargets.RESOURCE, guard.oneResource(List.of(), targets.audiences()));
      }
    }

    /** The checks at the authorization endpoint follow; this tells the client at once. */
    private void onPushed(PushedAuthorizationRequestContext context) throws Refusal {
      if (guard.concerns(context.getClient())) {
        onRequest(context.getClient(), RequestedTargets.of(context.getRequest()));
        merge(context.getRequestParameters());
      }
    }

    private void onDevice(AuthorizationEndpointRequest request) throws Refusal {
      ClientModel client = session.getContext().getClient();
      if (!guard.concerns(client)) {
        return;
      }
      RequestedTargets targets = RequestedTargets.of(request);
      onRequest(client, targets);
      if (!targets.isEmpty()) {
        // Keycloak keeps additional parameters with the device code, but not resource.
        request.getAdditionalReqParams().put(RequestedTargets.RESOURCE, oneResource(targets));
      }
    }

    private void onDeviceToken(DeviceTokenRequestContext context) {
      Map<String, String> kept = context.getDeviceCodeModel().getAdditionalParams();
      if (kept != null && kept.get(RequestedTargets.RESOURCE) != null) {
        session.setAttribute(TokenIssue.DEVICE_RESOURCE, kept.get(RequestedTargets.RESOURCE));
      }
    }

    /**
     * Standard exchange only: in Keycloak's older one, {@code audience} names the client that the
     * token is issued to. Keycloak's own narrowing knows clients only, and only those that a mapper
     * has put into the token; so it gets no parameter to work on.
     */
    private void onExchange(TokenExchangeContext exchange) throws Refusal {
      MultivaluedMap<String, String> parameters = exchange.getFormParams();
      if (isStandard(exchange) && guard.concerns(exchange.getClient())) {
        RequestedTargets targets = RequestedTargets.of(parameters);
        guard.onExchange(exchange.getClient(), targets.resources(), targets.audiences());
        parameters.remove(RequestedTargets.AUDIENCE);
      }
    }

    private static boolean isStandard(TokenExchangeContext exchange) {
      MultivaluedMap<String, String> parameters = exchange.getFormParams();
      return OIDCAdvancedConfigWrapper.fromClientModel(exchange.getClient())
              .isStandardTokenExchangeEnabled()
          && OAuth2Constants.ACCESS_TOKEN_TYPE.equals(exchange.getParams().getSubjectTokenType())
          && !parameters.containsKey(OAuth2Constants.REQUESTED_SUBJECT)
          && !parameters.containsKey(OAuth2Constants.REQUESTED_ISSUER)
          && !parameters.containsKey(OAuth2Constants.SUBJECT_ISSUER);
    }

    @Override
    public String getProviderId() {
      return guard.getId();
    }
  }
}
