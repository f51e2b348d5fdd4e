package dev.banata.keycloak.session;

import dev.banata.keycloak.compat.Refusal;
import dev.banata.keycloak.compat.UserSessionGrant;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.keycloak.OAuthErrorException;
import org.keycloak.events.Details;
import org.keycloak.events.EventType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;

/**
 * Exchanges the token of an impersonation for tokens of its session. An extension grant of RFC 6749
 * §4.5; the token is in the form parameter {@code token}. The client is one that people sign in to,
 * and proves itself.
 */
final class ImpersonationGrant extends UserSessionGrant {

  static final String GRANT_TYPE = "urn:banata:oauth:grant-type:impersonation";
  static final String PARAMETER = "token";

  @Override
  protected UserSessionModel userSession(
      KeycloakSession session, ClientModel client, MultivaluedMap<String, String> parameters)
      throws Refusal {
    if (client.isPublicClient() || !client.isStandardFlowEnabled() || client.isConsentRequired()) {
      throw new Refusal(
          OAuthErrorException.UNAUTHORIZED_CLIENT,
          "Only a client with a secret that users sign in to without consent may impersonate");
    }
    List<String> values = parameters.get(PARAMETER);
    if (values == null || values.size() != 1) {
      throw new Refusal(
          OAuthErrorException.INVALID_REQUEST, "Exactly one parameter token is needed");
    }
    // The user may have been banned, or given rights, since the impersonation was begun.
    return new Impersonations(session, session.getContext().getRealm())
        .redeem(values.get(0))
        .filter(found -> found.getUser() != null && found.getUser().isEnabled())
        .filter(found -> !Elevated.is(found.getUser()))
        .orElseThrow(
            () ->
                new Refusal(
                    OAuthErrorException.INVALID_GRANT,
                    "The token is unknown, already used or expired"));
  }

  @Override
  protected Map<String, String> details(UserSessionModel userSession) {
    Map<String, String> details = new HashMap<>();
    details.put(Details.GRANT_TYPE, GRANT_TYPE);
    SessionNotes.impersonatorName(userSession)
        .ifPresent(name -> details.put(Details.IMPERSONATOR, name));
    SessionNotes.impersonatorRealm(userSession)
        .ifPresent(realm -> details.put(Details.IMPERSONATOR_REALM, realm));
    return details;
  }

  @Override
  public EventType getEventType() {
    return EventType.IMPERSONATE;
  }

  @Override
  public Set<String> getTokenParameterNames() {
    return Set.of(PARAMETER);
  }
}
