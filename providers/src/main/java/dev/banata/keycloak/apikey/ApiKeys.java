package dev.banata.keycloak.apikey;

import dev.banata.keycloak.api.Problem;
import dev.banata.keycloak.api.Secret;
import dev.banata.keycloak.compat.AfterCommit;
import dev.banata.keycloak.compat.LocalCache;
import dev.banata.keycloak.compat.RowLock;
import dev.banata.keycloak.permission.PermissionSet;
import dev.banata.keycloak.persistence.Ulid;
import dev.banata.keycloak.project.Environment;
import dev.banata.keycloak.rbac.Catalogue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.Provider;

/** The keys of projects: issue, check, change, rotate, revoke. */
public final class ApiKeys implements Provider {

  /** Longest overlap of a rotation, in seconds: 7 days. */
  static final int MAX_GRACE_SECONDS = 604_800;

  private static final int MAX_KEYS = 1000;

  private final KeycloakSession session;
  private final ApiKeyStore store;
  private final ApiKeyPrincipal principal;
  private final LocalCache<ApiKey> cache;
  private final ApiKeyVerifier verifier;

  ApiKeys(KeycloakSession session, LocalCache<ApiKey> cache, ApiKeyVerifier verifier) {
    this.session = session;
    this.store = new ApiKeyStore(session);
    this.principal = new ApiKeyPrincipal(session);
    this.cache = cache;
    this.verifier = verifier;
  }

  /** A key together with its text, which exists only in this moment. */
  record Issued(ApiKey key, Secret secret) {}

  Issued create(RealmModel realm, NewApiKey request, String createdBy) {
    holdProject(realm);
    if (store.count(realm) >= MAX_KEYS) {
      throw Problem.conflict(
          "API_KEY_LIMIT_REACHED", "A project has at most " + MAX_KEYS + " keys.");
    }
    long now = System.currentTimeMillis();
    String prefix = Optional.ofNullable(request.prefix()).orElseGet(() -> defaultPrefix(realm));
    Secret secret = ApiKeyFormat.generate(prefix);
    ApiKeyEntity row =
        new ApiKeyEntity(
            Ulid.next(ApiKeyPrincipal.ID_PREFIX), realm.getId(), prefix, createdBy, now);
    row.setSecret(ApiKeyFormat.hash(secret.reveal()), ApiKeyFormat.start(secret, prefix));
    row.setOrganizationId(request.organizationId());
    row.write(KeyChange.of(request));
    store.insert(row);
    ApiKey key = row.toApiKey();
    principal.create(realm, key);
    return new Issued(key, secret);
  }

  List<ApiKey> list(RealmModel realm, boolean withRevoked) {
    return store.list(realm, withRevoked, MAX_KEYS);
  }

  /** A key that was not revoked, or any key if revoked ones are asked for. */
  Optional<ApiKey> get(RealmModel realm, String id, boolean withRevoked) {
    return store.byId(realm, id).filter(key -> withRevoked || !key.isRevoked());
  }

  /** Lets one key at a time be added to the project, so that each counts those before it. */
  void holdProject(RealmModel realm) {
    RowLock.require(new RowLock(session).hold(realm));
  }

  /**
   * Locks the live keys with these ids until the end of the transaction, in an order that is the
   * same for all: two keys that change each other do not wait for each other.
   */
  void lock(RealmModel realm, Collection<String> ids) {
    ids.stream().distinct().sorted().forEach(id -> store.lockLive(realm, id));
  }

  /**
   * Changes the row, and what Keycloak knows of the key.
   *
   * @param change decides by the key as it is while nobody else can change it
   */
  ApiKey update(RealmModel realm, String id, Function<ApiKey, KeyChange> change) {
    return update(realm, live(realm, id), change);
  }

  private ApiKey update(RealmModel realm, ApiKeyEntity row, Function<ApiKey, KeyChange> change) {
    row.write(change.apply(row.toApiKey()));
    row.touch(System.currentTimeMillis());
    ApiKey key = row.toApiKey();
    principal.update(realm, key);
    forgetAfterCommit(key);
    return key;
  }

  /**
   * Gives the key a new secret; the old one goes on working for the grace period.
   *
   * @param check decides whether the caller may, by the key as it is while nobody else changes it
   * @throws Problem 409 while the overlap of a former rotation lasts
   */
  Issued rotate(RealmModel realm, String id, Consumer<ApiKey> check, int graceSeconds) {
    ApiKeyEntity row = live(realm, id);
    ApiKey before = row.toApiKey();
    check.accept(before);
    long now = System.currentTimeMillis();
    if (before.isOverlapping(now)) {
      throw Problem.conflict(
          "ROTATION_IN_PROGRESS",
          "The key was rotated already; wait until its overlap ends or revoke it.");
    }
    Secret secret = ApiKeyFormat.generate(before.prefix());
    // The old hash is kept after its overlap too, so that the reason can be told to an admin.
    row.setPrevious(before.hash(), now + graceSeconds * 1000L);
    row.setSecret(ApiKeyFormat.hash(secret.reveal()), ApiKeyFormat.start(secret, before.prefix()));
    row.touch(now);
    forgetAfterCommit(before);
    return new Issued(row.toApiKey(), secret);
  }

  /**
   * Ends the key at once, on every node, and with it the tokens that it was exchanged for.
   *
   * @param check decides whether the caller may, by the key as it is while nobody else changes it
   */
  ApiKey revoke(RealmModel realm, String id, Consumer<ApiKey> check, String reason) {
    ApiKeyEntity row = live(realm, id);
    check.accept(row.toApiKey());
    return revoke(realm, row, reason);
  }

  private ApiKey revoke(RealmModel realm, ApiKeyEntity row, String reason) {
    long now = System.currentTimeMillis();
    row.revoke(now, reason);
    row.touch(now);
    ApiKey key = row.toApiKey();
    principal.remove(realm, key);
    forgetAfterCommit(key);
    return key;
  }

  /** The hash by which a presented key is known. */
  public static String hash(String text) {
    return ApiKeyFormat.hash(text);
  }

  /**
   * The key as it is now, which nobody changes until the end of the transaction; nothing if it, or
   * the secret with that hash, has ended.
   */
  public Optional<ApiKey> hold(RealmModel realm, String id, String secretHash) {
    return store
        .lockLive(realm, id)
        .map(ApiKeyEntity::toApiKey)
        .filter(key -> verifier.isGood(key, secretHash));
  }

  /** Checks a presented key and counts its use. */
  public Verification verify(String text) {
    return verifier.verify(text);
  }

  /** The same with the key that {@link #peek} has found by the text. */
  Verification verify(ApiKey found, String text) {
    return verifier.verify(found, text);
  }

  /**
   * The key of that text, whatever its state, without counting a use.
   *
   * @throws Problem 429 if the caller's address has looked for too many that do not exist
   */
  Optional<ApiKey> peek(String text) {
    Verification found = verifier.find(text);
    if (found.isTooEarly()) {
      throw Problem.tooManyRequests(found.headers());
    }
    return Optional.ofNullable(found.key());
  }

  /**
   * Counts the use of a token that a key was exchanged for, as a use of the key.
   *
   * @param secret fingerprint of the secret that was exchanged
   * @return the check of the key; nothing if there is no such key, or no such secret of it
   */
  Optional<Verification> useToken(RealmModel realm, String id, String secret) {
    ApiKey key = cache.computeIfAbsent(id, missing -> store.byId(realm, id).orElse(null));
    return Optional.ofNullable(key)
        .filter(found -> found.realmId().equals(realm.getId()))
        .flatMap(found -> found.hashOf(secret).map(hash -> verifier.use(found, hash)));
  }

  /** Ends the keys that are limited to an organization which is being removed. */
  void revokeOfOrganization(RealmModel realm, OrganizationModel organization) {
    // Before it looks for keys: one may be about to be made for the organization.
    new RowLock(session)
        .hold(organization)
        .ifPresent(held -> revokeOfOrganization(realm, held.getId()));
  }

  private void revokeOfOrganization(RealmModel realm, String organizationId) {
    lockAll(realm, key -> organizationId.equals(key.organizationId()))
        .forEach(row -> revoke(realm, row, "The organization was removed"));
  }

  /** Lets the keys that name a permission follow it when it has another slug. */
  void renamePermission(RealmModel realm, String former, String slug) {
    // Keycloak's own path has not locked them yet: a key may be about to name the former slug.
    Catalogue.hold(session, realm);
    lockAll(realm, key -> key.permissions().toList().contains(former))
        .forEach(row -> update(realm, row, key -> KeyChange.of(key, renamed(key, former, slug))));
  }

  private static PermissionSet renamed(ApiKey key, String former, String slug) {
    return PermissionSet.of(
        key.permissions().toList().stream()
            .map(each -> each.equals(former) ? slug : each)
            .toList());
  }

  /** The rows of live keys, to be changed; always in the same order. */
  private List<ApiKeyEntity> lockAll(RealmModel realm, Predicate<ApiKey> wanted) {
    return store.list(realm, false, MAX_KEYS).stream()
        .filter(wanted)
        .map(ApiKey::id)
        .sorted()
        .flatMap(id -> store.lockLive(realm, id).stream())
        .filter(row -> wanted.test(row.toApiKey()))
        .toList();
  }

  /**
   * Gives the keys that an older version made the roles that this one gives them, and removes the
   * clients that came with a copy of another realm: its keys are not keys of this one.
   */
  void align(RealmModel realm) {
    // The clients first: the row of one that is seen is there by now.
    List<ClientModel> clients = ApiKeyPrincipal.all(realm);
    List<ApiKey> keys = lockAll(realm, key -> true).stream().map(ApiKeyEntity::toApiKey).toList();
    Set<String> ids = keys.stream().map(ApiKey::id).collect(Collectors.toSet());
    clients.stream()
        .filter(client -> !ids.contains(client.getClientId()))
        .forEach(principal::remove);
    keys.forEach(key -> principal.update(realm, key));
  }

  /** Removes all keys of a realm that is being removed. */
  void removeAll(String realmId) {
    List<String> cached = new ArrayList<>(store.hashes(realmId));
    cached.addAll(store.previousHashes(realmId));
    store.deleteByRealm(realmId);
    AfterCommit.run(session, () -> cached.forEach(cache::remove));
  }

  private ApiKeyEntity live(RealmModel realm, String id) {
    return store.lockLive(realm, id).orElseThrow(ApiKeyScope::notFound);
  }

  private void forgetAfterCommit(ApiKey key) {
    AfterCommit.run(
        session,
        () -> {
          cache.remove(key.id());
          cache.remove(key.hash());
          if (key.previousHash() != null) {
            cache.remove(key.previousHash());
          }
        });
  }

  private static String defaultPrefix(RealmModel realm) {
    Environment environment = Environment.of(realm.getAttribute(Environment.ATTRIBUTE));
    return environment == Environment.PRODUCTION ? "sk_live_" : "sk_test_";
  }

  @Override
  public void close() {}
}
