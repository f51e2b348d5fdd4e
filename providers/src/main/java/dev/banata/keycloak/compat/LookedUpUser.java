package dev.banata.keycloak.compat;

import org.keycloak.models.UserModel;
import org.keycloak.models.utils.UserModelDelegate;

/** A user who appears otherwise than they are stored, see {@link UserLookUps}. */
public abstract class LookedUpUser extends UserModelDelegate {

  protected LookedUpUser(UserModel stored) {
    super(stored);
  }

  /** The user as they are stored. */
  protected final UserModel stored() {
    return getDelegate();
  }
}
