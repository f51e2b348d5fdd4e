package dev.banata.keycloak.client;

import dev.banata.keycloak.compat.RefusedRequest;
import dev.banata.keycloak.project.ProjectRemovedEvent;
import dev.banata.keycloak.project.ProjectSavedEvent;
import dev.banata.keycloak.uri.UriRule;
import org.keycloak.Config;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderFactory;

/** Follows what happens to clients on every path, in the transaction in which it happens. */
public final class AuthClientsFactory implements ProviderFactory<AuthClients> {

  @Override
  public AuthClients create(KeycloakSession session) {
    return new AuthClients(session);
  }

  @Override
  public void postInit(KeycloakSessionFactory factory) {
    factory.register(AuthClientsFactory::onEvent);
  }

  private static void onEvent(ProviderEvent event) {
    if (event instanceof ClientModel.ClientUpdatedEvent updated) {
      new ClientWrites(updated.getKeycloakSession()).updated(updated.getUpdatedClient());
    } else if (event instanceof ClientModel.ClientCreationEvent created) {
      new ClientWrites(created.getKeycloakSession()).created(created.getCreatedClient());
    } else if (event instanceof ClientModel.ClientRemovedEvent removed) {
      new ClientWrites(removed.getKeycloakSession()).removed(removed.getClient());
    } else if (event instanceof ProjectRemovedEvent removed) {
      new Callbacks(removed.session()).removeRealm(removed.realmId());
    } else if (event instanceof ProjectSavedEvent saved) {
      follow(saved);
    } else if (event instanceof PostMigrationEvent started) {
      CallbackIndexing.start(started.getFactory());
    }
  }

  private static void follow(ProjectSavedEvent saved) {
    Callbacks callbacks = new Callbacks(saved.session());
    if (!saved.adopted()) {
      callbacks.move(saved.project());
    } else if (callbacks.adopt(saved.project())) {
      throw new RefusedRequest(
          "invalid_redirect_uri",
          "A redirect URI of the realm's clients "
              + UriRule.SHARED.violation().message()
              + " in a project of the same owner and another environment");
    }
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void close() {}

  @Override
  public String getId() {
    return "default";
  }
}
