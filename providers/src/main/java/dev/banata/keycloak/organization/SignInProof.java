package dev.banata.keycloak.organization;

import java.util.Optional;
import org.keycloak.authentication.RequiredActionContext;
import org.keycloak.events.Details;
import org.keycloak.models.ImpersonationSessionNote;
import org.keycloak.models.UserSessionModel;
import org.keycloak.sessions.AuthenticationSessionModel;

/**
 * How somebody has signed in.
 *
 * @param identityProvider alias of the identity provider that they came from, or nothing
 * @param secondFactor true if they have used one
 * @param impersonation true if somebody else acts for them, whose way in is not theirs
 */
record SignInProof(Optional<String> identityProvider, boolean secondFactor, boolean impersonation) {

  static SignInProof of(UserSessionModel session) {
    return new SignInProof(
        Optional.ofNullable(session.getNote(Details.IDENTITY_PROVIDER)),
        SecondFactor.isUsedIn(session),
        session.getNote(ImpersonationSessionNote.IMPERSONATOR_ID.toString()) != null);
  }

  /** Of a sign-in together with the session that goes on with it. */
  static SignInProof of(RequiredActionContext context) {
    AuthenticationSessionModel signIn = context.getAuthenticationSession();
    Optional<SignInProof> before = session(context).map(SignInProof::of);
    return new SignInProof(
        Optional.ofNullable(signIn.getUserSessionNotes().get(Details.IDENTITY_PROVIDER))
            .or(() -> before.flatMap(SignInProof::identityProvider)),
        SecondFactor.isUsedIn(signIn) || before.filter(SignInProof::secondFactor).isPresent(),
        before.filter(SignInProof::impersonation).isPresent());
  }

  private static Optional<UserSessionModel> session(RequiredActionContext context) {
    String id = context.getAuthenticationSession().getParentSession().getId();
    return Optional.ofNullable(
            context.getSession().sessions().getUserSession(context.getRealm(), id))
        .filter(found -> context.getUser().equals(found.getUser()));
  }
}
