package dev.banata.keycloak.session;

import dev.banata.keycloak.compat.UserSessions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.keycloak.common.util.SecretGenerator;
import org.keycloak.common.util.Time;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;

/**
 * Begins sessions in which somebody acts for a user. What comes out is a token that a confidential
 * client of the project can exchange once, and soon, for tokens of that session.
 */
public final class Impersonations {

  /** Seconds in which the token has to be exchanged. */
  static final long TOKEN_SECONDS = 300;

  /** Starts the keys of ours in Keycloak's store of things that can be used once. */
  private static final String STORED = "banata.impersonation.";

  private static final String REALM = "realm";
  private static final String SESSION = "session";
  private static final int TOKEN_LENGTH = 43;

  private final KeycloakSession session;
  private final RealmModel realm;

  public Impersonations(KeycloakSession session, RealmModel realm) {
    this.session = session;
    this.realm = realm;
  }

  /** A session, and the token to exchange. Its text is without the token. */
  public record Begun(UserSessionModel userSession, String token) {
    @Override
    public String toString() {
      return "Begun[" + userSession.getId() + "]";
    }
  }

  /** Begins one, and writes the event {@code IMPERSONATE} as Keycloak's console does. */
  public Begun begin(UserModel user, Impersonator impersonator) {
    UserSessionModel userSession = UserSessions.create(session, realm, user, Impersonation.METHOD);
    SessionNotes.impersonator(userSession, impersonator);
    SessionNotes.endsAt(userSession, Time.currentTimeMillis() / 1000 + Impersonation.SECONDS);
    String token = SecretGenerator.getInstance().randomString(TOKEN_LENGTH);
    session
        .singleUseObjects()
        .put(
            STORED + hash(token),
            TOKEN_SECONDS,
            Map.of(REALM, realm.getId(), SESSION, userSession.getId()));
    new EventBuilder(realm, session, session.getContext().getConnection())
        .event(EventType.IMPERSONATE)
        .session(userSession)
        .user(user)
        .detail(Details.IMPERSONATOR_REALM, impersonator.realm())
        .detail(Details.IMPERSONATOR, impersonator.name())
        .success();
    return new Begun(userSession, token);
  }

  /** The live session of a token, which is no more good after that. */
  Optional<UserSessionModel> redeem(String token) {
    return live(session.singleUseObjects().remove(STORED + hash(token)));
  }

  /** The live session of a token that has not been exchanged yet. */
  public Optional<UserSessionModel> find(String token) {
    return live(session.singleUseObjects().get(STORED + hash(token)));
  }

  private Optional<UserSessionModel> live(Map<String, String> stored) {
    return Optional.ofNullable(stored)
        .filter(notes -> Objects.equals(notes.get(REALM), realm.getId()))
        .map(notes -> session.sessions().getUserSession(realm, notes.get(SESSION)))
        .filter(found -> Impersonation.of(found).filter(Impersonation::isLive).isPresent());
  }

  private static String hash(String token) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
