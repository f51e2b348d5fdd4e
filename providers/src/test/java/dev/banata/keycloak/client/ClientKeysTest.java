package dev.banata.keycloak.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys that a client may bring. */
final class ClientKeysTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"keys\":[{\"kty\":\"EC\",\"kid\":\"1\",\"crv\":\"P-256\",\"x\":\"a\",\"y\":\"b\"}]}|",
        "{\"keys\":[{\"kty\":\"OKP\",\"kid\":\"1\",\"crv\":\"Ed25519\",\"x\":\"a\"}]}|",
        "{}|must have",
        "{\"keys\":[]}|must have",
        "{\"keys\":{}}|must have",
        "{\"keys\":[{\"kty\":\"EC\"}]}|keys.0 must have a kid",
        "{\"keys\":[{\"kty\":\"oct\",\"kid\":\"1\",\"k\":\"a\"}]}|keys.0 must be of the type",
        "{\"keys\":[{\"kty\":\"EC\",\"kid\":\"1\",\"d\":\"a\"}]}|keys.0 must be a public key",
        "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"1\",\"n\":\"AQAB\",\"e\":\"AQAB\"}]}|keys.0 must have a modulus",
        "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"1\",\"n\":\"%\"}]}|keys.0 must have a modulus"
      })
  void keysArePublicAndStrong(String jwks, String wrong) throws JsonProcessingException {
    String found = ClientKeys.wrong(new ObjectMapper().readTree(jwks)).orElse(null);

    if (wrong == null) {
      assertThat(found).isNull();
    } else {
      assertThat(found).startsWith(wrong);
    }
  }
}
