package dev.banata.keycloak.client;

import dev.banata.keycloak.compat.ClientGuard;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.idm.ClientRepresentation;

/**
 * Judges clients that were written by an API which says so to client policies and not by the event
 * that {@link ClientWrites} waits for: the Admin REST API v2 of Keycloak.
 */
public final class ClientRulesGuard extends ClientGuard {

  public static final String PROVIDER_ID = "banata-client-rules";

  @Override
  protected void onWrite(ClientModel existing, ClientRepresentation proposed) {}

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
    return "Redirect URIs, post-logout URIs and origins are exact, and no callback is shared.";
  }
}
