package dev.banata.keycloak.apikey;

import dev.banata.keycloak.compat.Background;
import dev.banata.keycloak.compat.Database;
import dev.banata.keycloak.compat.Gossip;
import dev.banata.keycloak.compat.LocalCache;
import dev.banata.keycloak.project.ProjectRemovedEvent;
import dev.banata.keycloak.project.ProjectSetUpEvent;
import dev.banata.keycloak.rbac.Catalogue;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jboss.logging.Logger;
import org.keycloak.Config;
import org.keycloak.models.ClientModel;
import org.keycloak.models.GroupModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderFactory;

/** Holds what all sessions of this node share: the cache of keys, their buckets, their uses. */
public final class ApiKeysFactory implements ProviderFactory<ApiKeys> {

  private static final Logger LOG = Logger.getLogger(ApiKeysFactory.class);
  private static final String CACHE = "banataApiKeys";
  private static final String LIMITS = "banataApiKeyLimits";
  private static final long CACHE_ENTRIES = 100_000;

  /** Longest time that a node which missed an invalidation may go on with an old record. */
  private static final long CACHE_LIFESPAN_MILLIS = 10_000;

  private static final long FLUSH_MILLIS = 60_000;

  private final ApiKeyLimiter limiter = new ApiKeyLimiter();
  private final UnknownKeyLimiter unknown = new UnknownKeyLimiter();
  private final ApiKeyUsage usage = new ApiKeyUsage();
  private final ApiKeyMeters meters = new ApiKeyMeters(usage);
  private volatile LocalCache<ApiKey> cache;
  private KeycloakSessionFactory sessions;

  @Override
  public ApiKeys create(KeycloakSession session) {
    if (cache == null) {
      openCache(session);
    }
    return new ApiKeys(
        session, cache, new ApiKeyVerifier(session, cache, limiter, unknown, usage, meters));
  }

  private synchronized void openCache(KeycloakSession session) {
    if (cache == null) {
      cache = LocalCache.open(session, CACHE, CACHE_ENTRIES, CACHE_LIFESPAN_MILLIS);
    }
  }

  @Override
  public void init(Config.Scope config) {}

  @Override
  public void postInit(KeycloakSessionFactory factory) {
    sessions = factory;
    factory.register(this::onEvent);
  }

  private void onEvent(ProviderEvent event) {
    if (event instanceof ClientModel.ClientCreationEvent created) {
      ApiKeyPrincipal.refuseNew(created.getKeycloakSession(), created.getCreatedClient());
    } else if (event instanceof ClientModel.ClientRemovedEvent removed) {
      ApiKeyPrincipal.refuse(removed.getKeycloakSession(), removed.getClient());
    } else if (event instanceof ClientModel.ClientUpdatedEvent updated) {
      ApiKeyPrincipal.refuse(updated.getKeycloakSession(), updated.getUpdatedClient());
    } else if (event instanceof RoleModel.RoleGrantedEvent granted) {
      ApiKeyPrincipal.refuse(granted.getKeycloakSession(), granted.getRealm(), granted.getUser());
    } else if (event instanceof RoleModel.RoleRevokedEvent revoked) {
      ApiKeyPrincipal.refuse(revoked.getKeycloakSession(), revoked.getRealm(), revoked.getUser());
    } else if (event instanceof GroupModel.GroupMemberJoinEvent joined) {
      ApiKeyPrincipal.refuse(joined.getKeycloakSession(), joined.getRealm(), joined.getUser());
    } else if (event instanceof UserModel.UserPreRemovedEvent removed) {
      ApiKeyPrincipal.refuse(removed.getKeycloakSession(), removed.getRealm(), removed.getUser());
    } else if (event instanceof ProjectSetUpEvent setUp && !setUp.isOurs()) {
      setUp.session().getProvider(ApiKeys.class).align(setUp.realm());
    } else if (event instanceof ProjectRemovedEvent removed) {
      removed.session().getProvider(ApiKeys.class).removeAll(removed.realmId());
    } else if (event instanceof OrganizationModel.OrganizationRemovedEvent removed) {
      KeycloakSession session = removed.getKeycloakSession();
      session
          .getProvider(ApiKeys.class)
          .revokeOfOrganization(session.getContext().getRealm(), removed.getOrganization());
    } else if (event instanceof RoleModel.RoleNameChangeEvent renamed
        && Catalogue.CLIENT_ID.equals(renamed.getClientId())) {
      renamed
          .getKeycloakSession()
          .getProvider(ApiKeys.class)
          .renamePermission(renamed.getRealm(), renamed.getPreviousName(), renamed.getNewName());
    } else if (event instanceof PostMigrationEvent started) {
      start(started.getFactory());
    }
  }

  private void start(KeycloakSessionFactory factory) {
    // Before the first call, so that this node hears what the others let pass from the beginning.
    try (KeycloakSession session = factory.create()) {
      openCache(session);
      Gossip.join(session, LIMITS, this::deduct)
          .ifPresent(gossip -> limiter.afterUse(reports(session, gossip)::passed));
    }
    Background.repeat(factory, "banata-api-key-usage", FLUSH_MILLIS, session -> flush());
  }

  private static ConsumptionReports reports(KeycloakSession session, Gossip others) {
    Executor later = Background.delayed(session, LIMITS, ConsumptionReports.INTERVAL_MILLIS);
    return new ConsumptionReports(others::tell, later);
  }

  private void deduct(String report) {
    Consumption.parse(report).forEach(limiter::deduct);
  }

  /** Writes what was counted, in a transaction of its own; keeps it if that fails. */
  private void flush() {
    Map<String, ApiKeyUsage.Count> drained = usage.drain();
    if (drained.isEmpty()) {
      return;
    }
    try {
      KeycloakModelUtils.runJobInTransaction(
          sessions, session -> new ApiKeyStore(session).addUsage(drained));
    } catch (RuntimeException e) {
      usage.restore(drained);
      meters.flushFailed();
      LOG.warnf(
          "The last use of %d keys was not written; it is tried again: %s", drained.size(), e);
      LOG.debug("Cause", e);
    }
  }

  @Override
  public Set<Class<? extends Provider>> dependsOn() {
    return Set.of(Database.dependency());
  }

  /** Writes what is left; the database is closed after this. */
  @Override
  public void close() {
    flush();
  }

  @Override
  public String getId() {
    return "default";
  }
}
