package dev.banata.keycloak.mail;

import dev.banata.keycloak.server.SharedExtension;
import java.io.IOException;
import java.sql.SQLException;

/** Gives tests the {@link MailServer} as a parameter. */
final class MailServerExtension extends SharedExtension<MailServer> {

  MailServerExtension() {
    super(MailServer.class);
  }

  @Override
  protected MailServer start() throws IOException, InterruptedException, SQLException {
    return MailServer.start();
  }
}
