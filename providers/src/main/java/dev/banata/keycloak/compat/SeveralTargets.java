package dev.banata.keycloak.compat;

import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import org.keycloak.OAuth2Constants;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.grants.AuthorizationCodeGrantTypeFactory;
import org.keycloak.protocol.oidc.grants.ClientCredentialsGrantTypeFactory;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.protocol.oidc.grants.RefreshTokenGrantTypeFactory;
import org.keycloak.protocol.oidc.grants.ResourceOwnerPasswordCredentialsGrantTypeFactory;
import org.keycloak.protocol.oidc.grants.device.DeviceGrantTypeFactory;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.clientpolicy.ClientPolicyException;

/**
 * Keycloak's grants, which may have {@code resource} more than once, as RFC 8707 §2 has it, and
 * {@code audience}. Without this Keycloak refuses any parameter that comes twice. Nothing else of a
 * grant is touched; {@link TokenGuard} judges the values.
 */
public final class SeveralTargets {

  private static final Set<String> PARAMETERS =
      Set.of(OAuth2Constants.RESOURCE, OAuth2Constants.AUDIENCE);

  private SeveralTargets() {}

  /** The authorization code grant. */
  public static final class AuthorizationCode extends AuthorizationCodeGrantTypeFactory {
    @Override
    public OAuth2GrantType create(KeycloakSession session) {
      return new Grant(super.create(session));
    }
  }

  /** The refresh token grant. */
  public static final class Refresh extends RefreshTokenGrantTypeFactory {
    @Override
    public OAuth2GrantType create(KeycloakSession session) {
      return new Grant(super.create(session));
    }
  }

  /** The client credentials grant. */
  public static final class ClientCredentials extends ClientCredentialsGrantTypeFactory {
    @Override
    public OAuth2GrantType create(KeycloakSession session) {
      return new Grant(super.create(session));
    }
  }

  /** The password grant. */
  public static final class Password extends ResourceOwnerPasswordCredentialsGrantTypeFactory {
    @Override
    public OAuth2GrantType create(KeycloakSession session) {
      return new Grant(super.create(session));
    }
  }

  /** The device grant. */
  public static final class Device extends DeviceGrantTypeFactory {
    @Override
    public OAuth2GrantType create(KeycloakSession session) {
      return new Grant(super.create(session));
    }
  }

  private record Grant(OAuth2GrantType keycloaks) implements OAuth2GrantType {

    @Override
    public Set<String> getSupportedMultivaluedRequestParameters() {
      return PARAMETERS;
    }

    @Override
    public EventType getEventType() {
      return keycloaks.getEventType();
    }

    @Override
    public Set<String> getTokenParameterNames() {
      return keycloaks.getTokenParameterNames();
    }

    @Override
    public void preProcess(KeycloakSession session, MultivaluedMap<String, String> parameters)
        throws ClientPolicyException {
      keycloaks.preProcess(session, parameters);
    }

    @Override
    public Response process(Context context) {
      return keycloaks.process(context);
    }

    @Override
    public boolean isTokenAllowed(KeycloakSession session, AccessToken token) {
      return keycloaks.isTokenAllowed(session, token);
    }

    @Override
    public void close() {
      keycloaks.close();
    }
  }
}
