package dev.banata.keycloak.organization;

import dev.banata.keycloak.api.Call;
import dev.banata.keycloak.api.Problem;
import java.util.Optional;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.UserModel;

/**
 * Which organizations the caller of one call may see: all of the project, or the one that limits
 * its key. All others are as unknown as those that do not exist.
 */
final class OrganizationReach {

  private final Call call;
  private final Organizations organizations;

  OrganizationReach(Call call) {
    this.call = call;
    this.organizations = new Organizations(call.session(), call.realm());
  }

  Organizations organizations() {
    return organizations;
  }

  /** The id of the organization that limits the caller, or nothing. */
  Optional<String> limit() {
    return call.caller().organizationId();
  }

  OrganizationModel byId(String id) {
    return visible(organizations.byId(id));
  }

  private OrganizationModel visible(Optional<OrganizationModel> organization) {
    return organization
        .filter(found -> limit().map(found.getId()::equals).orElse(true))
        .orElseThrow(OrganizationReach::notFound);
  }

  /** The organization that a request names by id or slug; a limited key need not name its own. */
  Optional<OrganizationModel> named(String id, String slug) {
    if (id != null && slug != null) {
      throw Problem.invalid(
          "organizationSlug", "must not be given together with organizationId", "conflict");
    }
    if (slug != null) {
      return Optional.of(visible(organizations.bySlug(slug)));
    }
    return Optional.ofNullable(id).or(this::limit).map(this::byId);
  }

  /** The same, and 422 if none is named. */
  OrganizationModel required(String id, String slug) {
    return named(id, slug)
        .orElseThrow(() -> Problem.invalid("organizationId", "is required", "required"));
  }

  /** A user of the project: a person. */
  UserModel user(String id) {
    return Optional.ofNullable(call.session().users().getUserById(call.realm(), id))
        .filter(user -> user.getServiceAccountClientLink() == null)
        .orElseThrow(() -> Problem.notFound("USER_NOT_FOUND", "There is no such user."));
  }

  static Problem notFound() {
    return Problem.notFound(
        "ORGANIZATION_NOT_FOUND", "There is no such organization in the project.");
  }
}
