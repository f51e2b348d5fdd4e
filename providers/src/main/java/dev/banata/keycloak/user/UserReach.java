package dev.banata.keycloak.user;

import dev.banata.keycloak.api.Call;
import dev.banata.keycloak.api.Problem;
import java.util.Objects;
import java.util.Optional;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.RoleUtils;
import org.keycloak.organization.OrganizationProvider;

/**
 * Which users the caller of one call may see and change. A caller that is limited to an
 * organization sees its members, and changes only those whose account belongs to it (Keycloak's
 * managed members): another organization's member must not be taken over by a new password. A
 * caller without full access changes no administrator of the realm.
 */
final class UserReach {

  private final Call call;
  private final Optional<OrganizationModel> organization;

  UserReach(Call call) {
    this.call = call;
    this.organization = call.caller().organizationId().map(this::organizationOf);
  }

  /** The organization that limits the caller, or nothing. */
  Optional<OrganizationModel> organization() {
    return organization;
  }

  /** An organization of the project that the caller may see. */
  OrganizationModel organization(String id) {
    if (organization.filter(own -> !own.getId().equals(id)).isPresent()) {
      throw organizationNotFound();
    }
    return organizationOf(id);
  }

  private OrganizationModel organizationOf(String id) {
    OrganizationModel found = organizations().getById(id);
    if (found == null) {
      throw organizationNotFound();
    }
    return found;
  }

  /** The user of the call's project with that id, if the caller may see it. */
  UserModel visible(String userId) {
    return find(userId)
        .orElseThrow(() -> Problem.notFound("USER_NOT_FOUND", "There is no such user."));
  }

  boolean sees(String userId) {
    return find(userId).isPresent();
  }

  private Optional<UserModel> find(String userId) {
    return Optional.ofNullable(call.session().users().getUserById(call.realm(), userId))
        .filter(user -> user.getServiceAccountClientLink() == null)
        .filter(user -> organization.map(own -> organizations().isMember(own, user)).orElse(true));
  }

  /** The same, and 403 if the caller may see but not change the user. */
  UserModel changeable(String userId) {
    UserModel user = visible(userId);
    if (organization.filter(own -> !organizations().isManagedMember(own, user)).isPresent()) {
      throw Problem.forbidden(
          "USER_NOT_MANAGED",
          "The account does not belong to the key's organization: the user is a guest there.");
    }
    if (!call.caller().hasFullAccess(call.realm()) && isAdministrator(user)) {
      throw Problem.forbidden(
          "USER_IS_ADMINISTRATOR",
          "The user administers the realm; only a caller with full access may change that.");
    }
    return user;
  }

  private static boolean isAdministrator(UserModel user) {
    return RoleUtils.getDeepUserRoleMappings(user).stream()
        .filter(RoleModel::isClientRole)
        .map(role -> ((ClientModel) role.getContainer()).getClientId())
        .anyMatch(clientId -> Objects.equals(clientId, Constants.REALM_MANAGEMENT_CLIENT_ID));
  }

  private OrganizationProvider organizations() {
    return call.session().getProvider(OrganizationProvider.class);
  }

  private static Problem organizationNotFound() {
    return Problem.notFound(
        "ORGANIZATION_NOT_FOUND", "There is no such organization in the project.");
  }
}
