package dev.banata.keycloak.organization;

import dev.banata.keycloak.compat.SignInSteps;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.credential.OTPCredentialModel;
import org.keycloak.models.credential.RecoveryAuthnCodesCredentialModel;
import org.keycloak.models.credential.WebAuthnCredentialModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * Whether a session has used a second factor: what its user has says nothing about who signed in.
 * Kept in a note of the session, which refresh tokens and other clients' tokens come from.
 */
final class SecondFactor {

  private static final String NOTE = "banata.second-factor";

  private static final List<String> OWNED =
      List.of(
          OTPCredentialModel.TYPE,
          WebAuthnCredentialModel.TYPE_TWOFACTOR,
          WebAuthnCredentialModel.TYPE_PASSWORDLESS);

  private static final Set<String> PROVING =
      Set.of(
          OTPCredentialModel.TYPE,
          WebAuthnCredentialModel.TYPE_TWOFACTOR,
          WebAuthnCredentialModel.TYPE_PASSWORDLESS,
          RecoveryAuthnCodesCredentialModel.TYPE);

  /**
   * Authenticators that succeed by a second factor only: for sessions that began before this note
   * was there. Keycloak's conditional OTP form does not count: it succeeds when it asks nothing.
   */
  private static final Set<String> AUTHENTICATORS =
      Set.of(
          "auth-otp-form",
          "direct-grant-validate-otp",
          "webauthn-authenticator",
          "webauthn-authenticator-passwordless",
          "auth-recovery-authn-code-form");

  private SecondFactor() {}

  /** Notes what this sign-in has proven so far. */
  static void note(AuthenticationSessionModel signIn) {
    if (!Collections.disjoint(SignInSteps.credentials(signIn), PROVING)) {
      mark(signIn);
    }
  }

  private static void mark(AuthenticationSessionModel signIn) {
    signIn.setUserSessionNote(NOTE, "true");
  }

  static boolean isUsedIn(AuthenticationSessionModel signIn) {
    return signIn.getUserSessionNotes().containsKey(NOTE);
  }

  static boolean isUsedIn(UserSessionModel session) {
    return session.getNote(NOTE) != null
        || !Collections.disjoint(SignInSteps.authenticators(session), AUTHENTICATORS);
  }

  static boolean isOwnedBy(UserModel user) {
    return OWNED.stream().anyMatch(type -> user.credentialManager().isConfiguredFor(type));
  }

  /**
   * Setting up the first one is using it. Of somebody who has another one, that is asked for: it
   * could be anybody with the password who sets up one more.
   */
  static void enrolled(AuthenticationSessionModel signIn, UserModel user, String type) {
    if (OWNED.contains(type)
        && user.equals(signIn.getAuthenticatedUser())
        && user.credentialManager()
                .getStoredCredentialsStream()
                .filter(credential -> OWNED.contains(credential.getType()))
                .count()
            == 1) {
      mark(signIn);
    }
  }
}
