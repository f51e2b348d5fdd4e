package dev.banata.keycloak.audience;

import dev.banata.keycloak.compat.Realms;
import java.util.Set;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;

/**
 * Which clients our rules are about: those of projects, but for the ones that Keycloak makes for
 * itself in every realm, whose tokens Keycloak's own endpoints judge by their audience. Names that
 * Keycloak only may come to use are not among them: taking one first gives no exception.
 */
public final class GovernedClients {

  private static final Set<String> BUILT_IN =
      Set.of(
          Constants.ACCOUNT_MANAGEMENT_CLIENT_ID,
          Constants.ACCOUNT_CONSOLE_CLIENT_ID,
          Constants.ADMIN_CLI_CLIENT_ID,
          Constants.ADMIN_CONSOLE_CLIENT_ID,
          Constants.BROKER_SERVICE_CLIENT_ID,
          Constants.REALM_MANAGEMENT_CLIENT_ID);

  private GovernedClients() {}

  public static boolean contain(ClientModel client) {
    return client != null
        && !BUILT_IN.contains(client.getClientId())
        && !Realms.isAdminRealm(client.getRealm());
  }
}
