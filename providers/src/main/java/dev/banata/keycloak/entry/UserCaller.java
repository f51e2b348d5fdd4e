package dev.banata.keycloak.entry;

import dev.banata.keycloak.api.Caller;
import dev.banata.keycloak.api.EndUser;
import dev.banata.keycloak.compat.UserToken;
import dev.banata.keycloak.permission.Permission;
import dev.banata.keycloak.rbac.Catalogue;
import dev.banata.keycloak.strength.Strength;
import java.util.List;
import java.util.Optional;
import org.keycloak.events.admin.AuthDetails;
import org.keycloak.models.RealmModel;

/**
 * An end user of a project with their access token. They have no permission of the management API:
 * they can do what the few calls that take them allow with what is theirs.
 */
final class UserCaller implements Caller {

  private final UserToken token;
  private final RealmModel realm;
  private final String address;

  UserCaller(UserToken token, RealmModel realm, String address) {
    this.token = token;
    this.realm = realm;
    this.address = address;
  }

  /**
   * True if the token was made to be shown to us: its audience names the project's own client
   * {@code banata}, or nobody but the client that got it. A resource server that was sent a token
   * must not act as the user here, and neither may an app that asked them for its own scopes only.
   */
  static boolean isForUs(UserToken token) {
    List<String> audience = token.audience();
    return audience.contains(Catalogue.CLIENT_ID)
        || (audience.equals(List.of(token.client().getClientId()))
            && !token.client().isConsentRequired());
  }

  @Override
  public String id() {
    return token.user().getId();
  }

  @Override
  public Optional<RealmModel> boundRealm() {
    return Optional.of(realm);
  }

  @Override
  public boolean mayView(RealmModel other) {
    return realm.getId().equals(other.getId());
  }

  @Override
  public boolean may(Permission permission, RealmModel other) {
    return false;
  }

  @Override
  public boolean covers(Strength strength, RealmModel other) {
    return strength.isNone();
  }

  @Override
  public Optional<EndUser> endUser() {
    return Optional.of(new EndUser(token.user(), token.session()));
  }

  @Override
  public boolean isApplication() {
    return false;
  }

  @Override
  public AuthDetails authDetails() {
    AuthDetails details = new AuthDetails();
    details.setRealmId(realm.getId());
    details.setRealmName(realm.getName());
    details.setClientId(token.client().getId());
    details.setUserId(token.user().getId());
    details.setIpAddress(address);
    return details;
  }
}
