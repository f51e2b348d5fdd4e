package dev.banata.keycloak.rbac;

import dev.banata.keycloak.api.Call;
import dev.banata.keycloak.api.Problem;
import dev.banata.keycloak.permission.Permission;
import java.util.Optional;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.UserModel;
import org.keycloak.organization.OrganizationProvider;

/** Finds the subject of a check among what the caller may see. */
final class Subjects {

  private final Call call;

  Subjects(Call call) {
    this.call = call;
  }

  /**
   * The user, in the organization if one is named or the caller is limited to one; without a user
   * the caller. The schemas see to it that nobody asks about the caller by mistake: such a question
   * has the project's name, as the published client sends it, and no organization.
   *
   * @throws Problem 403 if the caller may not read the user's roles, 404 for what they do not see
   */
  Subject of(String userId, String organizationId) {
    if (userId == null) {
      return new CallerSubject(call.caller(), call.realm());
    }
    boolean inOrganization = organizationId != null || call.caller().organizationId().isPresent();
    call.require(inOrganization ? Permission.MEMBER_READ : Permission.USER_READ);
    Optional<OrganizationModel> organization = organization(organizationId);
    UserModel user = user(userId);
    return organization
        .map(own -> UserSubject.inOrganization(call.session(), call.realm(), own, user))
        .orElseGet(() -> UserSubject.inProject(call.realm(), user));
  }

  private Optional<OrganizationModel> organization(String requested) {
    Optional<String> bound = call.caller().organizationId();
    boolean isForeign =
        requested != null && bound.filter(own -> !own.equals(requested)).isPresent();
    Optional<String> id = bound.or(() -> Optional.ofNullable(requested));
    Optional<OrganizationModel> organization =
        id.flatMap(each -> RealmOrganizations.byId(call.session(), each));
    if (isForeign || (organization.isEmpty() && id.isPresent())) {
      throw Problem.notFound(
          "ORGANIZATION_NOT_FOUND", "There is no such organization in the project.");
    }
    return organization;
  }

  private UserModel user(String id) {
    UserModel user = call.session().users().getUserById(call.realm(), id);
    Optional<String> bound = call.caller().organizationId();
    boolean visible =
        user != null
            && user.getServiceAccountClientLink() == null
            && bound
                .map(own -> organizations().isMember(organizations().getById(own), user))
                .orElse(true);
    if (!visible) {
      throw Problem.notFound("USER_NOT_FOUND", "There is no such user.");
    }
    return user;
  }

  private OrganizationProvider organizations() {
    return call.session().getProvider(OrganizationProvider.class);
  }
}
