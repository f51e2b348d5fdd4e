package dev.banata.keycloak.session;

import dev.banata.keycloak.permission.Permission;
import dev.banata.keycloak.rbac.Catalogue;
import java.util.Set;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.RoleUtils;

/** Users who may manage the project or its realm: nobody acts for them. */
public final class Elevated {

  private static final Set<String> MANAGING = Set.of("*", Permission.DASHBOARD_MANAGE.slug());

  private Elevated() {}

  /** True if the user has a role of the realm's administration, by whatever way. */
  public static boolean administers(UserModel user) {
    return RoleUtils.getDeepUserRoleMappings(user).stream().anyMatch(Elevated::isOfAdministration);
  }

  public static boolean is(UserModel user) {
    return RoleUtils.getDeepUserRoleMappings(user).stream()
        .anyMatch(
            role ->
                isOfAdministration(role)
                    || (isOf(Catalogue.CLIENT_ID, role) && MANAGING.contains(role.getName())));
  }

  private static boolean isOfAdministration(RoleModel role) {
    return isOf(Constants.REALM_MANAGEMENT_CLIENT_ID, role);
  }

  private static boolean isOf(String clientId, RoleModel role) {
    return role.isClientRole()
        && clientId.equals(((ClientModel) role.getContainer()).getClientId());
  }
}
