package dev.banata.keycloak.rbac;

import dev.banata.keycloak.api.Call;
import dev.banata.keycloak.api.Problem;
import dev.banata.keycloak.permission.PermissionSet;
import dev.banata.keycloak.strength.Strength;
import java.util.Collection;

/** Nobody hands out more than they have. */
public final class Grants {

  private Grants() {}

  /**
   * Refuses a caller who lacks one of the permissions that they are about to give to all of the
   * project.
   *
   * @param permissions slugs and wildcards
   * @throws Problem 403
   */
  public static void requireCovered(Call call, Collection<String> permissions) {
    call.requireStrengthOf("The change", Strength.of(PermissionSet.of(permissions)));
  }
}
