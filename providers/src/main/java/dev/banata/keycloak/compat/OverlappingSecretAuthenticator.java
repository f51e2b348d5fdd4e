package dev.banata.keycloak.compat;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.keycloak.OAuth2Constants;
import org.keycloak.authentication.ClientAuthenticationFlowContext;
import org.keycloak.authentication.authenticators.client.ClientIdAndSecretAuthenticator;
import org.keycloak.http.HttpRequest;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientSecretConstants;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.util.BasicAuthHelper;

/**
 * Keycloak's authentication of clients by secret, which takes the secret before a rotation as well
 * until its time. Keycloak itself does so with the preview feature {@code client-secret-rotation}
 * only. Takes the place of Keycloak's own by the same id and a higher order.
 */
public final class OverlappingSecretAuthenticator extends ClientIdAndSecretAuthenticator {

  private static final int BEFORE_KEYCLOAKS_OWN = 100;

  @Override
  public void authenticateClient(ClientAuthenticationFlowContext context) {
    Presented presented = Presented.in(context.getHttpRequest());
    ClientModel client = presented == null ? null : find(context, presented.clientId());
    if (client != null && accepts(client, presented)) {
      context.getEvent().client(client.getClientId());
      context.setClient(client);
      context.success();
    } else {
      super.authenticateClient(context);
    }
  }

  private static ClientModel find(ClientAuthenticationFlowContext context, String clientId) {
    return context.getSession().clients().getClientByClientId(context.getRealm(), clientId);
  }

  /** True only for a secret that Keycloak would refuse but for the overlap. */
  private static boolean accepts(ClientModel client, Presented presented) {
    String former = client.getAttribute(ClientSecretConstants.CLIENT_ROTATED_SECRET);
    if (former == null || former.isBlank() || !client.isEnabled() || client.isPublicClient()) {
      return false;
    }
    String method =
        client.getAttribute(ClientSecretConstants.CLIENT_SECRET_AUTHENTICATION_ALLOWED_METHOD);
    boolean rightMethod = method == null || method.isBlank() || method.equals(presented.method());
    return rightMethod
        && isBefore(
            client.getAttribute(ClientSecretConstants.CLIENT_ROTATED_SECRET_EXPIRATION_TIME))
        && MessageDigest.isEqual(
            former.getBytes(StandardCharsets.UTF_8),
            presented.secret().getBytes(StandardCharsets.UTF_8));
  }

  private static boolean isBefore(String seconds) {
    return seconds != null
        && seconds.matches("[0-9]{1,12}")
        && System.currentTimeMillis() / 1000 < Long.parseLong(seconds);
  }

  @Override
  public int order() {
    return BEFORE_KEYCLOAKS_OWN;
  }

  /** What a request has to prove its client by; a form's fields win, as with Keycloak. */
  private record Presented(String clientId, String secret, String method) {

    static Presented in(HttpRequest request) {
      String[] basic = basic(request.getHttpHeaders().getHeaderString(HttpHeaders.AUTHORIZATION));
      String clientId = basic == null ? null : basic[0];
      String secret = basic == null ? null : basic[1];
      String method = OIDCLoginProtocol.CLIENT_SECRET_BASIC;
      MediaType type = request.getHttpHeaders().getMediaType();
      if (type != null && type.isCompatible(MediaType.APPLICATION_FORM_URLENCODED_TYPE)) {
        MultivaluedMap<String, String> form = request.getDecodedFormParameters();
        if (form.containsKey(OAuth2Constants.CLIENT_ID)) {
          clientId = form.getFirst(OAuth2Constants.CLIENT_ID);
        }
        if (form.containsKey(OAuth2Constants.CLIENT_SECRET)) {
          secret = form.getFirst(OAuth2Constants.CLIENT_SECRET);
          method = OIDCLoginProtocol.CLIENT_SECRET_POST;
        }
      }
      return clientId == null || secret == null ? null : new Presented(clientId, secret, method);
    }

    private static String[] basic(String header) {
      return header == null ? null : BasicAuthHelper.RFC6749.parseHeader(header);
    }

    @Override
    public String toString() {
      return clientId;
    }
  }
}
