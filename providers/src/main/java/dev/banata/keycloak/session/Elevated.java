package dev.banata.keycloak.session;

import dev.banata.keycloak.permission.Permission;
import dev.banata.keycloak.strength.Strength;
import dev.banata.keycloak.strength.Strengths;
import org.keycloak.models.UserModel;

/**
 * Users who can manage the project or its realm: nobody acts as them, however strong the caller is.
 * So it is no comparison of strengths, but a bound on one.
 */
public final class Elevated {

  private Elevated() {}

  public static boolean is(UserModel user) {
    Strength strength = Strengths.ofUser(user);
    return strength.administers() || strength.permissions().contains(Permission.DASHBOARD_MANAGE);
  }
}
