package dev.banata.keycloak.audience;

import dev.banata.keycloak.compat.AccessTokenMapper;
import java.util.Optional;
import java.util.Set;
import org.keycloak.models.ClientModel;

/**
 * Sets {@code aud} of access tokens to the allowed audiences of the client. It is what people see
 * in the console, and what the console's evaluation of a client shows; {@link AudienceGuard} has
 * the last word on every token, with this mapper or without it.
 */
public final class AudienceMapper extends AccessTokenMapper {

  static final String PROVIDER_ID = "banata-audience-mapper";

  @Override
  protected Optional<Set<String>> audience(ClientModel client) {
    return GovernedClients.contain(client)
        ? Optional.of(AllowedAudiences.of(client))
        : Optional.empty();
  }

  @Override
  public String getId() {
    return PROVIDER_ID;
  }

  @Override
  public String getDisplayType() {
    return "Allowed audiences";
  }

  @Override
  public String getHelpText() {
    return "Sets the audience (aud) of access tokens to exactly the client's allowed audiences, or"
        + " to the client itself if it has none. Audiences of other mappers are dropped.";
  }
}
