package dev.banata.keycloak.compat;

import java.util.function.Supplier;
import org.infinispan.Cache;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.manager.EmbeddedCacheManager;
import org.keycloak.connections.infinispan.InfinispanConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** Infinispan caches of our own beside Keycloak's, in Keycloak's cache manager. */
final class Caches {

  private Caches() {}

  static EmbeddedCacheManager of(KeycloakSession session) {
    return session
        .getProvider(InfinispanConnectionProvider.class)
        .getCache(InfinispanConnectionProvider.REALM_CACHE_NAME)
        .getCacheManager();
  }

  static boolean isClustered(EmbeddedCacheManager manager) {
    return manager.getCacheManagerConfiguration().isClustered();
  }

  /**
   * Opens the cache, and defines it on first use. The first calls after a start come together, and
   * Infinispan refuses to define a cache twice.
   */
  static synchronized <V> Cache<String, V> open(
      EmbeddedCacheManager manager, String name, Supplier<Configuration> configuration) {
    if (manager.getCacheConfiguration(name) == null) {
      manager.defineConfiguration(name, configuration.get());
    }
    return manager.getCache(name);
  }
}
