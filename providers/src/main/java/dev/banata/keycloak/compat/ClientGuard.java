package dev.banata.keycloak.compat;

import jakarta.ws.rs.core.Response;
import java.util.List;
import org.keycloak.Config;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.representations.idm.ClientPolicyExecutorConfigurationRepresentation;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.context.ClientCRUDContext;
import org.keycloak.services.clientpolicy.context.ServiceAccountTokenRequestContext;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProvider;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProviderFactory;

/**
 * A rule about clients that every path has to pass: the Admin REST API, the console, dynamic
 * registration and the token endpoint. Runs as executor of the global client policy.
 */
public abstract class ClientGuard implements ClientPolicyExecutorProviderFactory {

  /**
   * Before a client is made or changed.
   *
   * @param existing the client before the change; null if it is made
   */
  protected abstract void onWrite(ClientModel existing, ClientRepresentation proposed)
      throws Refusal;

  /** Before a service account of the client gets a token by the grant type. */
  protected abstract void onServiceAccountToken(ClientModel client, String grantType)
      throws Refusal;

  @Override
  public final ClientPolicyExecutorProvider<?> create(KeycloakSession session) {
    return new Executor(this);
  }

  @Override
  public final List<ProviderConfigProperty> getConfigProperties() {
    return List.of();
  }

  @Override
  public final void init(Config.Scope config) {}

  @Override
  public final void postInit(KeycloakSessionFactory factory) {}

  @Override
  public final void close() {}

  private record Executor(ClientGuard guard)
      implements ClientPolicyExecutorProvider<ClientPolicyExecutorConfigurationRepresentation> {

    @Override
    public void executeOnEvent(ClientPolicyContext context) throws ClientPolicyException {
      try {
        if (context instanceof ClientCRUDContext write
            && write.getProposedClientRepresentation() != null) {
          guard.onWrite(write.getTargetClient(), write.getProposedClientRepresentation());
        } else if (context instanceof ServiceAccountTokenRequestContext request) {
          guard.onServiceAccountToken(
              request.getClientSession().getClient(),
              request.getParams().getFirst(OAuth2Constants.GRANT_TYPE));
        }
      } catch (Refusal refusal) {
        throw toPolicyException(refusal);
      }
    }

    @Override
    public String getProviderId() {
      return guard.getId();
    }
  }

  static ClientPolicyException toPolicyException(Refusal refusal) {
    return new ClientPolicyException(
        refusal.error(), refusal.getMessage(), Response.Status.fromStatusCode(refusal.status()));
  }
}
