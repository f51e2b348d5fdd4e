package dev.banata.keycloak.user;

import dev.banata.keycloak.api.Problem;
import dev.banata.keycloak.rbac.VerifiedDomains;
import java.util.Optional;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.UserModel;

/**
 * Who may say that an address is verified. What hangs on it is somebody else's: an invitation of
 * another organization is answered by whoever has the invited address.
 */
final class VerifiedEmails {

  private VerifiedEmails() {}

  /**
   * Lets a caller that is limited to an organization vouch for addresses of its verified domains
   * only.
   *
   * @param limit the organization, or nothing for a caller of the whole project
   * @param user the user before the change, or nothing for a new one
   * @throws Problem 422 for an address that the caller cannot vouch for
   */
  static void require(
      Optional<OrganizationModel> limit, UserChange change, Optional<UserModel> user) {
    String present = user.map(UserModel::getEmail).orElse(null);
    String email = change.email() == null ? present : change.email();
    boolean isVerified =
        present != null
            && present.equalsIgnoreCase(email)
            && user.filter(UserModel::isEmailVerified).isPresent();
    boolean vouches = Boolean.TRUE.equals(change.emailVerified()) && !isVerified;
    if (vouches && limit.filter(own -> !VerifiedDomains.contain(own, email)).isPresent()) {
      throw Problem.invalid(
          "emailVerified",
          "can be set by an organization's key for addresses of the organization's verified domains"
              + " only",
          "not_verified_domain");
    }
  }
}
