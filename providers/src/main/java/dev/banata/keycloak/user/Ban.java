package dev.banata.keycloak.user;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.keycloak.models.UserModel;

/**
 * A ban as Keycloak has it: the user is disabled, so that nothing of Keycloak lets them in, and
 * attributes say why and until when. Nothing runs when that time comes: see {@link BanExpiry}.
 *
 * @param reason null if nobody said
 * @param expiresAt milliseconds since epoch; null for never
 */
record Ban(String reason, Long expiresAt) {

  static final String REASON = "banReason";

  /** ISO 8601, so that people can read it and databases compare it. */
  static final String EXPIRES = "banExpires";

  /** The ban of a user who is disabled, by us or in the console. */
  static Optional<Ban> of(UserModel user) {
    return user.isEnabled()
        ? Optional.empty()
        : Optional.of(
            new Ban(user.getFirstAttribute(REASON), millis(user.getFirstAttribute(EXPIRES))));
  }

  /** Null if there is no time, or what somebody wrote in the console is none: the ban lasts. */
  static Long millis(String text) {
    try {
      return text == null ? null : Instant.parse(text).toEpochMilli();
    } catch (DateTimeException | ArithmeticException e) {
      return null;
    }
  }

  static void forget(UserModel user) {
    user.removeAttribute(REASON);
    user.removeAttribute(EXPIRES);
  }
}
