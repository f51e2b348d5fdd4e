package dev.banata.keycloak.client;

import dev.banata.keycloak.api.Page;
import dev.banata.keycloak.api.Problem;
import dev.banata.keycloak.apikey.ApiKeyPrincipal;
import dev.banata.keycloak.compat.Clients;
import dev.banata.keycloak.compat.Database;
import dev.banata.keycloak.compat.RowLock;
import java.util.Objects;
import java.util.Optional;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.Provider;
import org.keycloak.representations.idm.ClientRepresentation;

/** The auth clients of projects: Keycloak's clients, but for its own and those of API keys. */
public final class AuthClients implements Provider {

  private final KeycloakSession session;
  private final AuthClientStore store;

  AuthClients(KeycloakSession session) {
    this.session = session;
    this.store = new AuthClientStore(session);
  }

  /** The client with that id or client id. */
  Optional<ClientModel> find(RealmModel realm, String id) {
    return Optional.ofNullable(session.clients().getClientById(realm, id))
        .or(() -> byClientId(realm, id))
        .filter(AuthClients::isAuthClient);
  }

  /**
   * The client with that id or client id, which nobody else can change until the transaction ends.
   */
  Optional<ClientModel> take(RealmModel realm, String id) {
    return find(realm, id).flatMap(new RowLock(session)::take);
  }

  /** The client with that client id. */
  public Optional<ClientModel> byClientId(RealmModel realm, String clientId) {
    return Optional.ofNullable(session.clients().getClientByClientId(realm, clientId))
        .filter(AuthClients::isAuthClient);
  }

  private static boolean isAuthClient(ClientModel client) {
    boolean oidc = client.getProtocol() == null || client.getProtocol().equals("openid-connect");
    return oidc
        && !ClientRules.BUILT_IN.contains(client.getClientId())
        && !ApiKeyPrincipal.isPrincipal(client);
  }

  /**
   * A page of clients, by client id upwards.
   *
   * @param cursor id of the client to start beyond
   */
  Page<ClientModel> list(
      RealmModel realm,
      Optional<String> search,
      Optional<ClientModel> cursor,
      boolean backward,
      int limit) {
    Page<String> ids =
        Page.of(
            store.ids(realm, search, cursor.map(ClientModel::getClientId), backward, limit + 1),
            limit,
            backward,
            cursor.isPresent(),
            id -> id);
    return new Page<>(
        ids.items().stream()
            .map(id -> session.clients().getClientById(realm, id))
            .filter(Objects::nonNull)
            .toList(),
        ids.listMetadata());
  }

  /**
   * Makes a client.
   *
   * @throws Problem 409 if there is one with its client id
   */
  ClientModel create(RealmModel realm, ClientRepresentation client) {
    if (session.clients().getClientByClientId(realm, client.getClientId()) != null) {
      throw Problem.conflict("CLIENT_EXISTS", "There is a client with this client id.");
    }
    ClientModel created = Clients.create(session, realm, client);
    // The database's time of creation is part of the answer.
    Database.flush(session);
    return created;
  }

  void update(ClientModel client, ClientRepresentation change) {
    ClientSecrets.beforeChange(client, change);
    Clients.update(session, client, change);
    Database.flush(session);
  }

  void delete(ClientModel client) {
    Clients.remove(session, client);
  }

  @Override
  public void close() {}
}
