package dev.banata.keycloak.session;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.banata.keycloak.api.Call;
import dev.banata.keycloak.api.Timestamps;
import dev.banata.keycloak.compat.UserSessions;
import dev.banata.keycloak.rbac.ActiveOrganization;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.UserSessionModel;

/**
 * A session on the wire. Times are ISO-8601 in UTC.
 *
 * @param token only of an impersonation that was just begun; in no list
 * @param clients client ids of the clients that the session has tokens of
 * @param offline true for the session of an offline token
 */
public record SessionView(
    String id,
    String userId,
    @JsonInclude(JsonInclude.Include.NON_NULL) String token,
    String expiresAt,
    String ipAddress,
    String userAgent,
    String activeOrganizationId,
    String impersonatedBy,
    String createdAt,
    String updatedAt,
    String projectId,
    List<String> clients,
    boolean offline) {

  public static SessionView of(Call call, UserSessionModel session) {
    return of(call, session, null);
  }

  /** The text of a record would show the token. */
  @Override
  public String toString() {
    return "SessionView[" + id + "]";
  }

  public static SessionView of(Call call, UserSessionModel session, String token) {
    return new SessionView(
        session.getId(),
        session.getUser().getId(),
        token,
        Timestamps.iso(expiresAt(session)),
        session.getIpAddress(),
        SessionNotes.userAgent(session),
        new ActiveOrganization(call.session())
            .of(session)
            .map(OrganizationModel::getId)
            .orElse(null),
        SessionNotes.impersonator(session).orElse(null),
        iso(session.getStarted()),
        iso(session.getLastSessionRefresh()),
        call.projectId(),
        session.getAuthenticatedClientSessions().values().stream()
            .map(client -> client.getClient())
            .map(ClientModel::getClientId)
            .sorted()
            .toList(),
        session.isOffline());
  }

  /** Null for an offline session of a realm that does not limit them. */
  private static Long expiresAt(UserSessionModel session) {
    long realms = UserSessions.endsAt(session.getRealm(), session);
    long impersonations =
        Impersonation.of(session)
            .flatMap(Impersonation::endsAt)
            .map(TimeUnit.SECONDS::toMillis)
            .orElse(-1L);
    return Stream.of(realms, impersonations).filter(end -> end > 0).min(Long::compare).orElse(null);
  }

  private static String iso(int second) {
    return Timestamps.iso(TimeUnit.SECONDS.toMillis(second));
  }
}
