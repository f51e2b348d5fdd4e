package dev.banata.keycloak.mail;

import dev.banata.keycloak.api.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Encrypts providers' secrets (AES-256-GCM) for realm attributes. The key is derived from the
 * project's data key, and from the server's secret if it has one. Bound to project and provider: a
 * sealed text that is copied elsewhere does not open.
 */
final class SecretSeal {

  /** Seals without a secret of the server are marked with this instead of its mark. */
  private static final String NO_SERVER_SECRET = "db";

  private static final String START = "banata-sealed:v1:";
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final int MARK_BYTES = 4;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final List<Secret> serverSecrets;

  /** A seal with the first of the server's secrets, which opens those of the others too. */
  SecretSeal(List<Secret> serverSecrets) {
    this.serverSecrets = List.copyOf(serverSecrets);
  }

  String seal(DataKey key, ProviderId provider, String text) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    Optional<Secret> serverSecret = serverSecrets.stream().findFirst();
    try {
      byte[] sealed =
          cipher(Cipher.ENCRYPT_MODE, key, serverSecret, provider, nonce)
              .doFinal(text.getBytes(StandardCharsets.UTF_8));
      byte[] whole =
          ByteBuffer.allocate(nonce.length + sealed.length).put(nonce).put(sealed).array();
      return START
          + serverSecret.map(SecretSeal::mark).orElse(NO_SERVER_SECRET)
          + ":"
          + Base64.getUrlEncoder().withoutPadding().encodeToString(whole);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The text; nothing if it was sealed with another key, for another place, or is no seal. */
  Optional<Secret> open(DataKey key, ProviderId provider, String sealed) {
    if (!sealed.startsWith(START)) {
      return Optional.empty();
    }
    String[] parts = sealed.substring(START.length()).split(":", 2);
    Optional<Secret> serverSecret =
        serverSecrets.stream().filter(secret -> mark(secret).equals(parts[0])).findFirst();
    if (parts.length < 2 || (serverSecret.isEmpty() && !parts[0].equals(NO_SERVER_SECRET))) {
      return Optional.empty();
    }
    try {
      byte[] whole = Base64.getUrlDecoder().decode(parts[1]);
      if (whole.length < NONCE_BYTES) {
        return Optional.empty();
      }
      byte[] nonce = Arrays.copyOf(whole, NONCE_BYTES);
      byte[] text =
          cipher(Cipher.DECRYPT_MODE, key, serverSecret, provider, nonce)
              .doFinal(whole, NONCE_BYTES, whole.length - NONCE_BYTES);
      return Optional.of(new Secret(new String(text, StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Cipher cipher(
      int mode, DataKey key, Optional<Secret> serverSecret, ProviderId provider, byte[] nonce)
      throws GeneralSecurityException {
    byte[] others =
        serverSecret
            .map(secret -> secret.reveal().getBytes(StandardCharsets.UTF_8))
            .orElse(new byte[0]);
    Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
    cipher.init(
        mode,
        new SecretKeySpec(key.derive(others, "banata mail secret"), "AES"),
        new GCMParameterSpec(TAG_BITS, nonce));
    cipher.updateAAD((key.realmId() + "\n" + provider.text()).getBytes(StandardCharsets.UTF_8));
    return cipher;
  }

  /** Tells the server's secrets apart without saying anything of them. */
  private static String mark(Secret secret) {
    byte[] derived =
        Hmac.derive(
            "banata".getBytes(StandardCharsets.UTF_8),
            secret.reveal().getBytes(StandardCharsets.UTF_8),
            "banata mail mark");
    return HexFormat.of().formatHex(derived, 0, MARK_BYTES);
  }
}
