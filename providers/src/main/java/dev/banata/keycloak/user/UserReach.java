package dev.banata.keycloak.user;

import dev.banata.keycloak.api.Call;
import dev.banata.keycloak.api.Problem;
import dev.banata.keycloak.compat.OrganizationTable;
import dev.banata.keycloak.compat.RowLock;
import dev.banata.keycloak.rbac.RealmOrganizations;
import dev.banata.keycloak.rbac.VerifiedDomains;
import dev.banata.keycloak.strength.Strengths;
import java.util.Optional;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.UserModel;
import org.keycloak.organization.OrganizationProvider;

/**
 * Which users the caller of one call may see and change. A caller that is limited to an
 * organization sees its members, and changes only those whose account belongs to it (Keycloak's
 * managed members): another organization's member must not be taken over by a new password. A
 * caller changes no user whom they do not cover.
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
    return RealmOrganizations.byId(call.session(), id).orElseThrow(UserReach::organizationNotFound);
  }

  /** The user of the call's project with that id, if the caller may see it. */
  UserModel visible(String userId) {
    return find(userId).orElseThrow(UserReach::userNotFound);
  }

  boolean sees(String userId) {
    return find(userId).isPresent();
  }

  private Optional<UserModel> find(String userId) {
    return Optional.ofNullable(call.session().users().getUserById(call.realm(), userId))
        .filter(user -> user.getServiceAccountClientLink() == null)
        .filter(user -> organization.map(own -> organizations().isMember(own, user)).orElse(true));
  }

  /**
   * The same, and 403 if the user's account belongs to somebody else than the caller's
   * organization: where a guest signs in and how is not its business.
   */
  UserModel managed(String userId) {
    UserModel user = visible(userId);
    requireManaged(
        organization.filter(
            own -> !organizations().isManagedMember(own, user) || isOthersToo(own, user)));
    return user;
  }

  private static void requireManaged(Optional<OrganizationModel> guestOf) {
    if (guestOf.isPresent()) {
      throw Problem.forbidden(
          "USER_NOT_MANAGED",
          "The account does not belong to the key's organization: the user is a guest there.");
    }
  }

  /**
   * True if another organization has taken the account in, and the address is of no verified domain
   * of the own one: whoever gives an account any address would else sign in as the member whom the
   * other organization invited by it.
   */
  private boolean isOthersToo(OrganizationModel own, UserModel user) {
    return !VerifiedDomains.contain(own, user.getEmail())
        && organizations().getByMember(user).anyMatch(each -> !each.getId().equals(own.getId()));
  }

  /**
   * The user, whom no other call changes until the end of this one; 403 if the caller may see but
   * not change them. What the user is worth is asked after the lock and from the database, so that
   * nobody is changed who was promoted a moment before.
   */
  UserModel changeable(String userId) {
    UserModel user =
        new RowLock(call.session())
            .take(call.realm(), visible(userId))
            .orElseThrow(UserReach::userNotFound);
    OrganizationTable members = new OrganizationTable(call.session());
    requireManaged(
        organization.filter(own -> !members.isManaged(own, user) || isOthersToo(own, user)));
    call.requireStrengthOf("The user " + user.getUsername(), Strengths.ofUser(user));
    return user;
  }

  /** The same, and 400 if it is the caller. */
  UserModel changeableOther(String userId, String code, String message) {
    UserModel user = changeable(userId);
    if (user.getId().equals(call.caller().id())) {
      throw Problem.badRequest(code, message);
    }
    return user;
  }

  private OrganizationProvider organizations() {
    return call.session().getProvider(OrganizationProvider.class);
  }

  private static Problem userNotFound() {
    return Problem.notFound("USER_NOT_FOUND", "There is no such user.");
  }

  private static Problem organizationNotFound() {
    return Problem.notFound(
        "ORGANIZATION_NOT_FOUND", "There is no such organization in the project.");
  }
}
