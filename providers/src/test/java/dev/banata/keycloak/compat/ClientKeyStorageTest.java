package dev.banata.keycloak.compat;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.keycloak.jose.jwk.JWK;
import org.keycloak.keys.PublicKeyStorageProvider;
import org.keycloak.keys.PublicKeyStorageUtils;

/** What we read of Keycloak's, and what must not become more without us. */
@SuppressWarnings("deprecation") // JWK.Use, which Keycloak's own classes take
final class ClientKeyStorageTest {

  @Test
  void e3_keycloaksNamesOfClientsKeysAreUnderstood() {
    ClientKeyStorage.ClientKey key =
        ClientKeyStorage.ClientKey.of(
            PublicKeyStorageUtils.getClientModelCacheKey("realm", "client", JWK.Use.ENCRYPTION));

    assertThat(key)
        .isEqualTo(new ClientKeyStorage.ClientKey("realm", "client", JWK.Use.ENCRYPTION));
    assertThat(
            ClientKeyStorage.ClientKey.of(
                PublicKeyStorageUtils.getClientModelCacheKey("realm", "client")))
        .isEqualTo(new ClientKeyStorage.ClientKey("realm", "client", JWK.Use.SIG));
    assertThat(
            ClientKeyStorage.ClientKey.of(
                PublicKeyStorageUtils.getIdpModelCacheKey("realm", "provider")))
        .isNull();
  }

  /** A method that loads keys and is not ours would go around the guard. */
  @Test
  void e3_keycloaksStorageHasNoOtherWaysToLoadKeys() {
    assertThat(PublicKeyStorageProvider.class.getDeclaredMethods())
        .extracting(Method::getName)
        .containsExactlyInAnyOrder(
            "getPublicKey", "getFirstPublicKey", "getFirstPublicKey", "getKeys", "reloadKeys");
    assertThat(Arrays.asList(PublicKeyStorageProvider.class.getDeclaredMethods()))
        .noneMatch(Method::isDefault);
  }
}
