package dev.banata.keycloak.persistence;

import java.security.SecureRandom;

/**
 * Ids of the form {@code <prefix>_<ULID>}: 48 bits of milliseconds and 80 random bits, written as
 * 26 Crockford base32 characters, so that ids sort by their time of creation.
 *
 * @see <a href="https://github.com/ulid/spec">ULID specification</a>
 */
public final class Ulid {

  private static final char[] CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
  private static final int TIME_CHARACTERS = 10;
  private static final int RANDOM_CHARACTERS = 16;
  private static final SecureRandom RANDOM = new SecureRandom();

  private Ulid() {}

  /** A new id with the given prefix, for example {@code proj_01J9ZQ4Y0V7M3T5W8X2B6C1D4E}. */
  public static String next(String prefix) {
    return next(prefix, System.currentTimeMillis());
  }

  static String next(String prefix, long millis) {
    StringBuilder id =
        new StringBuilder(prefix.length() + 1 + TIME_CHARACTERS + RANDOM_CHARACTERS)
            .append(prefix)
            .append('_');
    for (int i = TIME_CHARACTERS - 1; i >= 0; i--) {
      id.append(CROCKFORD[(int) (millis >>> (5 * i)) & 31]);
    }
    for (int i = 0; i < RANDOM_CHARACTERS; i++) {
      id.append(CROCKFORD[RANDOM.nextInt(CROCKFORD.length)]);
    }
    return id.toString();
  }
}
