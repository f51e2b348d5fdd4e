package dev.banata.keycloak.compat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.infinispan.Cache;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

final class LocalCacheTest {

  private static final String KEY = "key";
  private static final long LIFESPAN_MILLIS = 60_000;

  private static TestCluster alone;
  private static TestCluster cluster;

  private final String name = UUID.randomUUID().toString();

  @BeforeAll
  static void start() {
    alone = TestCluster.alone();
    cluster = TestCluster.ofTwo();
  }

  @AfterAll
  static void stop() {
    alone.close();
    cluster.close();
  }

  private LocalCache<String> open(TestCluster nodes, int node) {
    return LocalCache.open(nodes.node(node), name, 100, LIFESPAN_MILLIS);
  }

  /** Waits until the node has not the value any more; removals arrive a moment later. */
  private static void awaitGone(LocalCache<String> cache, String key) throws InterruptedException {
    long end = System.nanoTime() + 5_000_000_000L;
    while (cache.get(key).isPresent() && System.nanoTime() < end) {
      Thread.sleep(5);
    }
    assertThat(cache.get(key)).isEmpty();
  }

  @Test
  void aValueIsLoadedOnce() {
    LocalCache<String> cache = open(alone, 0);
    AtomicInteger loads = new AtomicInteger();
    for (int i = 0; i < 3; i++) {
      assertThat(cache.computeIfAbsent(KEY, key -> "loaded " + loads.incrementAndGet()))
          .isEqualTo("loaded 1");
    }
    assertThat(cache.get(KEY)).contains("loaded 1");
  }

  @Test
  void nothingIsNotKept() {
    LocalCache<String> cache = open(alone, 0);

    assertThat(cache.computeIfAbsent(KEY, key -> null)).isNull();
    assertThat(cache.computeIfAbsent(KEY, key -> "made since")).isEqualTo("made since");
  }

  @Test
  void aLoadThatFailedIsDoneAgain() {
    LocalCache<String> cache = open(alone, 0);
    assertThatThrownBy(
            () ->
                cache.computeIfAbsent(
                    KEY,
                    key -> {
                      throw new IllegalStateException("no database");
                    }))
        .isInstanceOf(IllegalStateException.class);

    assertThat(cache.computeIfAbsent(KEY, key -> "loaded")).isEqualTo("loaded");
    assertThat(cache.get(KEY)).contains("loaded");
  }

  @Test
  void aValueThatWasRemovedWhileItWasLoadedIsNotKept() {
    LocalCache<String> cache = open(alone, 0);
    String read =
        cache.computeIfAbsent(
            KEY,
            key -> {
              cache.remove(key);
              return "dead";
            });

    assertThat(read).isEqualTo("dead");
    assertThat(cache.get(KEY)).isEmpty();
    assertThat(cache.computeIfAbsent(KEY, key -> "new")).isEqualTo("new");
  }

  /** The second load began after the removal; the first, which did not, must not spoil it. */
  @Test
  void aLoadThatIsTooLateDoesNotReplaceALaterOne() {
    LocalCache<String> cache = open(alone, 0);
    cache.computeIfAbsent(
        KEY,
        key -> {
          cache.remove(key);
          cache.computeIfAbsent(key, again -> "new");
          return "dead";
        });

    assertThat(cache.get(KEY)).contains("new");
  }

  /** The same with the removal on another node, which knows nothing of the load. */
  @Test
  void aRemovalOnAnotherNodeIsSeenWhileAValueIsLoaded() {
    LocalCache<String> first = open(cluster, 0);
    LocalCache<String> second = open(cluster, 1);
    first.computeIfAbsent(
        KEY,
        key -> {
          assertThat(cluster.node(0).getCache(name).containsKey(key)).isTrue();
          second.remove(key);
          awaitNoEntry(key);
          return "dead";
        });

    assertThat(first.get(KEY)).isEmpty();
  }

  /** Waits until the first node has neither a value nor what stands for it. */
  private void awaitNoEntry(String key) {
    Cache<String, Object> entries = cluster.node(0).getCache(name);
    long end = System.nanoTime() + 5_000_000_000L;
    while (entries.containsKey(key) && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    assertThat(entries.containsKey(key)).as("the removal has come").isFalse();
  }

  @Test
  void aNodeFillsItsOwnCopyAndRemovesOnAll() throws InterruptedException {
    LocalCache<String> first = open(cluster, 0);
    LocalCache<String> second = open(cluster, 1);
    first.computeIfAbsent(KEY, key -> "of the first");
    second.computeIfAbsent(KEY, key -> "of the second");

    assertThat(first.get(KEY)).contains("of the first");
    assertThat(second.get(KEY)).contains("of the second");
    second.remove(KEY);
    assertThat(second.get(KEY)).isEmpty();
    awaitGone(first, KEY);
  }

  @Test
  void aValueDoesNotOutliveTheLifespan() throws InterruptedException {
    LocalCache<String> cache = LocalCache.open(alone.node(0), name, 100, 300);
    cache.computeIfAbsent(KEY, key -> "value");

    assertThat(cache.get(KEY)).contains("value");
    Thread.sleep(350);
    assertThat(cache.get(KEY)).isEmpty();
  }
}
