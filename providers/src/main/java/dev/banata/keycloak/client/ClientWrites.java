package dev.banata.keycloak.client;

import dev.banata.keycloak.audience.GovernedClients;
import dev.banata.keycloak.compat.RefusedRequest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Judges each client that is written, on every path: Keycloak ends every creation and update of a
 * client with an event, in the transaction and the call stack of the writer. Only what a write
 * newly breaks is refused, so that a client which broke a rule before can still be changed.
 */
final class ClientWrites {

  /** Names of the session's attributes. */
  private static final String CREATED = "banata.clients.created";

  private static final String REMOVED = "banata.clients.removed";

  private static final int MAX_TOLD = 5;

  private final KeycloakSession session;

  ClientWrites(KeycloakSession session) {
    this.session = session;
  }

  void created(ClientModel client) {
    created().add(client.getId());
  }

  /** An import that overwrites a client removes it and makes it again. */
  void removed(ClientModel client) {
    if (concerns(client)) {
      // One of this transaction was never there before: Keycloak makes some to try things out on.
      if (!created().contains(client.getId())) {
        removed()
            .put(client.getRealm().getId() + ' ' + client.getClientId(), ClientUris.of(client));
      }
      if (!client.getRedirectUris().isEmpty()) {
        new Callbacks(session).removeClient(client.getId());
      }
    }
  }

  /**
   * Judges the client as it is now.
   *
   * @throws RefusedRequest if it newly breaks a rule
   */
  void updated(ClientModel client) {
    if (!concerns(client)) {
      return;
    }
    RealmModel realm = client.getRealm();
    ClientUris now = ClientUris.of(client);
    ProjectRules rules = ProjectRules.of(session, realm);
    List<ClientViolation> violations = rules.check(now);
    if (!violations.isEmpty()) {
      // Before anything is sent to the database, which may not be able to keep such texts.
      refuse(ClientRules.introduced(violations, rules.check(before(client))));
    }
    List<ClientViolation> shared =
        new Callbacks(session).replace(realm, client, now.redirectUris());
    if (!shared.isEmpty()) {
      // Not those that were the client's before the index knew them.
      List<String> before = before(client).redirectUris();
      refuse(shared.stream().filter(each -> !before.contains(each.value())).toList());
    }
    ClientSecrets.endUnused(client);
  }

  private static void refuse(List<ClientViolation> introduced) {
    if (!introduced.isEmpty()) {
      throw refusal(introduced);
    }
  }

  private static boolean concerns(ClientModel client) {
    return GovernedClients.contain(client);
  }

  /** The client before this transaction, which only another one can still see. */
  private ClientUris before(ClientModel client) {
    String realmId = client.getRealm().getId();
    if (created().contains(client.getId())) {
      return removed().getOrDefault(realmId + ' ' + client.getClientId(), ClientUris.none());
    }
    String id = client.getId();
    return KeycloakModelUtils.runJobInTransactionWithResult(
        session.getKeycloakSessionFactory(), other -> committed(other, realmId, id));
  }

  private static ClientUris committed(KeycloakSession session, String realmId, String id) {
    RealmModel realm = session.realms().getRealm(realmId);
    ClientModel client = realm == null ? null : session.clients().getClientById(realm, id);
    return client == null ? ClientUris.none() : ClientUris.of(client);
  }

  static RefusedRequest refusal(List<ClientViolation> violations) {
    boolean redirect =
        violations.stream().anyMatch(each -> each.field().equals(ProjectRules.REDIRECT_URIS));
    String told =
        violations.stream()
            .filter(each -> !isDerived(each, violations))
            .limit(MAX_TOLD)
            .map(ClientViolation::sentence)
            .collect(Collectors.joining("; "));
    // RFC 7591 §3.2.2
    return new RefusedRequest(redirect ? "invalid_redirect_uri" : "invalid_client_metadata", told);
  }

  /** Keycloak fills in the origins of refused redirect URIs, which the request did not name. */
  private static boolean isDerived(ClientViolation origin, List<ClientViolation> violations) {
    return origin.field().equals(ProjectRules.WEB_ORIGINS)
        && violations.stream()
            .filter(each -> each.field().equals(ProjectRules.REDIRECT_URIS))
            .anyMatch(each -> each.value().startsWith(origin.value()));
  }

  @SuppressWarnings("unchecked")
  private Set<String> created() {
    Set<String> created = (Set<String>) session.getAttribute(CREATED);
    if (created == null) {
      created = new HashSet<>();
      session.setAttribute(CREATED, created);
    }
    return created;
  }

  @SuppressWarnings("unchecked")
  private Map<String, ClientUris> removed() {
    Map<String, ClientUris> removed = (Map<String, ClientUris>) session.getAttribute(REMOVED);
    if (removed == null) {
      removed = new HashMap<>();
      session.setAttribute(REMOVED, removed);
    }
    return removed;
  }
}
