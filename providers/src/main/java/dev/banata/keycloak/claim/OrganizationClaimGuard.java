package dev.banata.keycloak.claim;

import dev.banata.keycloak.compat.Realms;
import dev.banata.keycloak.compat.TokenGuard;
import dev.banata.keycloak.compat.TokenIssue;
import dev.banata.keycloak.mapper.RightsClaims;
import java.util.Map;
import org.keycloak.models.ProtocolMapperModel;

/**
 * Lets the claims about organizations say in every access token what our mapper and Keycloak's own
 * write, and nothing else: whatever mapper, scope or client has written there besides. Where
 * neither is granted, there is no such claim.
 */
public final class OrganizationClaimGuard extends TokenGuard {

  @Override
  protected void onToken(TokenIssue token) {
    if (Realms.isAdminRealm(token.client().getRealm())
        || token.mappers().allMatch(OrganizationClaimGuard::isSound)) {
      return;
    }
    Map<String, Object> claims = token.claims();
    Map<String, Object> written = token.writtenBy(OrganizationClaims::isWriter);
    claims.keySet().removeIf(RightsClaims::isOfOrganization);
    token
        .mappers()
        .filter(OrganizationClaims::isWriter)
        .map(OrganizationClaims::outermost)
        .forEach(claims::remove);
    claims.putAll(written);
  }

  /** True for a mapper that we know to write these claims rightly, or not at all. */
  private static boolean isSound(ProtocolMapperModel mapper) {
    return OrganizationClaims.isWriter(mapper) || OrganizationClaims.isApart(mapper);
  }

  @Override
  public String getId() {
    return "banata-organization-claims";
  }
}
