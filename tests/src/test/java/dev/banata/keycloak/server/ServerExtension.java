package dev.banata.keycloak.server;

import java.io.IOException;
import java.sql.SQLException;

/** Gives tests the {@link TestServer} as a parameter. */
public final class ServerExtension extends SharedExtension<TestServer> {

  public ServerExtension() {
    super(TestServer.class);
  }

  @Override
  protected TestServer start() throws IOException, InterruptedException, SQLException {
    return TestServer.start();
  }
}
