package dev.banata.keycloak.user;

import dev.banata.keycloak.compat.LookedUpUser;
import org.keycloak.models.UserModel;

/**
 * A disabled user with a ban. Enabled again once the time of the ban is over; and enabling or
 * disabling the user otherwise, in the console for example, replaces the ban, so that its time does
 * not end what it does not belong to.
 */
final class BannedUser extends LookedUpUser {

  private final boolean over;

  BannedUser(UserModel stored, boolean over) {
    super(stored);
    this.over = over;
  }

  @Override
  public boolean isEnabled() {
    return stored().isEnabled() || over;
  }

  @Override
  public void setEnabled(boolean enabled) {
    if (enabled || isEnabled()) {
      Ban.forget(stored());
    }
    super.setEnabled(enabled);
  }
}
