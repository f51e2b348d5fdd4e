package dev.banata.keycloak.cluster;

import dev.banata.keycloak.server.SharedExtension;
import java.io.IOException;
import java.sql.SQLException;

/**
 * Gives tests the one {@link Cluster} of two nodes as a parameter. Whatever a test does to it, both
 * nodes and the database are up again when it ends.
 */
final class ClusterExtension extends SharedExtension<Cluster> {

  ClusterExtension() {
    super(Cluster.class);
  }

  @Override
  protected Cluster start() throws IOException, InterruptedException, SQLException {
    return Cluster.start();
  }
}
