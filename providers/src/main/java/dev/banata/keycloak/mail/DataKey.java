package dev.banata.keycloak.mail;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Set;

/** Random bytes of one project, from which the keys of its secrets and hashes are derived. */
final class DataKey {

  private static final int BYTES = 32;
  private static final String HASHES = "banata mail hash";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final String realmId;
  private final byte[] bytes;

  DataKey(String realmId, String text) {
    this.realmId = realmId;
    this.bytes = Base64.getUrlDecoder().decode(text);
  }

  static String newText() {
    byte[] fresh = new byte[BYTES];
    RANDOM.nextBytes(fresh);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(fresh);
  }

  String realmId() {
    return realmId;
  }

  /** A key for one purpose, from these bytes and others. */
  byte[] derive(byte[] others, String purpose) {
    return Hmac.derive(bytes, others, purpose);
  }

  /** Stands for an address where it must not be readable. Nobody finds it without the key. */
  String hash(String address) {
    return hash("address", MailAddress.normal(address));
  }

  /** All that may stand for an address, among them what stood for it before. */
  Set<String> hashes(String address) {
    Set<String> hashes = new LinkedHashSet<>();
    hashes.add(hash(address));
    hashes.add(hash("address", MailAddress.formerNormal(address)));
    return hashes;
  }

  /** A name for a mail that is this project's own, whatever the caller calls it. */
  String mailName(String callersName) {
    return hash("mail", callersName);
  }

  private String hash(String kind, String text) {
    byte[] named = String.join("\n", kind, realmId, text).getBytes(StandardCharsets.UTF_8);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(Hmac.sha256(derive(bytes, HASHES), named));
  }
}
