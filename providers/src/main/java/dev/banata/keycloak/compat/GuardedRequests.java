package dev.banata.keycloak.compat;

import java.util.List;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.representations.idm.ClientPolicyConditionConfigurationRepresentation;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyVote;
import org.keycloak.services.clientpolicy.condition.ClientPolicyConditionProvider;
import org.keycloak.services.clientpolicy.condition.ClientPolicyConditionProviderFactory;

/**
 * The condition of the global client policy: requests that one of its executors looks at. Others,
 * above all the issue of tokens and the pages of sign-in, are spared the executors, which Keycloak
 * configures again each time.
 */
public final class GuardedRequests implements ClientPolicyConditionProviderFactory {

  public static final String PROVIDER_ID = "banata-guarded-requests";

  @Override
  public ClientPolicyConditionProvider<?> create(KeycloakSession session) {
    return new Condition();
  }

  @Override
  public String getId() {
    return PROVIDER_ID;
  }

  @Override
  public String getHelpText() {
    return "Requests that a rule of Banata looks at, of any client.";
  }

  @Override
  public List<ProviderConfigProperty> getConfigProperties() {
    return List.of();
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {}

  @Override
  public void close() {}

  private record Condition()
      implements ClientPolicyConditionProvider<ClientPolicyConditionConfigurationRepresentation> {

    @Override
    public void setupConfiguration(ClientPolicyConditionConfigurationRepresentation none) {}

    @Override
    public ClientPolicyVote applyPolicy(ClientPolicyContext context) {
      return switch (context.getEvent()) {
        case PRE_AUTHORIZATION_REQUEST, AUTHORIZATION_REQUEST ->
            RequestedTargets.areIn(context) ? ClientPolicyVote.YES : ClientPolicyVote.NO;
        case REGISTER,
            REGISTERED,
            UPDATE,
            UPDATED,
            PUSHED_AUTHORIZATION_REQUEST,
            DEVICE_AUTHORIZATION_REQUEST,
            DEVICE_TOKEN_REQUEST,
            TOKEN_EXCHANGE_REQUEST ->
            ClientPolicyVote.YES;
        default -> ClientPolicyVote.NO;
      };
    }

    @Override
    public boolean isNegativeLogic() {
      return false;
    }

    @Override
    public String getProviderId() {
      return PROVIDER_ID;
    }
  }
}
