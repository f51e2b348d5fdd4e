package dev.banata.keycloak.client;

import dev.banata.keycloak.uri.RedirectUri;
import dev.banata.keycloak.uri.RefusedUri;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * A callback as the index knows it.
 *
 * @param hash of the normal form, or of the text itself if it has none
 * @param family hash of the URI without its port if it could be matched with any port, else null;
 *     the same as the hash if it is
 */
record CallbackHash(String hash, String family) {

  static CallbackHash of(String text) {
    try {
      RedirectUri uri = RedirectUri.parse(text);
      return new CallbackHash(
          sha256(uri.text()), uri.family().map(CallbackHash::sha256).orElse(null));
    } catch (RefusedUri e) {
      return new CallbackHash(sha256(text), null);
    }
  }

  /** True if some request could be for the one as well as for the other. */
  boolean overlaps(String otherHash, String otherFamily) {
    return hash.equals(otherHash)
        || (family != null
            && family.equals(otherFamily)
            && (hash.equals(family) || otherHash.equals(otherFamily)));
  }

  static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
