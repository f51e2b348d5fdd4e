package dev.banata.keycloak.api;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.zip.CRC32;

/** The format of keys, written a second time from the documents: to check it and to forge keys. */
public final class KeyText {

  private static final String BASE62 =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final BigInteger RADIX = BigInteger.valueOf(BASE62.length());
  private static final int CHECKSUM = 6;
  private static final int RANDOM_BITS = 256;
  private static final int RANDOM_CHARACTERS = 43;
  private static final SecureRandom RANDOM = new SecureRandom();

  private KeyText() {}

  /** A key as the server could have made it, and has not. */
  public static String forged() {
    String text =
        "sk_test_" + base62(new BigInteger(RANDOM_BITS, RANDOM), RANDOM_CHARACTERS).toString();
    return text + checksum(text);
  }

  /** The key with another last character: its checksum is wrong. */
  public static String withTypo(String key) {
    char last = key.charAt(key.length() - 1);
    return key.substring(0, key.length() - 1) + (last == 'a' ? 'b' : 'a');
  }

  public static boolean hasRightChecksum(String key) {
    int end = key.length() - CHECKSUM;
    return key.substring(end).equals(checksum(key.substring(0, end)));
  }

  private static String checksum(String text) {
    CRC32 crc = new CRC32();
    crc.update(text.getBytes(StandardCharsets.US_ASCII));
    return base62(BigInteger.valueOf(crc.getValue()), CHECKSUM);
  }

  private static String base62(BigInteger number, int length) {
    StringBuilder digits = new StringBuilder();
    for (BigInteger rest = number; digits.length() < length; rest = rest.divide(RADIX)) {
      digits.append(BASE62.charAt(rest.mod(RADIX).intValue()));
    }
    return digits.reverse().toString();
  }
}
