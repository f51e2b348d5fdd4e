package dev.banata.keycloak.session;

import dev.banata.keycloak.compat.UserSessions;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.keycloak.common.util.Time;
import org.keycloak.models.UserSessionModel;

/** A session in which somebody acts for its user, and how long that may go on. */
final class Impersonation {

  /** However it was begun, it is over after an hour. */
  static final long SECONDS = TimeUnit.HOURS.toSeconds(1);

  /** How Keycloak's console names the way its impersonations were begun. */
  static final String METHOD = "impersonate";

  private final UserSessionModel session;
  private final String impersonator;

  private Impersonation(UserSessionModel session, String impersonator) {
    this.session = session;
    this.impersonator = impersonator;
  }

  static Optional<Impersonation> of(UserSessionModel session) {
    return SessionNotes.impersonator(session).map(id -> new Impersonation(session, id));
  }

  String impersonator() {
    return impersonator;
  }

  /**
   * The second since epoch at which it ends; nothing for a session of a token exchange, which ends
   * with what it was exchanged for.
   */
  Optional<Long> endsAt() {
    return SessionNotes.endsAt(session)
        .or(
            () ->
                METHOD.equals(session.getAuthMethod())
                    ? Optional.of(session.getStarted() + SECONDS)
                    : Optional.empty());
  }

  boolean isOver() {
    return endsAt().filter(end -> end <= Time.currentTimeMillis() / 1000).isPresent();
  }

  boolean isLive() {
    return !isOver() && UserSessions.isValid(session.getRealm(), session);
  }
}
