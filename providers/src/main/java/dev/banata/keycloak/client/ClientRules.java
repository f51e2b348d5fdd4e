package dev.banata.keycloak.client;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** What a project's clients break. */
final class ClientRules {

  private final KeycloakSession session;
  private final RealmModel realm;

  ClientRules(KeycloakSession session, RealmModel realm) {
    this.session = session;
    this.realm = realm;
  }

  /** Keycloak's own clients, and the one that owns the project's permissions. */
  static Set<String> builtIn() {
    Set<String> builtIn = new HashSet<>(Constants.defaultClients);
    builtIn.add("banata");
    return Set.copyOf(builtIn);
  }

  /** All that a client of the project breaks, as it is. */
  List<ClientViolation> violations(ClientModel client) {
    return violations(ClientUris.of(client), client.getId());
  }

  /** All that a client would break; the id is empty for one that does not exist yet. */
  List<ClientViolation> violations(ClientUris client, String id) {
    List<ClientViolation> violations =
        new ArrayList<>(ProjectRules.of(session, realm).check(client));
    violations.addAll(new Callbacks(session).shared(realm, id, client.redirectUris()));
    return violations;
  }

  /** What is broken now and was not before. */
  static List<ClientViolation> introduced(List<ClientViolation> now, List<ClientViolation> before) {
    return now.stream().filter(each -> before.stream().noneMatch(each::isSame)).toList();
  }
}
