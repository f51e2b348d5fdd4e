package dev.banata.keycloak.client;

import dev.banata.keycloak.compat.Database;
import dev.banata.keycloak.persistence.Store;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.keycloak.models.KeycloakSession;

/** Reads and writes {@code BANATA_CALLBACK}. */
final class CallbackStore extends Store<CallbackEntity> {

  private static final int MAX_FOUND = 200;
  private static final String REALM = "realm";
  private static final String CLIENT = "client";

  CallbackStore(KeycloakSession session) {
    super(Database.of(session), CallbackEntity.class);
  }

  List<CallbackEntity> ofClient(String clientId) {
    return query("select c from CallbackEntity c where c.clientId = :client", CallbackEntity.class)
        .with(CLIENT, clientId)
        .list();
  }

  void insert(CallbackEntity row) {
    persist(row);
  }

  void delete(Collection<String> ids) {
    change("delete from CallbackEntity c where c.id in :ids")
        .setParameter("ids", ids)
        .executeUpdate();
  }

  /** Rows of other clients of the realm that may overlap with one of the callbacks. */
  List<CallbackEntity> inRealm(String realmId, String clientId, Collection<CallbackHash> wanted) {
    return found(
        wanted,
        "c.realmId = :realm and c.clientId <> :client",
        new String[][] {{REALM, realmId}, {CLIENT, clientId}});
  }

  /** Rows of the owner's projects in other environments that may overlap with one of them. */
  List<CallbackEntity> inOtherEnvironments(
      String realmId, String ownerId, String environment, Collection<CallbackHash> wanted) {
    return found(
        wanted,
        "c.ownerId = :owner and c.environment <> :environment and c.realmId <> :realm",
        new String[][] {{REALM, realmId}, {"owner", ownerId}, {"environment", environment}});
  }

  /** One query on the hashes and one on the families, because an index serves only one of them. */
  private List<CallbackEntity> found(
      Collection<CallbackHash> wanted, String where, String[][] parameters) {
    List<String> hashes =
        wanted.stream()
            .flatMap(callback -> Stream.of(callback.hash(), callback.family()))
            .filter(Objects::nonNull)
            .distinct()
            .toList();
    List<String> anyPort =
        wanted.stream()
            .filter(callback -> callback.hash().equals(callback.family()))
            .map(CallbackHash::family)
            .toList();
    List<CallbackEntity> found = new ArrayList<>();
    if (!hashes.isEmpty()) {
      found.addAll(query(where + " and c.hash in :values", parameters, hashes));
    }
    if (!anyPort.isEmpty()) {
      found.addAll(query(where + " and c.family in :values", parameters, anyPort));
    }
    return found;
  }

  private List<CallbackEntity> query(
      String where, String[][] parameters, Collection<String> values) {
    var query = query("select c from CallbackEntity c where " + where, CallbackEntity.class);
    Arrays.stream(parameters).forEach(each -> query.with(each[0], each[1]));
    return query.with("values", values).max(MAX_FOUND).list();
  }

  void deleteByClient(String clientId) {
    change("delete from CallbackEntity c where c.clientId = :client")
        .setParameter(CLIENT, clientId)
        .executeUpdate();
  }

  void deleteByRealm(String realmId) {
    change("delete from CallbackEntity c where c.realmId = :realm")
        .setParameter(REALM, realmId)
        .executeUpdate();
  }

  /** Lets the rows of a realm say what its project is now; returns how many there are. */
  int moveRealm(String realmId, String ownerId, String environment) {
    return change(
            "update CallbackEntity c set c.ownerId = :owner, c.environment = :environment"
                + " where c.realmId = :realm")
        .setParameter(REALM, realmId)
        .setParameter("owner", ownerId)
        .setParameter("environment", environment)
        .executeUpdate();
  }

  List<CallbackHash> ofRealm(String realmId) {
    return query("select c from CallbackEntity c where c.realmId = :realm", CallbackEntity.class)
        .with(REALM, realmId)
        .list()
        .stream()
        .map(row -> new CallbackHash(row.hash(), row.family()))
        .toList();
  }

  /** A client with redirect URIs, none of which is in the index. */
  record Unknown(String realmId, String clientId) {}

  List<Unknown> unknown(
      String adminRealmId, Collection<String> builtIn, Optional<String> after, int max) {
    return query(
            "select c.realmId, c.id from ClientEntity c where c.realmId <> :admin"
                + " and c.clientId not in :builtIn and c.id > :after"
                + " and c.redirectUris is not empty"
                + " and not exists (select 1 from CallbackEntity k where k.clientId = c.id)"
                + " order by c.id",
            Object[].class)
        .with("admin", adminRealmId)
        .with("builtIn", builtIn)
        .with("after", after.orElse(""))
        .max(max)
        .list()
        .stream()
        .map(row -> new Unknown((String) row[0], (String) row[1]))
        .toList();
  }
}
