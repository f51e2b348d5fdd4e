package dev.banata.keycloak.compat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.OIDCConfigAttributes;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.services.managers.ClientManager;
import org.keycloak.services.managers.RealmManager;

/**
 * Confidential clients that stand for an application and hold roles of the realm's administration.
 */
public final class ServiceAccounts {

  private ServiceAccounts() {}

  /**
   * Makes the client, without any flow of a browser, and its service account.
   *
   * @param attributes client attributes that mark what it stands for
   * @param tokenLifespan lifespan of its access tokens in seconds
   */
  public static ClientModel create(
      KeycloakSession session,
      RealmModel realm,
      String clientId,
      String name,
      Map<String, String> attributes,
      int tokenLifespan) {
    ClientRepresentation client = new ClientRepresentation();
    client.setClientId(clientId);
    client.setName(name);
    client.setProtocol(OIDCLoginProtocol.LOGIN_PROTOCOL);
    client.setPublicClient(false);
    client.setStandardFlowEnabled(false);
    client.setImplicitFlowEnabled(false);
    client.setDirectAccessGrantsEnabled(false);
    client.setFullScopeAllowed(true);
    client.setDefaultClientScopes(List.of());
    client.setOptionalClientScopes(List.of());
    client.setAttributes(attributes);
    ClientModel model = ClientManager.createClient(session, realm, client);
    model.setAttribute(Constants.USE_LIGHTWEIGHT_ACCESS_TOKEN_ENABLED, "true");
    model.setAttribute(OIDCConfigAttributes.ACCESS_TOKEN_LIFESPAN, Integer.toString(tokenLifespan));
    new ClientManager(new RealmManager(session)).enableServiceAccount(model);
    return model;
  }

  /** Sets exactly these roles of {@code realm-management} on the client's service account. */
  public static void setAdminRoles(KeycloakSession session, ClientModel client, Set<String> roles) {
    UserModel user = session.users().getServiceAccount(client);
    ClientModel management =
        client.getRealm().getClientByClientId(Constants.REALM_MANAGEMENT_CLIENT_ID);
    management
        .getRolesStream()
        .filter(role -> !roles.contains(role.getName()))
        .forEach(user::deleteRoleMapping);
    for (String role : roles) {
      user.grantRole(management.getRole(role));
    }
  }

  /** The role that composes all others of a realm's administration. */
  public static String everyAdminRole() {
    return AdminRoles.REALM_ADMIN;
  }

  public static void remove(KeycloakSession session, ClientModel client) {
    new ClientManager(new RealmManager(session)).removeClient(client.getRealm(), client);
  }
}
