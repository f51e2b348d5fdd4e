package dev.banata.keycloak.project;

import java.security.KeyPair;
import java.util.List;
import java.util.Map;
import org.keycloak.Config;
import org.keycloak.common.util.CertificateUtils;
import org.keycloak.common.util.KeyUtils;
import org.keycloak.common.util.MultivaluedHashMap;
import org.keycloak.common.util.PemUtils;
import org.keycloak.keys.KeyProvider;
import org.keycloak.representations.idm.ComponentExportRepresentation;
import org.keycloak.representations.idm.RealmRepresentation;

/**
 * The keys of a new realm: the four providers that Keycloak gives a realm that names none, with RSA
 * pairs from a pool. Keycloak generates what a provider lacks, and pairs of another size than it is
 * configured for, so a wrong guess here costs time and nothing else.
 */
final class RealmKeys implements AutoCloseable {

  private static final String PRIORITY = "100";
  private static final String SIGNING = "rsa-generated";
  private static final int DEFAULT_SIZE = 2048;

  private final RsaKeyPool pool;

  private RealmKeys(RsaKeyPool pool) {
    this.pool = pool;
  }

  /** Keys of the size that Keycloak is told to generate. */
  static RealmKeys configured() {
    int size = Config.scope("keys", SIGNING).getInt("keySize", DEFAULT_SIZE);
    return new RealmKeys(new RsaKeyPool(() -> KeyUtils.generateRsaKeyPair(size)));
  }

  /** Fills the pool in the background. */
  void prepare() {
    pool.refill();
  }

  /** How many RSA pairs are ready; a project takes two. */
  int ready() {
    return pool.level();
  }

  void addTo(RealmRepresentation realm) {
    MultivaluedHashMap<String, ComponentExportRepresentation> components = realm.getComponents();
    components.put(
        KeyProvider.class.getName(),
        List.of(
            rsa(SIGNING, realm.getRealm(), Map.of("keyUse", "SIG")),
            rsa(
                "rsa-enc-generated",
                realm.getRealm(),
                Map.of("keyUse", "ENC", "algorithm", "RSA-OAEP")),
            provider("hmac-generated-hs512", "hmac-generated", Map.of("algorithm", "HS512")),
            provider("aes-generated", "aes-generated", Map.of())));
  }

  private ComponentExportRepresentation rsa(
      String id, String realmName, Map<String, String> config) {
    KeyPair pair = pool.take();
    ComponentExportRepresentation provider = provider(id, id, config);
    provider.getConfig().putSingle("privateKey", PemUtils.encodeKey(pair.getPrivate()));
    provider
        .getConfig()
        .putSingle(
            "certificate",
            PemUtils.encodeCertificate(
                CertificateUtils.generateV1SelfSignedCertificate(pair, realmName)));
    return provider;
  }

  private static ComponentExportRepresentation provider(
      String name, String providerId, Map<String, String> config) {
    ComponentExportRepresentation provider = new ComponentExportRepresentation();
    provider.setName(name);
    provider.setProviderId(providerId);
    MultivaluedHashMap<String, String> all = new MultivaluedHashMap<>();
    all.putSingle("priority", PRIORITY);
    config.forEach(all::putSingle);
    provider.setConfig(all);
    return provider;
  }

  @Override
  public void close() {
    pool.close();
  }
}
