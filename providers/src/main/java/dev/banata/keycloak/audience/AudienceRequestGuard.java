package dev.banata.keycloak.audience;

import dev.banata.keycloak.compat.Refusal;
import dev.banata.keycloak.compat.TargetGuard;
import java.util.List;
import org.keycloak.OAuthErrorException;
import org.keycloak.models.ClientModel;

/**
 * Refuses requests for audiences that the client may not have before anybody signs in for them.
 * Tokens are judged by {@link AudienceGuard}.
 */
public final class AudienceRequestGuard extends TargetGuard {

  public static final String PROVIDER_ID = "banata-audience";

  @Override
  protected boolean concerns(ClientModel client) {
    return GovernedClients.contain(client);
  }

  @Override
  protected void onRequest(ClientModel client, List<String> resources, List<String> audiences)
      throws Refusal {
    Narrowing.audience(AllowedAudiences.of(client), Targets.NONE, Targets.of(resources, audiences));
  }

  /** As Keycloak has it for its own narrowing: no new tokens for a client that is switched off. */
  @Override
  protected void onExchange(ClientModel client, List<String> resources, List<String> audiences)
      throws Refusal {
    onRequest(client, resources, audiences);
    for (String name : Targets.of(resources, audiences).names()) {
      ClientModel target = client.getRealm().getClientByClientId(name);
      if (target != null && !target.isEnabled()) {
        throw new Refusal(OAuthErrorException.INVALID_TARGET, "A requested audience is disabled");
      }
    }
  }

  @Override
  protected String oneResource(List<String> resources, List<String> audiences) {
    return Targets.asOneResource(resources, audiences);
  }

  @Override
  public String getId() {
    return PROVIDER_ID;
  }

  @Override
  public String getHelpText() {
    return "Refuses resource and audience parameters beyond the client's allowed audiences.";
  }
}
