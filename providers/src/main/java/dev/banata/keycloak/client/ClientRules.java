package dev.banata.keycloak.client;

import dev.banata.keycloak.rbac.Catalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** What a project's clients break. */
final class ClientRules {

  /** Client ids of Keycloak's own clients, and of the one that owns the project's permissions. */
  static final Set<String> BUILT_IN =
      Stream.concat(Constants.defaultClients.stream(), Stream.of(Catalogue.CLIENT_ID))
          .collect(Collectors.toUnmodifiableSet());

  private final KeycloakSession session;
  private final RealmModel realm;

  ClientRules(KeycloakSession session, RealmModel realm) {
    this.session = session;
    this.realm = realm;
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
