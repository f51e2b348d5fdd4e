package dev.banata.keycloak.compat;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.authentication.AuthenticatorUtil;
import org.keycloak.authentication.authenticators.util.AuthenticatorUtils;
import org.keycloak.models.AuthenticationExecutionModel;
import org.keycloak.models.Constants;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/** What Keycloak notes of the steps in which somebody signs in. */
public final class SignInSteps {

  private SignInSteps() {}

  /**
   * Types of the credentials that were proven in this sign-in: by the step, which knows, and not by
   * its execution, because one page takes a password or a passkey.
   */
  public static Set<String> credentials(AuthenticationSessionModel signIn) {
    return Set.copyOf(AuthenticatorUtil.getAuthnCredentials(signIn));
  }

  /** Ids of the authenticators that were completed in the session. */
  public static Set<String> authenticators(UserSessionModel session) {
    String note = session.getNote(Constants.AUTHENTICATORS_COMPLETED);
    if (note == null) {
      return Set.of();
    }
    RealmModel realm = session.getRealm();
    return AuthenticatorUtils.parseCompletedExecutions(note).keySet().stream()
        .flatMap(id -> Stream.ofNullable(realm.getAuthenticationExecutionById(id)))
        .map(AuthenticationExecutionModel::getAuthenticator)
        .filter(authenticator -> authenticator != null)
        .collect(Collectors.toSet());
  }
}
