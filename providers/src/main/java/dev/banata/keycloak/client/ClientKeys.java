package dev.banata.keycloak.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Rules for the public keys of a client that signs (RFC 7517, RFC 7523). */
final class ClientKeys {

  static final String DEFAULT_ALGORITHM = "RS256";

  private static final Set<String> KEY_TYPES = Set.of("RSA", "EC", "OKP");

  /** Members that only private and symmetric keys have. */
  private static final Set<String> PRIVATE = Set.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

  private static final int MIN_RSA_BITS = 2048;
  private static final int MAX_KEYS = 10;

  private ClientKeys() {}

  /** What is wrong with a JSON Web Key Set, for people. */
  static Optional<String> wrong(JsonNode jwks) {
    JsonNode keys = jwks.path("keys");
    if (!keys.isArray() || keys.isEmpty() || keys.size() > MAX_KEYS) {
      return Optional.of("must have 1 to " + MAX_KEYS + " keys");
    }
    return Stream.iterate(0, i -> i < keys.size(), i -> i + 1)
        .flatMap(i -> wrongKey(keys.get(i)).map(text -> "keys." + i + " " + text).stream())
        .findFirst();
  }

  private static Optional<String> wrongKey(JsonNode key) {
    if (!KEY_TYPES.contains(key.path("kty").asText())) {
      return Optional.of("must be of the type RSA, EC or OKP");
    }
    if (PRIVATE.stream().anyMatch(key::has)) {
      return Optional.of("must be a public key");
    }
    if (key.path("kid").asText().isBlank()) {
      return Optional.of("must have a kid");
    }
    return key.path("kty").asText().equals("RSA") && rsaBits(key) < MIN_RSA_BITS
        ? Optional.of("must have a modulus of at least " + MIN_RSA_BITS + " bits")
        : Optional.empty();
  }

  private static int rsaBits(JsonNode key) {
    try {
      return new BigInteger(1, Base64.getUrlDecoder().decode(key.path("n").asText())).bitLength();
    } catch (IllegalArgumentException e) {
      return 0;
    }
  }
}
