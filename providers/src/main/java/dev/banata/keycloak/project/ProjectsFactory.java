package dev.banata.keycloak.project;

import dev.banata.keycloak.api.KeycloakWriter;
import dev.banata.keycloak.compat.Background;
import dev.banata.keycloak.compat.LocalCache;
import dev.banata.keycloak.compat.Realms;
import dev.banata.keycloak.compat.RequestPath;
import dev.banata.keycloak.metric.Meters;
import io.micrometer.core.instrument.Timer;
import org.keycloak.Config;
import org.keycloak.events.EventStoreProvider;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderFactory;

/** Follows what happens to realms on every path, in the transaction in which it happens. */
public final class ProjectsFactory implements ProviderFactory<Projects> {

  private static final String IDS = "banataProjectIds";
  private static final long MAX_IDS = 10_000;
  private static final long IDS_LIFESPAN_MILLIS = 60_000;

  private final RealmKeys keys = RealmKeys.configured();
  private final Timer creation = Meters.timer("project.creation", "The work of creating a project");
  private volatile LocalCache<String> ids;

  @Override
  public Projects create(KeycloakSession session) {
    if (ids == null) {
      openIds(session);
    }
    return new Projects(session, keys, ids, creation);
  }

  private synchronized void openIds(KeycloakSession session) {
    if (ids == null) {
      ids = LocalCache.open(session, IDS, MAX_IDS, IDS_LIFESPAN_MILLIS);
    }
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {
    factory.register(this::onEvent);
  }

  private void onEvent(ProviderEvent event) {
    if (event instanceof RealmModel.RealmPostCreateEvent created) {
      KeycloakSession session = created.getKeycloakSession();
      RealmModel realm = created.getCreatedRealm();
      KeycloakWriter.ownWork(
          session,
          () -> {
            boolean adopted = projects(session).adopt(realm, callingAdmin(session));
            if (adopted && RequestPath.of(session).isPresent()) {
              projects(session).requireNotFormer(realm);
            }
            projects(session).setUp(realm, !adopted);
          });
    } else if (event instanceof RealmModel.RealmRemovedEvent removed) {
      clearEvents(removed.getKeycloakSession(), removed.getRealm());
      projects(removed.getKeycloakSession()).forget(removed.getRealm().getId());
    } else if (event instanceof UserModel.UserRemovedEvent removed
        && Realms.isAdminRealm(removed.getRealm())) {
      new DefaultProjectStore(removed.getKeycloakSession()).delete(removed.getUser().getId());
    } else if (event instanceof PostMigrationEvent started) {
      Meters.gauge(
          "project.rsa.key.pairs",
          "RSA key pairs that are ready for new projects",
          null,
          keys::ready);
      Background.afterStart(started.getFactory(), "banata-rsa-keys", keys::prepare);
      Adoption.start(started.getFactory());
    }
  }

  /** Keycloak leaves the events of a removed realm behind, with users' ids and addresses. */
  private static void clearEvents(KeycloakSession session, RealmModel realm) {
    EventStoreProvider events = session.getProvider(EventStoreProvider.class);
    if (events != null) {
      events.clear(realm);
      events.clearAdmin(realm);
    }
  }

  private static Projects projects(KeycloakSession session) {
    return session.getProvider(Projects.class);
  }

  /** The admin who makes a realm through the Admin REST API owns its project; imports have none. */
  private static String callingAdmin(KeycloakSession session) {
    KeycloakContext context = session.getContext();
    if (context.getBearerToken() == null || context.getUser() == null) {
      return null;
    }
    String userId = context.getUser().getId();
    boolean ofAdminRealm = session.users().getUserById(Realms.adminRealm(session), userId) != null;
    return ofAdminRealm ? userId : null;
  }

  @Override
  public void close() {
    keys.close();
  }

  @Override
  public String getId() {
    return "default";
  }
}
