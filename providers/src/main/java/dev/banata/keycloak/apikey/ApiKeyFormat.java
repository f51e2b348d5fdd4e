package dev.banata.keycloak.apikey;

import dev.banata.keycloak.api.Secret;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * The text of a key: a prefix, 43 base62 characters from 32 random bytes, and 6 base62 characters
 * of the CRC-32 of all that precedes. The checksum lets a typo or a scanner's false hit be refused
 * without a look into the database.
 */
final class ApiKeyFormat {

  /** Largest prefix that a caller may choose. */
  static final int MAX_PREFIX = 32;

  /** Characters after the prefix that are kept readable, so that people can tell keys apart. */
  private static final int START = 4;

  private static final int SECRET = 43;
  private static final int CHECKSUM = 6;
  private static final int RANDOM_BYTES = 32;
  private static final char[] BASE62 =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".toCharArray();
  private static final BigInteger RADIX = BigInteger.valueOf(BASE62.length);
  private static final Pattern KEY =
      Pattern.compile(
          "[A-Za-z0-9_-]{1," + MAX_PREFIX + "}[A-Za-z0-9]{" + (SECRET + CHECKSUM) + "}");
  private static final SecureRandom RANDOM = new SecureRandom();

  private ApiKeyFormat() {}

  static Secret generate(String prefix) {
    byte[] random = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(random);
    String text = prefix + base62(new BigInteger(1, random), SECRET);
    return new Secret(text + checksum(text));
  }

  /** True if the text has the shape of a key; says nothing about its checksum. */
  static boolean isWellFormed(String text) {
    return KEY.matcher(text).matches();
  }

  static boolean hasValidChecksum(String text) {
    int end = text.length() - CHECKSUM;
    return text.substring(end).equals(checksum(text.substring(0, end)));
  }

  /** SHA-256 of the whole key, base64url without padding: 43 characters. */
  static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }

  /** The prefix and the first characters of the secret. */
  static String start(Secret key, String prefix) {
    return key.reveal().substring(0, prefix.length() + START);
  }

  private static String checksum(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.UTF_8));
    return base62(BigInteger.valueOf(crc.getValue()), CHECKSUM);
  }

  private static String base62(BigInteger value, int length) {
    char[] text = new char[length];
    BigInteger rest = value;
    for (int i = length - 1; i >= 0; i--) {
      BigInteger[] division = rest.divideAndRemainder(RADIX);
      text[i] = BASE62[division[1].intValue()];
      rest = division[0];
    }
    return new String(text);
  }
}
