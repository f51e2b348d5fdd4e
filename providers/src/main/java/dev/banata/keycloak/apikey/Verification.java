package dev.banata.keycloak.apikey;

import java.util.Map;

/**
 * What came of checking a key.
 *
 * @param key the key, if one was found; also when it is not valid
 * @param failure why it is not valid; null if it is
 * @param headers header fields that tell the rate limit; empty if it was not reached
 */
public record Verification(ApiKey key, Failure failure, Map<String, String> headers) {

  /** Reasons, in the order in which they are checked. */
  public enum Failure {
    MALFORMED("INVALID_API_KEY", "The key does not have the form of an API key."),
    WRONG_CHECKSUM("INVALID_API_KEY", "The key has a typo: its checksum is wrong."),
    UNKNOWN("INVALID_API_KEY", "There is no such key."),
    PROJECT_DISABLED("PROJECT_DISABLED", "The project is disabled."),
    ORGANIZATION_DISABLED("ORGANIZATION_DISABLED", "The key's organization is disabled."),
    REVOKED("KEY_REVOKED", "The key was revoked."),
    DISABLED("KEY_DISABLED", "The key is disabled."),
    EXPIRED("KEY_EXPIRED", "The key has expired."),
    ROTATED("KEY_ROTATED", "The key was rotated, and the overlap of this secret is over."),
    RATE_LIMITED("RATE_LIMITED", "The key is over its rate limit."),
    TOO_MANY_UNKNOWN("RATE_LIMITED", "Too many unknown API keys from this address.");

    private final String code;
    private final String message;

    Failure(String code, String message) {
      this.code = code;
      this.message = message;
    }

    public String code() {
      return code;
    }

    public String message() {
      return message;
    }
  }

  static Verification failed(ApiKey key, Failure failure) {
    return new Verification(key, failure, Map.of());
  }

  static Verification found(ApiKey key) {
    return new Verification(key, null, Map.of());
  }

  static Verification tooManyUnknown(long retryAfterSeconds) {
    return new Verification(
        null,
        Failure.TOO_MANY_UNKNOWN,
        Map.of(ApiKeyLimiter.RETRY_AFTER, Long.toString(retryAfterSeconds)));
  }

  /** True if the same key may be valid after the time in the headers. */
  public boolean isTooEarly() {
    return failure == Failure.RATE_LIMITED || failure == Failure.TOO_MANY_UNKNOWN;
  }

  public boolean isValid() {
    return failure == null;
  }
}
