package dev.banata.keycloak.project;

import java.security.KeyPair;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.keycloak.common.util.KeyUtils;

/**
 * RSA key pairs that one thread makes ahead, so that no request waits for one. A burst that empties
 * the pool makes its own.
 */
final class RsaKeyPool implements AutoCloseable {

  /** Two pairs for each of 32 projects. */
  static final int CAPACITY = 64;

  private final int keySize;
  private final BlockingQueue<KeyPair> pairs = new ArrayBlockingQueue<>(CAPACITY);
  private final AtomicBoolean filling = new AtomicBoolean();
  private volatile boolean closed;

  RsaKeyPool(int keySize) {
    this.keySize = keySize;
  }

  /** A pair that nobody else gets. */
  KeyPair take() {
    KeyPair ready = pairs.poll();
    refill();
    return ready == null ? generate() : ready;
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
        // Only this thread adds, so what was free a moment ago still is.
        pairs.add(generate());
      }
    } finally {
      filling.set(false);
    }
  }

  private KeyPair generate() {
    return KeyUtils.generateRsaKeyPair(keySize);
  }

  @Override
  public void close() {
    closed = true;
    pairs.clear();
  }
}
