package dev.banata.keycloak.compat;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.infinispan.AdvancedCache;
import org.infinispan.configuration.cache.CacheMode;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.context.Flag;
import org.infinispan.manager.EmbeddedCacheManager;
import org.keycloak.models.KeycloakSession;

/**
 * A cache of this node whose removals reach all nodes. Values are never marshalled: each node fills
 * its own copy, an Infinispan invalidation cache carries only the keys of removals.
 */
public final class LocalCache<V> {

  /** Stands for a value while it is loaded. Each is equal to itself only. */
  private static final class Loading {}

  private final AdvancedCache<String, Object> cache;
  private final AdvancedCache<String, Object> thisNode;

  private LocalCache(AdvancedCache<String, Object> cache) {
    this.cache = cache.withFlags(Flag.IGNORE_RETURN_VALUES);
    this.thisNode = cache.withFlags(Flag.CACHE_MODE_LOCAL);
  }

  /** Opens the cache, and defines it on first use. */
  public static <V> LocalCache<V> open(
      KeycloakSession session, String name, long maxEntries, long lifespanMillis) {
    return open(Caches.of(session), name, maxEntries, lifespanMillis);
  }

  static <V> LocalCache<V> open(
      EmbeddedCacheManager manager, String name, long maxEntries, long lifespanMillis) {
    CacheMode mode = Caches.isClustered(manager) ? CacheMode.INVALIDATION_ASYNC : CacheMode.LOCAL;
    return new LocalCache<>(
        Caches.open(manager, name, () -> configuration(mode, maxEntries, lifespanMillis))
            .getAdvancedCache());
  }

  private static Configuration configuration(CacheMode mode, long maxEntries, long lifespanMillis) {
    ConfigurationBuilder builder = new ConfigurationBuilder();
    builder.clustering().cacheMode(mode);
    builder.memory().maxCount(maxEntries);
    builder.expiration().lifespan(lifespanMillis, TimeUnit.MILLISECONDS);
    return builder.build();
  }

  /** The cached value. */
  public Optional<V> get(String key) {
    return value(thisNode.get(key));
  }

  /**
   * The cached value, or what the loader finds. That is not kept if it is null, or if the entry was
   * removed in between by any node: it may have been read before the change that the removal is
   * for.
   */
  public V computeIfAbsent(String key, Function<String, V> loader) {
    return get(key).orElseGet(() -> fill(key, loader));
  }

  private V fill(String key, Function<String, V> loader) {
    // A removal that comes from another node can only be seen by an entry that goes with it. So one
    // is put before the load, and the value takes its place only if it is still there.
    Loading own = new Loading();
    Object found = thisNode.putIfAbsent(key, own);
    Object placeholder = found == null ? own : found;
    return LocalCache.<V>value(found).orElseGet(() -> load(key, placeholder, loader));
  }

  private V load(String key, Object placeholder, Function<String, V> loader) {
    V loaded = loader.apply(key);
    if (loaded == null) {
      thisNode.remove(key, placeholder);
    } else {
      thisNode.replace(key, placeholder, loaded);
    }
    return loaded;
  }

  @SuppressWarnings("unchecked")
  private static <V> Optional<V> value(Object entry) {
    return entry instanceof Loading ? Optional.empty() : Optional.ofNullable((V) entry);
  }

  /** Removes the entry on every node. */
  public void remove(String key) {
    cache.remove(key);
  }
}
