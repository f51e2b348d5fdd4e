package dev.banata.keycloak.client;

import dev.banata.keycloak.audience.GovernedClients;
import dev.banata.keycloak.compat.ClientGuard;
import dev.banata.keycloak.compat.Refusal;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.idm.ClientRepresentation;

/**
 * Judges clients before they are written, and those that were written by an API which says so to
 * client policies and not by the event that {@link ClientWrites} waits for: the Admin REST API v2
 * of Keycloak.
 */
public final class ClientRulesGuard extends ClientGuard {

  public static final String PROVIDER_ID = "banata-client-rules";

  @Override
  protected void onWrite(ClientModel existing, ClientRepresentation proposed) throws Refusal {
    if (existing != null && GovernedClients.contain(existing)) {
      // Before the change, too: an older version kept what had ended.
      ClientSecrets.beforeChange(existing, proposed);
      ClientSecrets.check(existing, proposed);
    }
  }

  @Override
  protected void onWritten(KeycloakSession session, ClientModel client) {
    new ClientWrites(session).updated(client);
  }

  @Override
  public String getId() {
    return PROVIDER_ID;
  }

  @Override
  public String getHelpText() {
    return "Redirect URIs, post-logout URIs and origins are exact, no callback is shared,"
        + " and a client secret that has ended stays ended.";
  }
}
