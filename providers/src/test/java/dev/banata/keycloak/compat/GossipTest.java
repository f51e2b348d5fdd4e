package dev.banata.keycloak.compat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class GossipTest {

  private static final String NAME = "gossip";

  private final BlockingQueue<String> heardByFirst = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> heardBySecond = new LinkedBlockingQueue<>();

  @Test
  void theOtherNodeHearsEachTextOnceAndTheSpeakerNone() throws InterruptedException {
    try (TestCluster cluster = TestCluster.ofTwo()) {
      Gossip first = Gossip.join(cluster.node(0), NAME, heardByFirst::add).orElseThrow();
      Gossip second = Gossip.join(cluster.node(1), NAME, heardBySecond::add).orElseThrow();

      // Whoever has not heard of a node that just came tells it nothing.
      cluster.awaitJoined(NAME);
      // The same text twice is two texts, whichever node owns the entry.
      for (int i = 0; i < 2; i++) {
        first.tell("hello");
        assertThat(heardBySecond.poll(5, TimeUnit.SECONDS)).isEqualTo("hello");
        second.tell("hi");
        assertThat(heardByFirst.poll(5, TimeUnit.SECONDS)).isEqualTo("hi");
      }

      assertThat(heardBySecond.poll(200, TimeUnit.MILLISECONDS)).isNull();
      assertThat(heardByFirst).isEmpty();
    }
  }

  @Test
  void aNodeThatIsNotClusteredDoesNotGossip() {
    try (TestCluster alone = TestCluster.alone()) {
      assertThat(Gossip.join(alone.node(0), NAME, heardByFirst::add)).isEmpty();
    }
  }
}
