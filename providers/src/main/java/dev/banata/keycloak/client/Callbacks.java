package dev.banata.keycloak.client;

import dev.banata.keycloak.project.Environment;
import dev.banata.keycloak.project.Project;
import dev.banata.keycloak.project.Projects;
import dev.banata.keycloak.uri.UriRule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * The callbacks of all clients, so that none is shared: by two clients of a project, or by projects
 * of one owner in different environments. A production project gets what it asks for: a project in
 * another environment that has it already does not keep it. A look-up costs the same however many
 * projects there are.
 */
final class Callbacks {

  private static final Logger LOG = Logger.getLogger(Callbacks.class);

  /** Name of the session's attribute. */
  private static final String ADDED = "banata.callbacks.added";

  private final KeycloakSession session;
  private final CallbackStore store;
  private final CallbackLocks locks;

  Callbacks(KeycloakSession session) {
    this.session = session;
    this.store = new CallbackStore(session);
    this.locks = new CallbackLocks(session);
  }

  /** Which of the URIs are callbacks of other clients. */
  List<ClientViolation> shared(RealmModel realm, String clientId, List<String> uris) {
    Optional<Project> project = session.getProvider(Projects.class).ofRealm(realm);
    List<CallbackHash> wanted = uris.stream().map(CallbackHash::of).toList();
    if (wanted.isEmpty()) {
      return List.of();
    }
    List<CallbackEntity> found = new ArrayList<>(store.inRealm(realm.getId(), clientId, wanted));
    project
        .filter(own -> own.ownerId() != null && !isProduction(own))
        .ifPresent(
            own ->
                found.addAll(
                    store.inOtherEnvironments(
                        realm.getId(), own.ownerId(), own.environment().text(), wanted)));
    // What this transaction has added itself may not have been sent to the database yet.
    added().stream().filter(row -> row.isOfAnother(realm.getId(), clientId)).forEach(found::add);
    List<ClientViolation> shared = new ArrayList<>();
    for (int i = 0; i < uris.size(); i++) {
      CallbackHash callback = wanted.get(i);
      if (found.stream().anyMatch(row -> callback.overlaps(row.hash(), row.family()))) {
        shared.add(
            new ClientViolation(
                ProjectRules.REDIRECT_URIS, i, uris.get(i), UriRule.SHARED.violation()));
      }
    }
    return shared;
  }

  /**
   * Lets the index say what the client has now, and returns which of those that are new to it are
   * callbacks of other clients.
   */
  List<ClientViolation> replace(RealmModel realm, ClientModel client, List<String> uris) {
    List<CallbackEntity> before = store.ofClient(client.getId());
    Set<String> known = before.stream().map(CallbackEntity::hash).collect(Collectors.toSet());
    List<String> added =
        uris.stream().filter(uri -> !known.contains(CallbackHash.of(uri).hash())).toList();
    Set<String> kept =
        uris.stream().map(uri -> CallbackHash.of(uri).hash()).collect(Collectors.toSet());
    List<String> gone =
        before.stream().filter(row -> !kept.contains(row.hash())).map(CallbackEntity::id).toList();
    if (!gone.isEmpty()) {
      store.delete(gone);
      added().removeIf(row -> gone.contains(row.id()));
    }
    if (added.isEmpty()) {
      return List.of();
    }
    Optional<Project> project = session.getProvider(Projects.class).ofRealm(realm);
    locks.hold(scope(realm, project));
    project.ifPresent(own -> withdraw(own, added.stream().map(CallbackHash::of).toList()));
    List<ClientViolation> shared = shared(realm, client.getId(), added);
    insert(realm, client.getId(), added, project);
    return shared;
  }

  private static boolean isProduction(Project project) {
    return project.environment() == Environment.PRODUCTION;
  }

  /**
   * Takes what a production project wants from clients of the owner's projects in other
   * environments: whoever has one of those must not keep the production project from it, and two
   * may not have it.
   */
  private void withdraw(Project project, Collection<CallbackHash> wanted) {
    if (project.ownerId() == null || !isProduction(project) || wanted.isEmpty()) {
      return;
    }
    String environment = project.environment().text();
    store.inOtherEnvironments(project.realmId(), project.ownerId(), environment, wanted).stream()
        .filter(row -> wanted.stream().anyMatch(each -> each.overlaps(row.hash(), row.family())))
        .forEach(
            row -> {
              RealmModel other = session.realms().getRealm(row.realmId());
              ClientModel client = other == null ? null : other.getClientById(row.clientId());
              if (client != null) {
                withdraw(client, row.hash());
              }
              store.delete(List.of(row.id()));
            });
  }

  private static void withdraw(ClientModel client, String hash) {
    client.getRedirectUris().stream()
        .filter(uri -> CallbackHash.of(uri).hash().equals(hash))
        .toList()
        .forEach(
            uri -> {
              client.removeRedirectUri(uri);
              LOG.infof(
                  "%s of client %s in realm %s belongs to a production project now",
                  uri, client.getClientId(), client.getRealm().getName());
            });
  }

  private void insert(
      RealmModel realm, String clientId, Collection<String> uris, Optional<Project> project) {
    Set<String> hashes = new HashSet<>();
    for (String uri : uris) {
      CallbackHash callback = CallbackHash.of(uri);
      if (hashes.add(callback.hash())) {
        CallbackEntity row = new CallbackEntity(realm.getId(), clientId, callback);
        project.ifPresent(own -> row.belongTo(own.ownerId(), own.environment().text()));
        store.insert(row);
        added().add(row);
      }
    }
  }

  @SuppressWarnings("unchecked")
  private List<CallbackEntity> added() {
    List<CallbackEntity> added = (List<CallbackEntity>) session.getAttribute(ADDED);
    if (added == null) {
      added = new ArrayList<>();
      session.setAttribute(ADDED, added);
    }
    return added;
  }

  private static String scope(RealmModel realm, Optional<Project> project) {
    return project.map(Project::ownerId).orElse(realm.getId());
  }

  /** Takes up a client that was there before the index was. */
  void add(RealmModel realm, ClientModel client) {
    insert(
        realm,
        client.getId(),
        client.getRedirectUris(),
        session.getProvider(Projects.class).ofRealm(realm));
  }

  void removeClient(String clientId) {
    added().removeIf(row -> row.isOf(clientId));
    store.deleteByClient(clientId);
  }

  void removeRealm(String realmId) {
    store.deleteByRealm(realmId);
  }

  /** Follows a project to its owner and environment, where a production project goes first. */
  void move(Project project) {
    store.moveRealm(project.realmId(), project.ownerId(), project.environment().text());
    if (isProduction(project) && project.ownerId() != null) {
      locks.hold(project.ownerId());
      withdraw(project, store.ofRealm(project.realmId()));
    }
  }

  /**
   * Follows a realm that was just made with clients in it, when it becomes a project.
   *
   * @return true if one of its callbacks is one of the owner's projects in another environment
   */
  boolean adopt(Project project) {
    String environment = project.environment().text();
    int rows = store.moveRealm(project.realmId(), project.ownerId(), environment);
    if (rows == 0 || project.ownerId() == null) {
      return false;
    }
    locks.hold(project.ownerId());
    if (isProduction(project)) {
      withdraw(project, store.ofRealm(project.realmId()));
      return false;
    }
    return !store
        .inOtherEnvironments(
            project.realmId(), project.ownerId(), environment, store.ofRealm(project.realmId()))
        .isEmpty();
  }
}
