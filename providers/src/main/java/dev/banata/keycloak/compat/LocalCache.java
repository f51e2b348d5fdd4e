package dev.banata.keycloak.compat;

import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.infinispan.AdvancedCache;
import org.infinispan.configuration.cache.CacheMode;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.context.Flag;
import org.infinispan.manager.EmbeddedCacheManager;
import org.keycloak.connections.infinispan.InfinispanConnectionProvider;
import org.keycloak.models.KeycloakSession;

/**
 * A cache of this node whose removals reach all nodes. Values are never marshalled: each node fills
 * its own copy, an Infinispan invalidation cache carries only the keys of removals.
 */
public final class LocalCache<V> {

  private final AdvancedCache<String, V> cache;

  private LocalCache(AdvancedCache<String, V> cache) {
    this.cache = cache;
  }

  /** Opens the cache, and defines it on first use. */
  public static <V> LocalCache<V> open(
      KeycloakSession session, String name, long maxEntries, long lifespanMillis) {
    EmbeddedCacheManager manager =
        session
            .getProvider(InfinispanConnectionProvider.class)
            .getCache(InfinispanConnectionProvider.REALM_CACHE_NAME)
            .getCacheManager();
    if (manager.getCacheConfiguration(name) == null) {
      boolean clustered = manager.getCacheManagerConfiguration().isClustered();
      Configuration configuration =
          new ConfigurationBuilder()
              .clustering()
              .cacheMode(clustered ? CacheMode.INVALIDATION_ASYNC : CacheMode.LOCAL)
              .memory()
              .maxCount(maxEntries)
              .expiration()
              .lifespan(lifespanMillis, TimeUnit.MILLISECONDS)
              .build();
      manager.defineConfiguration(name, configuration);
    }
    return new LocalCache<>(manager.<String, V>getCache(name).getAdvancedCache());
  }

  public V get(String key) {
    return cache.get(key);
  }

  /** The cached value, or what the loader finds; nothing is kept if it finds nothing. */
  public V computeIfAbsent(String key, Function<String, V> loader) {
    V cached = cache.get(key);
    if (cached != null) {
      return cached;
    }
    V loaded = loader.apply(key);
    if (loaded != null) {
      cache.withFlags(Flag.CACHE_MODE_LOCAL).put(key, loaded);
    }
    return loaded;
  }

  /** Removes the entry on every node. */
  public void remove(String key) {
    cache.withFlags(Flag.IGNORE_RETURN_VALUES).remove(key);
  }
}
