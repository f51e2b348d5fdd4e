package dev.banata.keycloak.compat;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.distribution.DistributionManager;
import org.infinispan.manager.DefaultCacheManager;
import org.infinispan.manager.EmbeddedCacheManager;
import org.infinispan.remoting.transport.jgroups.JGroupsTransport;
import org.infinispan.topology.CacheTopology;

/** Infinispan as Keycloak has it, in this JVM: one node, or two that talk through its memory. */
final class TestCluster implements AutoCloseable {

  private static final long LIMIT_NANOS = 10_000_000_000L;
  private static final String IN_MEMORY =
      """
      <config xmlns="urn:org:jgroups">
        <SHARED_LOOPBACK/>
        <SHARED_LOOPBACK_PING/>
        <MERGE3/>
        <pbcast.NAKACK2/>
        <UNICAST3/>
        <pbcast.STABLE/>
        <pbcast.GMS/>
      </config>
      """;

  private final List<EmbeddedCacheManager> nodes;

  private TestCluster(List<EmbeddedCacheManager> nodes) {
    this.nodes = nodes;
  }

  static TestCluster alone() {
    GlobalConfigurationBuilder global = new GlobalConfigurationBuilder();
    return new TestCluster(List.of(new DefaultCacheManager(global.build())));
  }

  static TestCluster ofTwo() {
    String name = UUID.randomUUID().toString();
    return new TestCluster(Stream.generate(() -> member(name)).limit(2).toList());
  }

  private static EmbeddedCacheManager member(String cluster) {
    GlobalConfigurationBuilder global = GlobalConfigurationBuilder.defaultClusteredBuilder();
    global
        .transport()
        .clusterName(cluster)
        .addProperty(JGroupsTransport.CONFIGURATION_XML, IN_MEMORY);
    return new DefaultCacheManager(global.build());
  }

  EmbeddedCacheManager node(int index) {
    return nodes.get(index);
  }

  /**
   * Waits until the nodes, which all have opened the cache, agree on who has it: what is written
   * while that changes may be lost.
   */
  void awaitJoined(String cache) throws InterruptedException {
    long end = System.nanoTime() + LIMIT_NANOS;
    while (topologies(cache).map(CacheTopology::getTopologyId).distinct().count() > 1
        || !topologies(cache).allMatch(this::isFull)) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("not joined: " + topologies(cache).toList());
      }
      Thread.sleep(5);
    }
  }

  private Stream<CacheTopology> topologies(String cache) {
    return nodes.stream()
        .map(node -> node.getCache(cache).getAdvancedCache().getDistributionManager())
        .map(DistributionManager::getCacheTopology);
  }

  private boolean isFull(CacheTopology topology) {
    return topology.getPhase() == CacheTopology.Phase.NO_REBALANCE
        && topology.getActualMembers().size() == nodes.size();
  }

  @Override
  public void close() {
    nodes.forEach(EmbeddedCacheManager::stop);
  }
}
