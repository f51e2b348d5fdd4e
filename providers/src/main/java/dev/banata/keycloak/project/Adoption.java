package dev.banata.keycloak.project;

import dev.banata.keycloak.compat.Background;
import dev.banata.keycloak.compat.Database;
import dev.banata.keycloak.compat.Realms;
import dev.banata.keycloak.compat.RowLock;
import dev.banata.keycloak.rbac.Catalogue;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Brings rows and realms together after a start: realms that were made while the JAR was not there
 * get their rows, rows of realms that are gone are removed, rows of an older version are indexed
 * for searches, and projects that an older version made get what this one gives every project. In
 * batches, each in a transaction of its own, so that it can stop and go on anywhere. When there is
 * nothing to do it is four queries.
 */
final class Adoption {

  private static final Logger LOG = Logger.getLogger(Adoption.class);
  private static final int BATCH = 50;
  private static final int TRIES = 3;

  private Adoption() {}

  static void start(KeycloakSessionFactory factory) {
    Background.once(factory, "banata-adoption", () -> run(factory));
  }

  private static void run(KeycloakSessionFactory factory) {
    long start = System.nanoTime();
    int total = 0;
    int batch;
    do {
      batch = KeycloakModelUtils.runJobInTransactionWithResult(factory, Adoption::adoptBatch);
      total += batch;
      if (batch > 0) {
        LOG.infof("Adopted %d realms as projects so far", total);
      }
    } while (batch == BATCH);
    KeycloakModelUtils.runJobInTransaction(factory, Adoption::forgetRemoved);
    do {
      batch = KeycloakModelUtils.runJobInTransactionWithResult(factory, Adoption::indexBatch);
    } while (batch == BATCH);
    setUp(factory);
    LOG.debugf(
        "Looked for realms to adopt and complete in %d ms",
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
  }

  /** One realm at a time: one that cannot be completed must not keep the others from it. */
  private static void setUp(KeycloakSessionFactory factory) {
    String last = "";
    List<String> realms;
    do {
      realms = toSetUp(factory, last);
      int completed = 0;
      for (String id : realms) {
        last = id;
        try {
          setUp(factory, id);
          completed++;
        } catch (RuntimeException e) {
          LOG.warnf(e, "Realm %s could not be completed; it is tried again at the next start", id);
        }
      }
      if (completed > 0) {
        LOG.infof("Completed the settings of %d projects", completed);
      }
    } while (realms.size() == BATCH);
  }

  private static List<String> toSetUp(KeycloakSessionFactory factory, String after) {
    return KeycloakModelUtils.runJobInTransactionWithResult(
        factory,
        session ->
            session
                .getProvider(Projects.class)
                .store()
                .realmsToSetUp(Projects.SET_UP, after, BATCH));
  }

  /** A few times, if somebody changes the same at the same moment: the server is open by now. */
  private static void setUp(KeycloakSessionFactory factory, String id) {
    for (int attempt = 1; ; attempt++) {
      try {
        KeycloakModelUtils.runJobInTransaction(factory, session -> setUp(session, id));
        return;
      } catch (RuntimeException e) {
        if (attempt == TRIES || !Database.isConflict(e)) {
          throw e;
        }
        LOG.debugf(e, "Realm %s was changed concurrently; it is completed again", id);
      }
    }
  }

  /** Locks in the order of all others, the project's row after the realm and its permissions. */
  private static void setUp(KeycloakSession session, String realmId) {
    RealmModel realm = session.realms().getRealm(realmId);
    if (realm == null) {
      return;
    }
    session.getContext().setRealm(realm);
    if (new RowLock(session).take(realm).isPresent()) {
      Catalogue.hold(session, realm);
      session.getProvider(Projects.class).setUp(realm, false);
    }
  }

  private static int adoptBatch(KeycloakSession session) {
    Projects projects = session.getProvider(Projects.class);
    String adminRealm = Realms.adminRealm(session).getId();
    List<String> realms = projects.store().realmsWithoutProject(adminRealm, BATCH);
    for (String id : realms) {
      RealmModel realm = session.realms().getRealm(id);
      if (realm != null) {
        projects.adopt(realm, null);
      }
    }
    return realms.size();
  }

  private static void forgetRemoved(KeycloakSession session) {
    Projects projects = session.getProvider(Projects.class);
    projects.store().projectsWithoutRealm(BATCH).forEach(projects::forget);
  }

  private static int indexBatch(KeycloakSession session) {
    return session.getProvider(Projects.class).store().indexSome(BATCH);
  }
}
