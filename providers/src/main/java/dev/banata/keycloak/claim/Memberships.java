package dev.banata.keycloak.claim;

import dev.banata.keycloak.compat.ClaimRequest;
import dev.banata.keycloak.rbac.MemberRoles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.UserModel;

/** All that the tokens of one answer say about organizations. */
final class Memberships {

  private final Choice choice;
  private final KeycloakClaim keycloakClaim;
  private final boolean hasKeycloaks;
  private final Optional<ActiveClaims> active;
  private final MemberRoles roles;
  private final UserModel user;

  /** What was written last, and for what: the tokens of one answer have the same claim. */
  private Object before;

  private KeycloakClaim.Written written;

  private Memberships(ClaimRequest request) {
    this.choice = Choosing.choose(request);
    this.keycloakClaim = KeycloakClaim.of(request);
    this.hasKeycloaks = request.organizationMapper().isPresent();
    this.roles = new MemberRoles(request.session(), request.realm());
    this.user = request.userSession().getUser();
    this.active =
        choice
            .active()
            .map(organization -> ActiveClaims.of(request.realm(), roles, organization, user));
  }

  static Memberships of(ClaimRequest request) {
    return new Memberships(request);
  }

  void write(Map<String, Object> claims) {
    ActiveClaims.remove(claims);
    active.ifPresent(own -> own.write(claims));
    if (choice.listed().isPresent() && keycloakClaim.isOurs()) {
      Object keycloaks = keycloakClaim.take(claims);
      if (written == null || !Objects.equals(keycloaks, before)) {
        before = keycloaks;
        written =
            keycloakClaim.compose(
                keycloaks,
                activeFirst(choice.listed().get()),
                organization -> roles.ofMember(organization, user));
      }
      keycloakClaim.write(claims, written);
    } else if (!hasKeycloaks) {
      // No scope asks for it, so it is not Keycloak's.
      claims.remove(OAuth2Constants.ORGANIZATION);
      claims.remove(KeycloakClaim.OMITTED);
    }
  }

  /** True if several organizations are in the claim, so that there is not the one. */
  boolean areSeveral() {
    return choice.listed().filter(listed -> listed.size() > 1).isPresent();
  }

  private List<OrganizationModel> activeFirst(List<OrganizationModel> listed) {
    Optional<OrganizationModel> first = choice.active().filter(listed::contains);
    if (first.isEmpty() || listed.size() == 1) {
      return listed;
    }
    List<OrganizationModel> ordered = new ArrayList<>(listed);
    ordered.remove(first.get());
    ordered.add(0, first.get());
    return ordered;
  }
}
