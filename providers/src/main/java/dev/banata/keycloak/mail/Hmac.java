package dev.banata.keycloak.mail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256, and keys derived with it. */
final class Hmac {

  private static final String ALGORITHM = "HmacSHA256";

  private Hmac() {}

  static byte[] sha256(byte[] key, byte[] data) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return mac.doFinal(data);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * HKDF with one block of output: 32 bytes.
   *
   * @see <a href="https://www.rfc-editor.org/rfc/rfc5869">RFC 5869</a>
   */
  static byte[] derive(byte[] salt, byte[] keyMaterial, String info) {
    return derive(salt, keyMaterial, info.getBytes(StandardCharsets.UTF_8));
  }

  static byte[] derive(byte[] salt, byte[] keyMaterial, byte[] info) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.writeBytes(info);
    block.write(1);
    return sha256(sha256(salt, keyMaterial), block.toByteArray());
  }
}
