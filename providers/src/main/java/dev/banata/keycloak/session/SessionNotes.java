package dev.banata.keycloak.session;

import java.util.Optional;
import org.keycloak.models.ImpersonationSessionNote;
import org.keycloak.models.UserSessionModel;

/** The notes of Keycloak's user sessions that we read and write. */
final class SessionNotes {

  private static final String USER_AGENT = "banata.user-agent";
  private static final String IMPERSONATOR_REALM = "banata.impersonator.realm";
  private static final String ENDS_AT = "banata.impersonation.ends-at";

  /** Longer texts are no name of a browser. */
  private static final int MAX_USER_AGENT = 255;

  private SessionNotes() {}

  static String userAgent(UserSessionModel session) {
    return session.getNote(USER_AGENT);
  }

  static void userAgent(UserSessionModel session, String text) {
    String stripped =
        text.codePoints()
            .filter(c -> !Character.isISOControl(c))
            .limit(MAX_USER_AGENT)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    session.setNote(USER_AGENT, stripped);
  }

  /** Id of the admin or key that acts in the session for its user. */
  static Optional<String> impersonator(UserSessionModel session) {
    return Optional.ofNullable(
        session.getNote(ImpersonationSessionNote.IMPERSONATOR_ID.toString()));
  }

  static Optional<String> impersonatorName(UserSessionModel session) {
    return Optional.ofNullable(
        session.getNote(ImpersonationSessionNote.IMPERSONATOR_USERNAME.toString()));
  }

  /** Name of the realm that the impersonator is of, if that was noted. */
  static Optional<String> impersonatorRealm(UserSessionModel session) {
    return Optional.ofNullable(session.getNote(IMPERSONATOR_REALM));
  }

  static void impersonator(UserSessionModel session, Impersonator impersonator) {
    session.setNote(ImpersonationSessionNote.IMPERSONATOR_ID.toString(), impersonator.id());
    session.setNote(ImpersonationSessionNote.IMPERSONATOR_USERNAME.toString(), impersonator.name());
    session.setNote(IMPERSONATOR_REALM, impersonator.realm());
  }

  /** The second since epoch at which an impersonation ends, if that was noted. */
  static Optional<Long> endsAt(UserSessionModel session) {
    return Optional.ofNullable(session.getNote(ENDS_AT)).map(Long::valueOf);
  }

  static void endsAt(UserSessionModel session, long second) {
    session.setNote(ENDS_AT, Long.toString(second));
  }
}
