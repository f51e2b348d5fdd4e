package dev.banata.keycloak.client;

import dev.banata.keycloak.compat.Background;
import dev.banata.keycloak.compat.Realms;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Takes up the callbacks of clients that were made while the JAR was not there. In batches, each in
 * a transaction of its own; when there is nothing to do it is one query.
 */
final class CallbackIndexing {

  private static final Logger LOG = Logger.getLogger(CallbackIndexing.class);
  private static final int BATCH = 100;

  private CallbackIndexing() {}

  static void start(KeycloakSessionFactory factory) {
    Background.once(factory, "banata-callbacks", () -> run(factory));
  }

  private static void run(KeycloakSessionFactory factory) {
    Optional<String> last = Optional.empty();
    int total = 0;
    do {
      Optional<String> after = last;
      List<CallbackStore.Unknown> batch =
          KeycloakModelUtils.runJobInTransactionWithResult(factory, s -> index(s, after));
      total += batch.size();
      last =
          batch.isEmpty() ? Optional.empty() : Optional.of(batch.get(batch.size() - 1).clientId());
    } while (last.isPresent());
    if (total > 0) {
      LOG.infof("Took up the callbacks of %d clients", total);
    }
  }

  private static List<CallbackStore.Unknown> index(
      KeycloakSession session, Optional<String> after) {
    List<CallbackStore.Unknown> batch =
        new CallbackStore(session)
            .unknown(Realms.adminRealm(session).getId(), ClientRules.BUILT_IN, after, BATCH);
    for (CallbackStore.Unknown each : batch) {
      RealmModel realm = session.realms().getRealm(each.realmId());
      ClientModel client =
          realm == null ? null : session.clients().getClientById(realm, each.clientId());
      if (client != null) {
        new Callbacks(session).add(realm, client);
      }
    }
    return batch;
  }
}
