package dev.banata.keycloak.user;

import dev.banata.keycloak.compat.UserLookUps;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.representations.userprofile.config.UPAttribute;
import org.keycloak.representations.userprofile.config.UPConfig;
import org.keycloak.representations.userprofile.config.UPConfig.UnmanagedAttributePolicy;
import org.keycloak.userprofile.UserProfileProvider;

/**
 * Lets bans end at their time without anything that watches the clock: a user whose ban is over
 * appears as enabled to all of Keycloak.
 */
public final class BanExpiry extends UserLookUps {

  private static final String USER = "user";

  @Override
  protected UserModel onLookUp(KeycloakSession session, RealmModel realm, UserModel user) {
    // All but a few users end here, and no attribute of theirs is read.
    if (user.isEnabled() || user instanceof BannedUser) {
      return user;
    }
    String expires = user.getFirstAttribute(Ban.EXPIRES);
    if (expires == null && user.getFirstAttribute(Ban.REASON) == null) {
      return user;
    }
    return new BannedUser(user, isOver(expires, user) && isTrusted(session, realm));
  }

  /** Keycloak itself disables users after too many wrong passwords; that does not end here. */
  private static boolean isOver(String expires, UserModel user) {
    Long end = Ban.millis(expires);
    return end != null
        && end <= Time.currentTimeMillis()
        && user.getFirstAttribute(UserModel.DISABLED_REASON) == null;
  }

  /**
   * False where users may write such attributes themselves: one who expects to be disabled could
   * bring the end along. Bans of such a realm last until somebody lifts them.
   */
  static boolean isTrusted(KeycloakSession session, RealmModel realm) {
    RealmModel present = session.getContext().getRealm();
    if (present == null || !present.getId().equals(realm.getId())) {
      return false;
    }
    UPConfig profile = session.getProvider(UserProfileProvider.class).getConfiguration();
    UPAttribute declared = profile.getAttribute(Ban.EXPIRES);
    if (declared != null) {
      return declared.getPermissions() == null
          || !declared.getPermissions().getEdit().contains(USER);
    }
    return profile.getUnmanagedAttributePolicy() != UnmanagedAttributePolicy.ENABLED;
  }

  @Override
  public String getId() {
    return "banata";
  }
}
