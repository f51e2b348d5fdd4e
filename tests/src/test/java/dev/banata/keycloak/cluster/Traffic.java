package dev.banata.keycloak.cluster;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A client that calls again and again in a thread of its own, with a breath between, until it is
 * told to stop or finds nobody there.
 */
final class Traffic<T> {

  private static final long LIMIT_SECONDS = 90;

  /** Leaves the machine to the nodes that start meanwhile. */
  private static final long PAUSE_MILLIS = 50;

  private final List<T> done = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch enough;
  private final Thread thread;
  private volatile boolean stopping;
  private volatile RuntimeException failure;

  private Traffic(int enough, Supplier<T> call) {
    this.enough = new CountDownLatch(enough);
    this.thread = new Thread(() -> run(call), "traffic");
    thread.setDaemon(true);
    thread.start();
  }

  /** Starts it. The supplier makes one call and returns what was acknowledged. */
  static <T> Traffic<T> start(int enough, Supplier<T> call) {
    return new Traffic<>(enough, call);
  }

  private void run(Supplier<T> call) {
    try {
      while (!stopping) {
        done.add(call.get());
        enough.countDown();
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (UncheckedIOException gone) {
      // That is what happens to the client of a node that was killed.
    } catch (RuntimeException e) {
      failure = e;
    }
  }

  /** Waits until enough calls were acknowledged: now it is in the middle of things. */
  Traffic<T> awaitEnough() throws InterruptedException {
    for (int i = 0; i < LIMIT_SECONDS * 10; i++) {
      if (enough.await(100, TimeUnit.MILLISECONDS)) {
        return this;
      }
      if (!thread.isAlive()) {
        throw new IllegalStateException("ended after " + done.size() + " calls", failure);
      }
    }
    throw new IllegalStateException("only " + done.size() + " calls were acknowledged");
  }

  /** Ends it and returns what was acknowledged; fails if a call was answered by a failure. */
  List<T> stop() throws InterruptedException {
    stopping = true;
    thread.join(LIMIT_SECONDS * 1000);
    if (thread.isAlive()) {
      throw new IllegalStateException("a call hangs");
    }
    if (failure != null) {
      throw failure;
    }
    return List.copyOf(done);
  }
}
