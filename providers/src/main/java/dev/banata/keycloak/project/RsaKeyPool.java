package dev.banata.keycloak.project;

import java.security.KeyPair;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * RSA key pairs that one thread makes ahead, so that no request waits for one. It waits for a quiet
 * moment, because a pair takes as long as a whole project; at a low level it waits no longer. A
 * burst that empties the pool makes its own.
 */
final class RsaKeyPool implements AutoCloseable {

  /** Two pairs for each of 32 projects. */
  static final int CAPACITY = 64;

  /** Pairs for a few projects more. */
  static final int LOW = 16;

  private static final Duration QUIET = Duration.ofSeconds(2);
  private static final long LOOK_AGAIN_MILLIS = 250;

  private final Supplier<KeyPair> generator;
  private final BlockingQueue<KeyPair> pairs = new ArrayBlockingQueue<>(CAPACITY);
  private final AtomicBoolean filling = new AtomicBoolean();
  private volatile boolean closed;
  private volatile long lastTaken = System.nanoTime() - QUIET.toNanos();

  RsaKeyPool(Supplier<KeyPair> generator) {
    this.generator = generator;
  }

  /** A pair that nobody else gets. */
  KeyPair take() {
    KeyPair ready = pairs.poll();
    lastTaken = System.nanoTime();
    refill();
    return ready == null ? generator.get() : ready;
  }

  /** How many pairs are ready. */
  int level() {
    return pairs.size();
  }

  /** Fills the pool in the background, unless that goes on already. */
  void refill() {
    if (!closed && filling.compareAndSet(false, true)) {
      Thread thread = new Thread(this::fill, "banata-rsa-keys");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void fill() {
    try {
      while (!closed && pairs.remainingCapacity() > 0) {
        if (mayWork()) {
          // Only this thread adds, so what was free a moment ago still is.
          pairs.add(generator.get());
        } else {
          TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MILLIS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      filling.set(false);
    }
    if (pairs.remainingCapacity() > 0 && !Thread.currentThread().isInterrupted()) {
      // One was taken after the last look, by somebody who still saw this thread at work.
      refill();
    }
  }

  private boolean mayWork() {
    return pairs.size() < LOW || System.nanoTime() - lastTaken > QUIET.toNanos();
  }

  @Override
  public void close() {
    closed = true;
    pairs.clear();
  }
}
