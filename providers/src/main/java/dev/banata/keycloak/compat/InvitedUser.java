package dev.banata.keycloak.compat;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.storage.adapter.InMemoryUserAdapter;

/** Somebody who has an address and no account yet, for Keycloak to send a mail to. */
public final class InvitedUser {

  private InvitedUser() {}

  public static UserModel of(KeycloakSession session, RealmModel realm, String email) {
    UserModel user = new InMemoryUserAdapter(session, realm, null);
    user.setEmail(email);
    return user;
  }
}
