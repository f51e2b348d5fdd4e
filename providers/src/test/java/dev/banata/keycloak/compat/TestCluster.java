package dev.banata.keycloak.compat;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.manager.DefaultCacheManager;
import org.infinispan.manager.EmbeddedCacheManager;
import org.infinispan.remoting.transport.jgroups.JGroupsTransport;

/** Infinispan as Keycloak has it, in this JVM: one node, or two that talk through its memory. */
final class TestCluster implements AutoCloseable {

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

  @Override
  public void close() {
    nodes.forEach(EmbeddedCacheManager::stop);
  }
}
