package dev.banata.keycloak.compat;

import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import org.keycloak.models.AdminRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.representations.idm.ClientPolicyExecutorConfigurationRepresentation;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.context.ClientCRUDContext;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProvider;

/**
 * A rule about clients that every path has to pass: the Admin REST API, the console, dynamic
 * registration. Runs as executor of the global client policy.
 */
public abstract class ClientGuard extends PolicyExecutor {

  /**
   * Before a client is made or changed.
   *
   * @param existing the client before the change; null if it is made
   */
  protected abstract void onWrite(ClientModel existing, ClientRepresentation proposed)
      throws Refusal;

  /**
   * Before a client is made or changed by somebody who does not administer the realm as a whole: an
   * admin of clients only, or the holder of a registration token.
   *
   * @param existing the client before the change; null if it is made
   */
  protected void onLimitedWrite(
      RealmModel realm, ClientModel existing, ClientRepresentation proposed) throws Refusal {}

  /** After a client was made or changed, in the same transaction. */
  protected void onWritten(KeycloakSession session, ClientModel client) {}

  @Override
  public final ClientPolicyExecutorProvider<?> create(KeycloakSession session) {
    return new Executor(this, session);
  }

  private record Executor(ClientGuard guard, KeycloakSession session)
      implements ClientPolicyExecutorProvider<ClientPolicyExecutorConfigurationRepresentation> {

    @Override
    public void executeOnEvent(ClientPolicyContext context) throws ClientPolicyException {
      if (!(context instanceof ClientCRUDContext write)) {
        return;
      }
      try {
        switch (context.getEvent()) {
          case REGISTER, UPDATE -> onWrite(write);
          case REGISTERED, UPDATED -> guard.onWritten(session, write.getTargetClient());
          default -> {}
        }
      } catch (Refusal refusal) {
        throw toPolicyException(refusal);
      }
    }

    private void onWrite(ClientCRUDContext write) throws Refusal {
      ClientRepresentation proposed = write.getProposedClientRepresentation();
      // Keycloak writes the row as a whole: without this, concurrent changes would be undone.
      if (write.getTargetClient() != null
          && new RowLock(session).take(write.getTargetClient()).isEmpty()) {
        throw new Refusal("conflict", "The client was removed concurrently.", 409);
      }
      guard.onWrite(write.getTargetClient(), proposed);
      if (!administersRealm(write)) {
        guard.onLimitedWrite(session.getContext().getRealm(), write.getTargetClient(), proposed);
      }
    }

    /** True for a holder of {@code manage-realm}, who could change what every client gets. */
    private boolean administersRealm(ClientCRUDContext write) {
      UserModel user = write.getAuthenticatedUser();
      ClientModel through = write.getAuthenticatedClient();
      if (user == null || through == null) {
        return false;
      }
      RealmModel realm = session.getContext().getRealm();
      RealmModel home = through.getRealm();
      boolean ofAdminRealm = Realms.isAdminRealm(home);
      ClientModel management =
          ofAdminRealm
              ? realm.getMasterAdminClient()
              : realm.getClientByClientId(Constants.REALM_MANAGEMENT_CLIENT_ID);
      List<RoleModel> roles = new ArrayList<>();
      roles.add(management.getRole(AdminRoles.REALM_ADMIN));
      roles.add(management.getRole(AdminRoles.MANAGE_REALM));
      if (ofAdminRealm) {
        roles.add(home.getRole(AdminRoles.ADMIN));
      }
      roles.removeIf(role -> role == null || !through.hasScope(role));
      return new HeldRoles(session, home, user).hasAny(roles);
    }

    @Override
    public String getProviderId() {
      return guard.getId();
    }
  }

  static ClientPolicyException toPolicyException(Refusal refusal) {
    return new ClientPolicyException(
        refusal.error(), refusal.getMessage(), Response.Status.fromStatusCode(refusal.status()));
  }
}
