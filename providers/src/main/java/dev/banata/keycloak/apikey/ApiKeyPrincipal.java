package dev.banata.keycloak.apikey;

import dev.banata.keycloak.api.KeycloakWriter;
import dev.banata.keycloak.compat.ServiceAccounts;
import dev.banata.keycloak.permission.AdminRoleGrants;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.representations.idm.ClientRepresentation;

/**
 * What a key is in Keycloak: a client named like the key's id whose service account holds the admin
 * roles that the key's permissions map to. It makes the key visible in the console and in
 * Keycloak's own admin events, and ends the tokens of a key with the key. Only {@link ApiKeyGrant}
 * gets tokens for it, see {@link ApiKeyTokenGuard}.
 *
 * <p>A key that is limited to an organization has none, because the Admin REST API cannot be
 * limited so.
 */
public final class ApiKeyPrincipal {

  /** Client attribute that marks the client of a key. */
  public static final String ATTRIBUTE = "banata.api-key";

  /** Start of the ids of keys, and so of their clients' names. */
  static final String ID_PREFIX = "ak";

  /** Lifespan of the tokens that a key is exchanged for, in seconds. */
  static final int TOKEN_LIFESPAN = 300;

  private final KeycloakSession session;

  ApiKeyPrincipal(KeycloakSession session) {
    this.session = session;
  }

  /** True for a client id that only a key may have. */
  public static boolean isReserved(String clientId) {
    return clientId.startsWith(ID_PREFIX + '_');
  }

  public static boolean isPrincipal(ClientModel client) {
    return client != null && client.getAttribute(ATTRIBUTE) != null;
  }

  /**
   * True if a client that is being written would pass for one of a key. Others may have had such a
   * name before us.
   *
   * @param existing the client before the change; null if it is made
   */
  static boolean isClaimed(ClientModel existing, ClientRepresentation proposed) {
    boolean marks =
        proposed.getAttributes() != null && proposed.getAttributes().containsKey(ATTRIBUTE);
    return marks || isNamedLikeKey(existing, proposed);
  }

  /** Of a client that is there, only another name is asked: it may be older than this rule. */
  static boolean isNamedLikeKey(ClientModel existing, ClientRepresentation proposed) {
    String clientId = proposed.getClientId();
    return clientId != null
        && isReserved(clientId)
        && (existing == null || !clientId.equals(existing.getClientId()));
  }

  /**
   * Refuses an admin who makes a client that passes for one of a key, on every path: imports ask no
   * client policy.
   */
  static void refuseNew(KeycloakSession session, ClientModel client) {
    if ((isPrincipal(client) || isReserved(client.getClientId()))
        && KeycloakWriter.isKeycloaks(session)) {
      throw KeycloakWriter.refusal(
          "The client of an API key is made by the API keys of the project.");
    }
  }

  /** The clients that pass for those of keys. */
  static List<ClientModel> all(RealmModel realm) {
    return realm.getClientsStream().filter(ApiKeyPrincipal::isPrincipal).toList();
  }

  void remove(ClientModel client) {
    KeycloakWriter.ownWork(session, () -> ServiceAccounts.remove(session, client));
  }

  /**
   * Refuses to an admin what they do to the client of a key on Keycloak's own path.
   *
   * @throws dev.banata.keycloak.compat.RefusedRequest if it is such a client
   */
  static void refuse(KeycloakSession session, ClientModel client) {
    if (isPrincipal(client) && KeycloakWriter.isKeycloaks(session)) {
      throw KeycloakWriter.refusal(
          "The client of an API key is managed by the API keys of the project.");
    }
  }

  /** The same for the roles of its service account. */
  static void refuse(KeycloakSession session, RealmModel realm, UserModel user) {
    if (user.getServiceAccountClientLink() != null) {
      ClientModel client = realm.getClientById(user.getServiceAccountClientLink());
      refuse(session, client);
    }
  }

  void create(RealmModel realm, ApiKey key) {
    if (key.organizationId() != null) {
      return;
    }
    ClientModel client =
        ServiceAccounts.create(
            session, realm, key.id(), label(key), Map.of(ATTRIBUTE, "true"), TOKEN_LIFESPAN);
    ServiceAccounts.setAdminRoles(session, client, AdminRoleGrants.of(key.permissions()));
  }

  void update(RealmModel realm, ApiKey key) {
    find(realm, key)
        .ifPresent(client -> KeycloakWriter.ownWork(session, () -> update(client, key)));
  }

  private void update(ClientModel client, ApiKey key) {
    client.setName(label(key));
    client.setEnabled(key.enabled());
    ServiceAccounts.setAdminRoles(session, client, AdminRoleGrants.of(key.permissions()));
  }

  void remove(RealmModel realm, ApiKey key) {
    find(realm, key).ifPresent(this::remove);
  }

  Optional<ClientModel> find(RealmModel realm, ApiKey key) {
    return Optional.ofNullable(realm.getClientByClientId(key.id()))
        .filter(ApiKeyPrincipal::isPrincipal);
  }

  private static String label(ApiKey key) {
    return "API key: " + key.name();
  }
}
