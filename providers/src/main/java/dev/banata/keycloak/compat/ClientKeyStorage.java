package dev.banata.keycloak.compat;

import com.fasterxml.jackson.core.JacksonException;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.keycloak.Config;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.crypto.PublicKeysWrapper;
import org.keycloak.jose.jwk.JSONWebKeySet;
import org.keycloak.jose.jwk.JWK;
import org.keycloak.keys.PublicKeyLoader;
import org.keycloak.keys.PublicKeyStorageProvider;
import org.keycloak.keys.PublicKeyStorageProviderFactory;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.protocol.oidc.OIDCAdvancedConfigWrapper;
import org.keycloak.services.util.ResolveRelative;
import org.keycloak.util.JWKSUtils;
import org.keycloak.util.JsonSerialization;

/**
 * Keycloak's cache of public keys, but with somebody else who fetches those of clients. Keys of
 * identity providers are fetched by Keycloak.
 */
@SuppressWarnings("deprecation") // JWK.Use, which Keycloak's own classes take
public abstract class ClientKeyStorage
    implements PublicKeyStorageProviderFactory<PublicKeyStorageProvider> {

  private static final String KEYCLOAKS_OWN = "infinispan";
  private static final String SEPARATOR = "::";

  /** What is being fetched on this node, by Keycloak's names. */
  private final Set<String> beingFetched = ConcurrentHashMap.newKeySet();

  /**
   * The JSON Web Key Set at a URL that a client of the realm names.
   *
   * @throws IOException if it cannot be fetched; the message goes to the log
   */
  protected abstract String fetch(KeycloakSession session, RealmModel realm, String url)
      throws IOException;

  /**
   * Runs what may wait for another thread's fetch: Keycloak lets all that ask for the same keys
   * wait for one of them.
   *
   * @throws UncheckedIOException if too many of the realm wait already
   */
  protected abstract <T> T waiting(KeycloakSession session, String realmId, Supplier<T> call);

  @Override
  public final PublicKeyStorageProvider create(KeycloakSession session) {
    return new Storage(
        this, session, session.getProvider(PublicKeyStorageProvider.class, KEYCLOAKS_OWN));
  }

  /** Whose keys they are, as {@code PublicKeyStorageUtils} writes it. */
  record ClientKey(String realmId, String clientId, JWK.Use use) {

    /** Null for keys of somebody else. */
    static ClientKey of(String modelKey) {
      String[] parts = modelKey.split(SEPARATOR, -1);
      return parts.length == 5 && parts[1].equals("client") && parts[3].equals("keyuse")
          ? new ClientKey(parts[0], parts[2], JWK.Use.valueOf(parts[4]))
          : null;
    }
  }

  private PublicKeyLoader guarded(KeycloakSession session, String modelKey, PublicKeyLoader own) {
    ClientKey key = ClientKey.of(modelKey);
    return key == null ? own : () -> load(session, modelKey, key, own);
  }

  private PublicKeysWrapper load(
      KeycloakSession session, String modelKey, ClientKey key, PublicKeyLoader own)
      throws Exception {
    RealmModel realm = session.realms().getRealm(key.realmId());
    ClientModel client = realm == null ? null : realm.getClientById(key.clientId());
    if (client == null) {
      return PublicKeysWrapper.EMPTY;
    }
    OIDCAdvancedConfigWrapper config = OIDCAdvancedConfigWrapper.fromClientModel(client);
    if (!config.isUseJwksUrl() || Realms.isAdminRealm(realm)) {
      return own.loadKeys();
    }
    String url =
        ResolveRelative.resolveRelativeUri(session, client.getRootUrl(), config.getJwksUrl());
    beingFetched.add(modelKey);
    try {
      return JWKSUtils.getKeyWrappersForUse(parse(fetch(session, realm, url)), key.use(), true);
    } finally {
      beingFetched.remove(modelKey);
    }
  }

  /** Keycloak tells callers the message of what is thrown, so it has nothing of the text. */
  private static JSONWebKeySet parse(String text) throws IOException {
    try {
      return JsonSerialization.readValue(text, JSONWebKeySet.class);
    } catch (JacksonException e) {
      throw new IOException("The server of the keys did not answer with a JSON Web Key Set");
    }
  }

  @Override
  public final void init(Config.Scope config) {}

  @Override
  public final void postInit(KeycloakSessionFactory factory) {}

  @Override
  public final void close() {}

  @Override
  public final int order() {
    return 100;
  }

  private record Storage(
      ClientKeyStorage guard, KeycloakSession session, PublicKeyStorageProvider keycloak)
      implements PublicKeyStorageProvider {

    private <T> T ask(
        String modelKey, PublicKeyLoader loader, Function<PublicKeyLoader, T> question) {
      PublicKeyLoader guarded = guard.guarded(session, modelKey, loader);
      return guard.beingFetched.contains(modelKey)
          ? guard.waiting(session, ClientKey.of(modelKey).realmId(), () -> question.apply(guarded))
          : question.apply(guarded);
    }

    @Override
    public KeyWrapper getPublicKey(
        String modelKey, String kid, String algorithm, PublicKeyLoader loader) {
      return ask(modelKey, loader, own -> keycloak.getPublicKey(modelKey, kid, algorithm, own));
    }

    @Override
    public KeyWrapper getFirstPublicKey(String modelKey, String algorithm, PublicKeyLoader loader) {
      return ask(modelKey, loader, own -> keycloak.getFirstPublicKey(modelKey, algorithm, own));
    }

    @Override
    public KeyWrapper getFirstPublicKey(
        String modelKey, Predicate<KeyWrapper> predicate, PublicKeyLoader loader) {
      return ask(modelKey, loader, own -> keycloak.getFirstPublicKey(modelKey, predicate, own));
    }

    @Override
    public List<KeyWrapper> getKeys(String modelKey, PublicKeyLoader loader) {
      return ask(modelKey, loader, own -> keycloak.getKeys(modelKey, own));
    }

    @Override
    public boolean reloadKeys(String modelKey, PublicKeyLoader loader) {
      return ask(modelKey, loader, own -> keycloak.reloadKeys(modelKey, own));
    }

    @Override
    public void close() {
      // Keycloak's own is closed by the session.
    }
  }
}
