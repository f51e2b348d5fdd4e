package dev.banata.keycloak.benchmark;

import dev.banata.keycloak.server.KeycloakServer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Several clients that call at once for some seconds. */
final class Load {

  private static final int CLIENTS = 4;

  /** Until the just-in-time compiler has settled; CPU time falls to a fifth meanwhile. */
  static final int WARM_UP_SECONDS = 40;

  private Load() {}

  /**
   * What a call costs while the clients call without a pause.
   *
   * @param millis the time of the whole divided by the calls
   * @param cpuMillis the server's CPU time divided by the calls
   */
  record Cost(double millis, double cpuMillis) {}

  static void warmUp(Runnable call) throws InterruptedException {
    run(call, WARM_UP_SECONDS);
  }

  static Cost cost(KeycloakServer server, Runnable call, int seconds)
      throws IOException, InterruptedException {
    Duration before = server.cpuTime();
    long start = System.nanoTime();
    long calls = run(call, seconds);
    return new Cost(
        (System.nanoTime() - start) / 1e6 / calls,
        server.cpuTime().minus(before).toNanos() / 1e6 / calls);
  }

  private static long run(Runnable call, int seconds) throws InterruptedException {
    AtomicLong calls = new AtomicLong();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    for (int i = 0; i < CLIENTS; i++) {
      clients.execute(
          () -> {
            while (System.nanoTime() < end) {
              call.run();
              calls.incrementAndGet();
            }
          });
    }
    clients.shutdown();
    if (!clients.awaitTermination(seconds + 60L, TimeUnit.SECONDS)) {
      throw new IllegalStateException("clients do not end");
    }
    return calls.get();
  }
}
