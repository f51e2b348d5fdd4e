package dev.banata.keycloak.session;

import dev.banata.keycloak.compat.IssuerUrl;
import dev.banata.keycloak.compat.Refusal;
import dev.banata.keycloak.compat.TokenGuard;
import dev.banata.keycloak.compat.TokenIssue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.keycloak.OAuthErrorException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.UserSessionModel;
import org.keycloak.utils.KeycloakSessionUtil;

/**
 * Says in every token of an impersonation who acts (claim {@code act}, RFC 8693 §4.1), and lets
 * none outlive it: begun here or in Keycloak's console, and whatever grant the token comes from.
 */
public final class ImpersonationGuard extends TokenGuard {

  private static final String ACTOR = "act";

  @Override
  protected void onToken(TokenIssue token) throws Refusal {
    Optional<Impersonation> found = Impersonation.of(token.userSession());
    if (found.isEmpty()) {
      return;
    }
    Impersonation impersonation = found.get();
    if (impersonation.isOver() || (impersonation.endsAt().isPresent() && token.isOffline())) {
      throw new Refusal(OAuthErrorException.INVALID_GRANT, "The impersonation has ended");
    }
    token.claim(ACTOR, actor(token.userSession(), impersonation));
    impersonation.endsAt().ifPresent(token::endBy);
  }

  private static Map<String, String> actor(
      UserSessionModel userSession, Impersonation impersonation) {
    KeycloakSession session = KeycloakSessionUtil.getKeycloakSession();
    Map<String, String> actor = new LinkedHashMap<>();
    actor.put("sub", impersonation.impersonator());
    SessionNotes.impersonatorRealm(userSession)
        .map(session.realms()::getRealmByName)
        .ifPresent(realm -> actor.put("iss", IssuerUrl.of(session, realm)));
    return actor;
  }

  @Override
  public void postInit(KeycloakSessionFactory factory) {}

  @Override
  public String getId() {
    return "banata-impersonation";
  }
}
