package dev.banata.keycloak.entry;

import dev.banata.keycloak.api.Exchange;
import dev.banata.keycloak.api.RequestId;
import dev.banata.keycloak.project.Projects;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** What all entry points do with a request: give it an id and an exchange of its own. */
final class EntryPoint {

  private EntryPoint() {}

  static Routes open(KeycloakSession session, Optional<RealmModel> realm) {
    RequestId.assign(session);
    Projects projects = session.getProvider(Projects.class);
    return new Routes(new Exchange(session, new Callers(session), projects, realm));
  }
}
