package dev.banata.keycloak.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RsaKeyPoolTest {

  /** Smaller than any that is used, so that a test makes a pool of them in no time. */
  private static final int SIZE = 1024;

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private static KeyPair generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(SIZE);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has RSA", e);
    }
  }

  @Test
  void fillsItselfAndNeverBeyondItsCapacity() throws InterruptedException {
    try (RsaKeyPool pool = new RsaKeyPool(RsaKeyPoolTest::generate)) {
      pool.refill();
      awaitLevel(pool, RsaKeyPool.CAPACITY);
      pool.refill();
      Thread.sleep(50);
      assertThat(pool.level()).isEqualTo(RsaKeyPool.CAPACITY);

      pool.take();
      awaitLevel(pool, RsaKeyPool.CAPACITY);
    }
  }

  @Test
  void waitsForAQuietMomentUnlessItIsLow() throws InterruptedException {
    try (RsaKeyPool pool = new RsaKeyPool(RsaKeyPoolTest::generate)) {
      pool.refill();
      awaitLevel(pool, RsaKeyPool.CAPACITY);
      pool.take();
      Thread.sleep(500);
      assertThat(pool.level()).isEqualTo(RsaKeyPool.CAPACITY - 1);

      while (pool.level() >= RsaKeyPool.LOW) {
        pool.take();
      }
      // At once, and no further.
      awaitLevel(pool, RsaKeyPool.LOW);
      assertThat(pool.level()).isEqualTo(RsaKeyPool.LOW);
      awaitLevel(pool, RsaKeyPool.CAPACITY);
    }
  }

  @Test
  void givesEachPairOnceAlsoWhenItIsEmpty() {
    try (RsaKeyPool pool = new RsaKeyPool(RsaKeyPoolTest::generate)) {
      Set<KeyPair> pairs = new HashSet<>();
      Set<Object> moduli = new HashSet<>();
      for (int i = 0; i < RsaKeyPool.CAPACITY + 5; i++) {
        KeyPair pair = pool.take();
        pairs.add(pair);
        RSAPublicKey key = (RSAPublicKey) pair.getPublic();
        assertThat(key.getModulus().bitLength()).isEqualTo(SIZE);
        moduli.add(key.getModulus());
      }
      assertThat(moduli).hasSize(RsaKeyPool.CAPACITY + 5);
      assertThat(pairs).hasSize(RsaKeyPool.CAPACITY + 5);
    }
  }

  @Test
  void keepsNothingWhenClosed() throws InterruptedException {
    RsaKeyPool pool = new RsaKeyPool(RsaKeyPoolTest::generate);
    pool.refill();
    awaitLevel(pool, 3);
    pool.close();
    // A pair that was being made may still arrive once; nothing follows it.
    Thread.sleep(200);
    assertThat(pool.level()).isLessThanOrEqualTo(1);
    pool.refill();
    Thread.sleep(50);
    assertThat(pool.level()).isLessThanOrEqualTo(1);
  }

  private static void awaitLevel(RsaKeyPool pool, int level) throws InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (pool.level() < level) {
      assertThat(System.nanoTime()).as("level is %d", pool.level()).isLessThan(deadline);
      Thread.sleep(5);
    }
  }
}
