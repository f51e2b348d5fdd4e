package dev.banata.keycloak.apikey;

import dev.banata.keycloak.api.Call;
import dev.banata.keycloak.api.Problem;
import dev.banata.keycloak.compat.RowLock;
import dev.banata.keycloak.rbac.RealmOrganizations;
import java.util.Optional;
import org.keycloak.models.OrganizationModel;

/**
 * Which keys the caller of one call may see and change: a caller that is limited to an organization
 * those of this organization.
 */
final class ApiKeyScope {

  private final Call call;

  ApiKeyScope(Call call) {
    this.call = call;
  }

  boolean mayTouch(ApiKey key) {
    return call.caller()
        .organizationId()
        .map(organization -> organization.equals(key.organizationId()))
        .orElse(true);
  }

  /**
   * @throws Problem 404 for a key that the caller does not see
   */
  void requireTouchable(ApiKey key) {
    if (!mayTouch(key)) {
      throw notFound();
    }
  }

  static Problem notFound() {
    return Problem.notFound("API_KEY_NOT_FOUND", "There is no such key.");
  }

  /**
   * The organization that a new key is limited to, which nobody removes until the transaction ends;
   * null for none. To be asked for before keys are locked.
   *
   * @param requested null if the request names none
   * @throws Problem 404 for one that the caller does not see
   */
  String holdOrganization(String requested) {
    Optional<String> bound = call.caller().organizationId();
    if (bound.isPresent() && requested != null && !bound.get().equals(requested)) {
      throw organizationNotFound();
    }
    String organizationId = bound.orElse(requested);
    if (organizationId == null) {
      return null;
    }
    return RealmOrganizations.byId(call.session(), organizationId)
        .flatMap(new RowLock(call.session())::hold)
        .map(OrganizationModel::getId)
        .orElseThrow(ApiKeyScope::organizationNotFound);
  }

  private static Problem organizationNotFound() {
    return Problem.notFound(
        "ORGANIZATION_NOT_FOUND", "There is no such organization in the project.");
  }
}
