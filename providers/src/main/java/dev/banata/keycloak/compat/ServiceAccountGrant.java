package dev.banata.keycloak.compat;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.security.cert.X509Certificate;
import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.http.FormPartValue;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.grants.ClientCredentialsGrantType;
import org.keycloak.services.CorsErrorResponseException;
import org.keycloak.services.clientpolicy.ClientPolicyException;

/**
 * A grant that proves a client by something else than the client's own credentials, and then is the
 * client credentials grant of Keycloak with all its checks, policies and events.
 */
public abstract class ServiceAccountGrant extends ClientCredentialsGrantType {

  private String provenClient;

  /**
   * Proves the client from the form parameters.
   *
   * @throws Refusal with the OAuth error for the caller
   */
  protected abstract ClientModel prove(
      KeycloakSession session, MultivaluedMap<String, String> parameters) throws Refusal;

  @Override
  public final void preProcess(KeycloakSession session, MultivaluedMap<String, String> parameters)
      throws ClientPolicyException {
    try {
      ClientModel client = prove(session, parameters);
      provenClient = client.getId();
      session
          .getContext()
          .setHttpRequest(new ProvenRequest(session.getContext().getHttpRequest(), client));
    } catch (Refusal refusal) {
      throw ClientGuard.toPolicyException(refusal);
    }
  }

  @Override
  public final Response process(Context context) {
    // An Authorization header could have authenticated another client than the one proven.
    if (!context.getClient().getId().equals(provenClient)) {
      throw new CorsErrorResponseException(
          context.getCors(),
          OAuthErrorException.INVALID_REQUEST,
          "This grant takes no client authentication",
          Response.Status.BAD_REQUEST);
    }
    return super.process(context);
  }

  /** No refresh token, and so no session is stored: the key can be exchanged again. */
  @Override
  protected final boolean useRefreshToken() {
    return false;
  }

  /** The request as Keycloak's client authentication shall see it: from the proven client. */
  private record ProvenRequest(HttpRequest request, ClientModel client) implements HttpRequest {

    @Override
    public String getHttpMethod() {
      return request.getHttpMethod();
    }

    @Override
    public MultivaluedMap<String, String> getDecodedFormParameters() {
      MultivaluedMap<String, String> parameters = new MultivaluedHashMap<>();
      parameters.putSingle(OAuth2Constants.CLIENT_ID, client.getClientId());
      parameters.putSingle(OAuth2Constants.CLIENT_SECRET, client.getSecret());
      return parameters;
    }

    @Override
    public MultivaluedMap<String, FormPartValue> getMultiPartFormParameters() {
      return new MultivaluedHashMap<>();
    }

    @Override
    public HttpHeaders getHttpHeaders() {
      return request.getHttpHeaders();
    }

    @Override
    public X509Certificate[] getClientCertificateChain() {
      return request.getClientCertificateChain();
    }

    @Override
    public UriInfo getUri() {
      return request.getUri();
    }

    @Override
    public boolean isProxyTrusted() {
      return request.isProxyTrusted();
    }
  }
}
