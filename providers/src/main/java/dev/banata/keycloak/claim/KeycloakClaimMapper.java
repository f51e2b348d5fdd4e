package dev.banata.keycloak.claim;

import dev.banata.keycloak.claim.RequestedOrganizations.Kind;
import dev.banata.keycloak.compat.ClaimRequest;
import dev.banata.keycloak.compat.OrganizationClaimMapper;

/** Leaves the claim to {@link OrganizationMapper} where all of several organizations are in it. */
public final class KeycloakClaimMapper extends OrganizationClaimMapper {

  @Override
  protected String replacement() {
    return OrganizationMapper.PROVIDER_ID;
  }

  @Override
  protected boolean isReplaced(ClaimRequest request) {
    return RequestedOrganizations.of(request.organizationScopes()).kind() == Kind.ALL
        && KeycloakClaim.of(request).isWhole()
        && request.once(Memberships.class, Memberships::of).areSeveral();
  }
}
