package dev.banata.keycloak.compat;

import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * Lets a write by Keycloak's Admin REST API wait for ours to the same user or client, and read what
 * that left. Keycloak writes the row as a whole with what it has read before: a new password would
 * end a ban, and a registration access token would bring a rotated secret back.
 */
public final class AdminWriteLock extends AdminWriteGuard {

  private static final Logger LOG = Logger.getLogger(AdminWriteLock.class);

  /** The realm, what kind of thing, and which. */
  private static final int NAMES_ONE = 3;

  @Override
  protected void onStart(KeycloakSession session) {
    List<String> path = RequestPath.ofAdminWrite(session);
    RealmModel realm =
        path.size() < NAMES_ONE ? null : session.realms().getRealmByName(path.get(0));
    if (realm != null && lock(session, realm, path.get(1), path.get(2)).isPresent()) {
      LOG.debugf("The request has %s to itself", path);
    }
  }

  /** Nothing for what is not locked, or is gone: Keycloak does not find it either. */
  private static Optional<?> lock(
      KeycloakSession session, RealmModel realm, String kind, String id) {
    RowLock lock = new RowLock(session);
    return switch (kind) {
      case "users" -> user(session, realm, id).flatMap(user -> lock.take(realm, user));
      case "clients" -> client(realm, id).flatMap(lock::take);
      default -> Optional.empty();
    };
  }

  private static Optional<UserModel> user(KeycloakSession session, RealmModel realm, String id) {
    return Optional.ofNullable(session.users().getUserById(realm, id));
  }

  private static Optional<ClientModel> client(RealmModel realm, String id) {
    return Optional.ofNullable(realm.getClientById(id));
  }

  @Override
  protected void onWrite(KeycloakSession session, AdminEvent event) {}

  @Override
  public String getId() {
    return "banata-write-lock";
  }
}
