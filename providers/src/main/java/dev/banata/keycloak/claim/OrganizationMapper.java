package dev.banata.keycloak.claim;

import dev.banata.keycloak.compat.ClaimMapper;
import dev.banata.keycloak.compat.ClaimRequest;
import dev.banata.keycloak.mapper.RightsClaims;
import dev.banata.keycloak.project.ProjectSetUpEvent;
import java.util.Map;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.ProtocolMapperModel;
import org.keycloak.provider.ProviderEvent;

/**
 * Says in tokens which organization the user is in, with their roles and permissions there, and
 * lets Keycloak's own claim {@code organization} have the roles too.
 */
public final class OrganizationMapper extends ClaimMapper {

  static final String PROVIDER_ID = "banata-organization-mapper";

  @Override
  protected void map(ClaimRequest request, Map<String, Object> claims) {
    request.once(Memberships.class, Memberships::of).write(claims);
  }

  @Override
  protected boolean isKeycloaks(ProtocolMapperModel mapper) {
    return OrganizationClaims.isKeycloaks(mapper);
  }

  @Override
  protected boolean isApart(ProtocolMapperModel mapper) {
    return OrganizationClaims.isApart(mapper);
  }

  @Override
  protected boolean isOurs(String claim) {
    return RightsClaims.isOfOrganization(claim);
  }

  @Override
  public void postInit(KeycloakSessionFactory factory) {
    factory.register(OrganizationMapper::onEvent);
  }

  private static void onEvent(ProviderEvent event) {
    if (event instanceof ProjectSetUpEvent setUp) {
      boolean isNew = OrganizationClaimScope.install(setUp.realm());
      if (setUp.isOurs()) {
        OrganizationClaimScope.shape(setUp.realm());
      } else if (isNew) {
        OrganizationClaimScope.assign(setUp.realm());
      }
    }
  }

  @Override
  public String getId() {
    return PROVIDER_ID;
  }

  @Override
  public String getDisplayType() {
    return "Active organization";
  }

  @Override
  public String getHelpText() {
    return "Adds org_id, org_slug, org_role and org_permissions of the organization that the user's"
        + " session is in, and the roles to the claim organization.";
  }
}
