package dev.banata.keycloak.compat;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.infinispan.Cache;
import org.infinispan.configuration.cache.CacheMode;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.context.Flag;
import org.infinispan.manager.EmbeddedCacheManager;
import org.infinispan.notifications.Listener;
import org.infinispan.notifications.cachelistener.annotation.CacheEntryCreated;
import org.infinispan.notifications.cachelistener.annotation.CacheEntryModified;
import org.infinispan.notifications.cachelistener.event.CacheEntryEvent;
import org.keycloak.models.KeycloakSession;

/**
 * Texts that a node tells all others. They travel through a replicated cache with one entry for
 * each node, which its next text replaces; Keycloak's own cluster events would need a class of ours
 * that Infinispan cannot marshal. Telling does not wait for the others, and a text may be lost
 * while a node joins or leaves.
 */
public final class Gossip {

  private static final long LIFESPAN_SECONDS = 10;

  private final Cache<String, String> cache;
  private final String self;

  private Gossip(Cache<String, String> cache, String self) {
    this.cache = cache;
    this.self = self;
  }

  /**
   * Joins the other nodes; nothing if the server is not clustered.
   *
   * @param heard gets each text of another node, in a thread that must not be held up
   */
  public static Optional<Gossip> join(
      KeycloakSession session, String name, Consumer<String> heard) {
    return join(Caches.of(session), name, heard);
  }

  static Optional<Gossip> join(EmbeddedCacheManager manager, String name, Consumer<String> heard) {
    if (!Caches.isClustered(manager)) {
      return Optional.empty();
    }
    Cache<String, String> cache = Caches.open(manager, name, Gossip::configuration);
    String self = UUID.randomUUID().toString();
    cache.addListener(new Ear(self, heard));
    return Optional.of(new Gossip(cache, self));
  }

  private static Configuration configuration() {
    ConfigurationBuilder builder = new ConfigurationBuilder();
    builder.clustering().cacheMode(CacheMode.REPL_ASYNC);
    builder.clustering().stateTransfer().fetchInMemoryState(false);
    builder.expiration().lifespan(LIFESPAN_SECONDS, TimeUnit.SECONDS);
    return builder.build();
  }

  /** Tells the text to all others, if there are any. */
  public void tell(String text) {
    if (cache.getCacheManager().getMembers().size() > 1) {
      cache.getAdvancedCache().withFlags(Flag.IGNORE_RETURN_VALUES).put(self, text);
    }
  }

  /** What Infinispan calls when an entry was written on this node, by whichever node. */
  @Listener(observation = Listener.Observation.POST)
  public static final class Ear {

    private final String self;
    private final Consumer<String> heard;

    private Ear(String self, Consumer<String> heard) {
      this.self = self;
      this.heard = heard;
    }

    /** An entry was written. */
    @CacheEntryCreated
    @CacheEntryModified
    public void written(CacheEntryEvent<String, String> event) {
      if (!self.equals(event.getKey())) {
        heard.accept(event.getValue());
      }
    }
  }
}
