package dev.banata.keycloak.organization;

import dev.banata.keycloak.compat.SessionEnd;
import java.util.List;
import org.keycloak.credential.CredentialModel;
import org.keycloak.models.FederatedIdentityModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.credential.PasswordCredentialModel;

/**
 * An account with an address that nobody has shown to be theirs. The person who shows it gets the
 * account alone: its credentials were set by somebody else, perhaps in wait for this invitation.
 */
final class UnverifiedAccount {

  private final KeycloakSession session;
  private final RealmModel realm;

  UnverifiedAccount(KeycloakSession session, RealmModel realm) {
    this.session = session;
    this.realm = realm;
  }

  /** Ends all ways in that were there before; a new password is asked for at once. */
  void handOver(UserModel user) {
    List<CredentialModel> credentials =
        user.credentialManager().getStoredCredentialsStream().toList();
    if (credentials.stream()
        .anyMatch(each -> each.getType().equals(PasswordCredentialModel.TYPE))) {
      user.addRequiredAction(UserModel.RequiredAction.UPDATE_PASSWORD);
    }
    credentials.forEach(each -> user.credentialManager().removeStoredCredentialById(each.getId()));
    List<FederatedIdentityModel> identities =
        session.users().getFederatedIdentitiesStream(realm, user).toList();
    identities.forEach(
        each -> session.users().removeFederatedIdentity(realm, user, each.getIdentityProvider()));
    SessionEnd.those(session, realm, user, each -> true);
  }
}
