package dev.banata.keycloak.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

final class HmacTest {

  private static final HexFormat HEX = HexFormat.of();

  /** RFC 5869, test case 1; one block is the first 32 of its 42 bytes. */
  @Test
  void derivesAsTheRfcDoes() {
    byte[] derived =
        Hmac.derive(
            HEX.parseHex("000102030405060708090a0b0c"),
            HEX.parseHex("0b".repeat(22)),
            HEX.parseHex("f0f1f2f3f4f5f6f7f8f9"));

    assertThat(HEX.formatHex(derived))
        .isEqualTo("3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf");
  }
}
