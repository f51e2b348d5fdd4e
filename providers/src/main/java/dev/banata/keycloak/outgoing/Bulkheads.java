package dev.banata.keycloak.outgoing;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * How many threads of this node wait for servers that projects have named. A server that never
 * answers holds the threads of its own project only; what the server's pool has besides is for the
 * others.
 */
final class Bulkheads {

  /** So many projects can use their whole share at once; with more of them, each has one thread. */
  private static final int FULL_SHARES = 3;

  private final int each;
  private final ConcurrentMap<String, Integer> waiting = new ConcurrentHashMap<>();
  private final AtomicInteger all = new AtomicInteger();

  Bulkheads(int each) {
    this.each = each;
  }

  /**
   * Takes a place, which {@link #leave} gives back.
   *
   * @throws TooManyAtOnceException at once if there is none
   */
  void enter(String realmId) throws TooManyAtOnceException {
    int limit = all.get() < FULL_SHARES * each ? each : 1;
    all.incrementAndGet();
    if (waiting.merge(realmId, 1, Integer::sum) > limit) {
      leave(realmId);
      throw new TooManyAtOnceException();
    }
  }

  void leave(String realmId) {
    all.decrementAndGet();
    waiting.computeIfPresent(realmId, (id, count) -> count == 1 ? null : count - 1);
  }
}
